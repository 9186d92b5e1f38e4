"""Answers on a pregnancy or a veil, where one was spoken of and where nobody spoke of any."""

from __future__ import annotations

import pytest

from bot.dialogue.conditions_spoken_of import for_conditions
from tests.contents import CONTENT

_TRIAL, _PREGNANT = "trial_period/reason", "parents/pregnant"
_RANKED = [(_TRIAL, 0.4), (_PREGNANT, 0.2)]


def _first(ranked: list[tuple[str, float]], text: str, *said: str) -> str:
    return for_conditions(CONTENT, ranked, text, said)[0][0]


@pytest.mark.parametrize(
    "said", ["je suis téléconseillère et enceinte de 4 mois", "ma grossesse se passe mal"]
)
def test_once_one_was_spoken_of_answers_on_it_are_likelier(said: str) -> None:
    assert _first(_RANKED, "il peut me virer ?", "et les pauses ?", said) == _PREGNANT


def test_where_nobody_spoke_of_one_they_are_less_likely() -> None:
    ranked = [("parents/pregnant_telework", 0.4), ("remote_work/", 0.3)]
    assert _first(ranked, "est-ce que je peux faire du télétravail ?") == "remote_work/"


def test_a_message_that_names_one_decides_by_its_words() -> None:
    told = for_conditions(CONTENT, _RANKED, "peut-on licencier une femme enceinte", ["bonjour"])
    assert told == _RANKED


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("discrimination/veil_interview", "je porte le voile"),
        ("parents/fertility_treatment", "on commence une PMA"),
        ("foreigners_at_work/algerian_student", "je suis algérien"),
    ],
)
def test_what_nobody_spoke_of_is_not_answered(label: str, words: str) -> None:
    ranked = [(label, 0.55), ("disability_at_work/say_disability", 0.18)]
    asked = "je dois en parler jeudi au recruteur ou attendre ?"
    assert _first(ranked, asked, "je porte un appareil auditif") != label
    assert _first(ranked, asked, words) == label
