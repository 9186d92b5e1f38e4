"""Phone numbers: which are read, which are refused, and how they are shown."""

from __future__ import annotations

import pytest

from bot import publishing
from bot.flows.contact import NotUsable, checked_phone, phone_in, shown_phone
from tests.contents import CONTENT

WORDS = CONTENT.part(publishing.CONTACT).words


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("06/12/34/56/78", "+33612345678"),
        ("06\u00a012\u00a034\u00a056\u00a078", "+33612345678"),
        ("c'est le 06 12 34 56 78", "+33612345678"),
        ("mon num : 0612345678, merci !", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33612345678", "+33612345678"),
        ("+ 33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("33 6 12 34 56 78", "+33612345678"),
        ("plus 33 6 12 34 56 78", "+33612345678"),
        ("O6 12 34 56 78", "+33612345678"),
        ("zéro 6 12 34 56 78", "+33612345678"),
        ("612345678", "+33612345678"),
        ("07 81 23 45 67", "+33781234567"),
        ("fixe 01 23 45 67 89", "+33123456789"),
        ("09 70 12 34 56", "+33970123456"),
        ("0692 12 34 56", "+262692123456"),
        ("+262 692 12 34 56", "+262692123456"),
        ("+33 692 12 34 56", "+262692123456"),
        ("0262 12 34 56", "+262262123456"),
        ("0690 00 12 34", "+590690001234"),
        ("0696 20 12 34", "+596696201234"),
        ("0694 20 12 34", "+594694201234"),
        ("+687 75 12 34", "+687751234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("né le 12/05/2006, tél 06 12 34 56 78", "+33612345678"),
        ("le 3114 non, le 06 12 34 56 78", "+33612345678"),
        ("06 12 34 56 78 ou 07 81 23 45 67", "+33612345678"),
    ],
)
def test_a_phone_number_is_read_in_any_spelling(typed: str, e164: str) -> None:
    found = phone_in(typed, WORDS.spoken)
    assert found is not None and found[0] == e164


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0 899 12 34 56", "phone_special"),
        ("08 99 12 34 56", "phone_special"),
        ("08 12 34 56 78", "phone_special"),
        ("0 800 12 34 56", "phone_special"),
        ("+33 892 12 34 56", "phone_special"),
        ("3114", "phone_short"),
        ("appelez le 3949", "phone_short"),
        ("le 15", "phone_short"),
        ("118 218", "phone_short"),
        ("06 12 34 56", "phone_length"),
        ("06 12 34 56 78 9", "phone_length"),
        ("+33 6 12 34 56 7", "phone_length"),
        ("07 00 12 34 56", "phone_unknown"),
        ("00 00 00 00 00", "phone_unknown"),
        ("+999 12345678", "phone_unknown"),
    ],
)
def test_a_number_where_nobody_can_be_called_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(NotUsable) as refused:
        phone_in(typed, WORDS.spoken)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "typed",
    ["j'ai 17 ans", "un stage de 3 semaines en mai", "", "rien", "né 12/05/2006"],
)
def test_other_digits_are_no_phone_number(typed: str) -> None:
    assert phone_in(typed, WORDS.spoken) is None


def test_the_length_of_a_number_is_told_as_the_french_count() -> None:
    with pytest.raises(NotUsable) as refused:
        checked_phone("+33 6 12 34 56 7")
    assert refused.value.values == {"count": "9"}


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+262692123456", "0692 12 34 56"),
        ("+32470123456", "+32 470 12 34 56"),
    ],
)
def test_a_number_is_shown_as_the_french_write_it(e164: str, shown: str) -> None:
    assert shown_phone(e164).replace("\u00a0", " ") == shown
