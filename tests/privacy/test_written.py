"""Personal data put out of sight, and figures that are nobody's left in sight."""

from __future__ import annotations

import pytest

from bot.privacy.written import mask_written


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("écrivez à zoe.martin+a@exemple.co.fr !", "écrivez à [e-mail] !"),
        ("ZOE@EXEMPLE.FR", "[e-mail]"),
        ("prénom.é@exemple.fr", "[e-mail]"),
        ("a@b.fr et c@d.fr", "[e-mail] et [e-mail]"),
    ],
)
def test_an_address_is_masked(text: str, masked: str) -> None:
    assert mask_written(text) == masked


@pytest.mark.parametrize(
    "number",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "+33612345678",
        "+33 6 12 34 56 78",
        "0033 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06\u202f12\u202f34\u202f56\u202f78",
        "06  12  34  56  78",
    ],
)
def test_a_phone_number_is_masked_however_it_is_grouped(number: str) -> None:
    assert mask_written(f"appelez le {number} merci") == "appelez le [numéro] merci"


@pytest.mark.parametrize("mark", [",", ", ", ".", " ?", "!", ";", ")", "\n", "…", " €"])
@pytest.mark.parametrize("number", ["0612345678", "06 12 34 56 78"])
def test_a_phone_number_is_masked_to_its_end_whatever_mark_follows(number: str, mark: str) -> None:
    assert mask_written(f"mon 06 : {number}{mark}") == f"mon 06 : [numéro]{mark}"


@pytest.mark.parametrize("before", ["tél:", "(", "«", ",", "zoé,", "n°"])
def test_a_phone_number_is_masked_whatever_stands_before_it(before: str) -> None:
    assert mask_written(f"{before}0612345678") == f"{before}[numéro]"


@pytest.mark.parametrize(
    "number",
    [
        "1 84 12 76 451 089 46",  # social security
        "184127645108946",
        "4970 1012 3456 7890",  # a card
        "FR76 3000 6000 0112 3456 7890 189",
        "FR7630006000011234567890189",
        "fr76 3000 6000 0112 3456 7890 189",
        "BE68 5390 0754 7034",
    ],
)
def test_a_social_security_card_or_account_number_is_masked(number: str) -> None:
    masked = mask_written(f"c'est le {number} voilà")
    assert not any(char.isdigit() for char in masked)
    assert masked.startswith("c'est le [") and masked.endswith("] voilà")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on gagne 1 867,02 euros par mois ?",
        "depuis le 11 août 2026",
        "entre 2019 et 2023",
        "1 234 567 emplois",
        "le 3114, le 39 19 ou le 116 006",
        "un plafond de 12 345 678,90 €",
        "bac+2 ou bac +5",
        "à 9 h 30",
        "@zoe et 50 %",
        "j'habite au 12 rue de la Paix",
    ],
)
def test_what_is_nobody_s_stays(text: str) -> None:
    assert mask_written(text) == text


@pytest.mark.parametrize("text", ["de 2019-2023 à 2024", "le 11/08/2026"])
def test_years_and_dates_stay(text: str) -> None:
    assert mask_written(text) == text


def test_all_kinds_are_masked_in_one_text_and_masking_twice_changes_nothing() -> None:
    text = "Zoé, zoe@exemple.fr, 06 12 34 56 78 ; FR76 3000 6000 0112 3456 7890 189"
    masked = mask_written(text)
    assert masked == "Zoé, [e-mail], [numéro] ; [compte]"
    assert mask_written(masked) == masked


def test_a_long_text_is_masked_in_no_time() -> None:
    assert mask_written("a." * 5_000) == "a." * 5_000
    assert mask_written("1 " * 5_000).count("1") < 5_000
