"""Corrections: at the read-back and before it, with the new value or without."""

from __future__ import annotations

import pytest

from bot.flows.flow import Heard
from tests.flows.contact.talk import Talk, at_read_back, press


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("en fait mon prénom c'est Léa", "first_name", "Léa"),
        ("non, je m'appelle Léa", "first_name", "Léa"),
        ("je me suis trompé, c'est le 07 81 23 45 67", "phone", "+33781234567"),
        ("ajoutez ines@free.fr", "email", "ines@free.fr"),
        (press("visit"), "subject", "Visite ou stage"),
    ],
)
def test_a_correction_with_its_value_comes_back_to_the_read_back(
    said: str | Heard, key: str, value: str
) -> None:
    talk = at_read_back().say(said)
    assert talk.asked == "consent" and talk.state[key] == value
    assert talk.saved == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("je me suis trompé de numéro", "phone"),
        ("non c'est pas mon numéro", "phone"),
        ("changer le prénom", "first_name"),
        ("mon prénom est mal écrit", "first_name"),
        ("corriger le sujet", "subject"),
        ("je préfère par mail plutôt", "email"),
        ("Corriger", "field"),
        ("je me suis trompée", "field"),
        (press("fix"), "field"),
    ],
)
def test_a_correction_without_its_value_asks_for_it(said: str | Heard, asked: str) -> None:
    assert at_read_back().say(said).asked == asked


@pytest.mark.parametrize(
    ("field", "value", "key", "kept"),
    [
        ("le prénom", "léa", "first_name", "Léa"),
        (press("phone"), "07 81 23 45 67", "phone", "+33781234567"),
        ("l'e-mail", "ines@free.fr", "email", "ines@free.fr"),
        ("sujet", "un stage en mai", "subject", "un stage en mai"),
    ],
)
def test_one_field_is_corrected(field: str | Heard, value: str, key: str, kept: str) -> None:
    talk = at_read_back().say(press("fix"), field, value)
    assert talk.asked == "consent" and talk.state[key] == kept
    talk.say("oui")
    assert getattr(talk.saved[0], key) == kept


@pytest.mark.parametrize("never_mind", ["non", "c'est bon", Heard("non rien", "deny")])
def test_nothing_to_correct_after_all(never_mind: str | Heard) -> None:
    talk = at_read_back().say(press("fix"), never_mind)
    assert talk.asked == "consent" and not talk.done and talk.saved == []


def test_a_correction_before_the_end_goes_on_with_the_next_question() -> None:
    talk = Talk("Inès", "0612345678", "je me suis trompé de numéro")
    assert talk.asked == "phone"
    assert talk.say("07 81 23 45 67").asked == "subject"
