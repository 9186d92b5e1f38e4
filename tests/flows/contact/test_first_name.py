"""First names: taken alone or from a sentence, and what is none."""

from __future__ import annotations

import pytest

from bot import publishing
from bot.flows.contact import NotUsable, bare_first_name, first_name_after
from tests.contents import CONTENT

WORDS = CONTENT.part(publishing.CONTACT).words


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Inès", "Inès"),
        ("inès", "Inès"),
        ("Inès !", "Inès"),
        ("Inès 😀", "Inès"),
        ("bonjour, inès", "Inès"),
        ("oui, Inès svp", "Inès"),
        ("jean-pierre", "Jean-Pierre"),
        ("marie claire", "Marie Claire"),
        ("McKenzie", "McKenzie"),
        ("d'artagnan", "D'Artagnan"),
        ("محمد", "محمد"),
        ("मीनाक्षी", "मीनाक्षी"),
        ("Ine\u0300s", "Inès"),
    ],
)
def test_a_first_name_alone_is_taken(typed: str, name: str) -> None:
    assert bare_first_name(typed, WORDS) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("je m'appelle Inès", "Inès"),
        ("Je m’appelle inès et je cherche un job", "Inès"),
        ("jmappelle karim", "Karim"),
        ("mon prénom c'est Léa !", "Léa"),
        ("mon prenom est léa", "Léa"),
        ("Prénom : Noé, 17 ans", "Noé"),
    ],
)
def test_a_first_name_is_taken_from_a_sentence(typed: str, name: str) -> None:
    assert first_name_after(typed, WORDS.named, WORDS) == name


@pytest.mark.parametrize(
    "typed",
    [
        "je sais pas",
        "non merci",
        "Je cherche un travail à Lille",
        "oui",
        "",
        "pourquoi",
        "<b>x</b>",
    ],
)
def test_a_sentence_is_no_first_name(typed: str) -> None:
    assert bare_first_name(typed, WORDS) is None


@pytest.mark.parametrize(
    ("typed", "reason"), [("Inès2006", "first_name_digits"), ("a" * 41, "first_name_long")]
)
def test_an_impossible_first_name_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(NotUsable) as refused:
        bare_first_name(typed, WORDS)
    assert refused.value.reason == reason
