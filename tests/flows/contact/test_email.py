"""E-mail addresses: typed, dictated, wrong, and doubted for a slip of the hand."""

from __future__ import annotations

import pytest

from bot import publishing
from bot.flows.contact import NotUsable, checked_email, email_in, likely_email
from tests.contents import CONTENT

CONTACT = CONTENT.part(publishing.CONTACT)
WORDS = CONTACT.words


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ines@gmail.com", "ines@gmail.com"),
        ("c'est ines.dupont@gmail.com.", "ines.dupont@gmail.com"),
        ("mon mail : ines@free.fr, merci", "ines@free.fr"),
        ("(ines@free.fr)", "ines@free.fr"),
        ("Ines@GMAIL.COM", "Ines@gmail.com"),
        ("ines+job@orange.fr", "ines+job@orange.fr"),
        ("ines_d@ac-lyon.fr", "ines_d@ac-lyon.fr"),
        ("o'connor@gmail.com", "o'connor@gmail.com"),
        ("ines @ gmail . com", "ines@gmail.com"),
        ("ines@gmail. com", "ines@gmail.com"),
        ("ines(at)free.fr", "ines@free.fr"),
        ("ines [at] free.fr", "ines@free.fr"),
        ("ines arobase gmail.com", "ines@gmail.com"),
        ("ines arobase gmail point com", "ines@gmail.com"),
        ("mon mail c'est ines at gmail point com", "ines@gmail.com"),
        ("ines point dupont arobase gmail point com", "ines.dupont@gmail.com"),
        ("Ines Point Dupont Arobase Gmail Point Com", "Ines.Dupont@gmail.com"),
        ("ines tiret dupont arobase free point fr", "ines-dupont@free.fr"),
        ("ines tiret du bas dupont arobase ac tiret lyon point fr", "ines_dupont@ac-lyon.fr"),
        ("i@mail.univ-lille.fr", "i@mail.univ-lille.fr"),
        ("ines2006@laposte.net !", "ines2006@laposte.net"),
    ],
)
def test_an_address_is_read_as_typed_or_dictated(typed: str, address: str) -> None:
    found = email_in(typed, WORDS.spoken)
    assert found is not None
    assert checked_email(found[0]) == address
    assert likely_email(found[0], CONTACT.email_domains) is None


@pytest.mark.parametrize(
    "typed",
    [
        "ines@localhost",
        "ines@gmail..com",
        "ines.@gmail.com",
        "ines@-free.fr",
        "inès@gmail.com",
        "ines@exa_mple.fr",
        "a@b.test",
        "ines@exemple",
    ],
)
def test_a_wrong_address_is_refused(typed: str) -> None:
    found = email_in(typed, WORDS.spoken)
    assert found is not None
    with pytest.raises(NotUsable) as refused:
        checked_email(found[0])
    assert refused.value.reason == "email_invalid"


@pytest.mark.parametrize(
    "typed", ["rien", "@decroche sur insta", "j'ai pas de mail", "", "point com"]
)
def test_no_address_is_found_where_there_is_none(typed: str) -> None:
    assert email_in(typed, WORDS.spoken) is None


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("ines@gmial.com", "ines@gmail.com"),
        ("ines@hotmail.fe", "ines@hotmail.fr"),
        ("ines@gmail.con", "ines@gmail.com"),
        ("ines@gmail.co", "ines@gmail.com"),
        ("ines@gmil.com", "ines@gmail.com"),
        ("ines@gmail", "ines@gmail.com"),
        ("ines@gmailcom", "ines@gmail.com"),
        ("ines@orangr.fr", "ines@orange.fr"),
        ("ines@outllook.fr", "ines@outlook.fr"),
        ("inès@gmail.com", "ines@gmail.com"),
    ],
)
def test_a_slip_of_the_hand_is_asked_about(typed: str, proposed: str) -> None:
    assert likely_email(typed, CONTACT.email_domains) == proposed


@pytest.mark.parametrize(
    "typed", ["x@yahoo.es", "x@mail.com", "x@gmx.de", "x@ac-lille.fr", "x@ubs.com"]
)
def test_a_real_domain_is_not_doubted(typed: str) -> None:
    assert likely_email(typed, CONTACT.email_domains) is None
