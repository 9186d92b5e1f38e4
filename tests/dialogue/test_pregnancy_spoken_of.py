"""Answers on a pregnancy, where one was spoken of and where nobody spoke of any."""

from __future__ import annotations

import pytest

from bot.dialogue.pregnancy_spoken_of import for_a_pregnancy
from tests.contents import CONTENT

_TRIAL, _PREGNANT = "trial_period/reason", "parents/pregnant"
_RANKED = [(_TRIAL, 0.4), (_PREGNANT, 0.2)]


def _first(ranked: list[tuple[str, float]], text: str, *said: str) -> str:
    return for_a_pregnancy(CONTENT, ranked, text, said)[0][0]


@pytest.mark.parametrize(
    "said", ["je suis téléconseillère et enceinte de 4 mois", "ma grossesse se passe mal"]
)
def test_once_one_was_spoken_of_answers_on_it_are_likelier(said: str) -> None:
    assert _first(_RANKED, "il peut me virer ?", "et les pauses ?", said) == _PREGNANT


def test_where_nobody_spoke_of_one_they_are_less_likely() -> None:
    ranked = [("parents/pregnant_telework", 0.4), ("remote_work/", 0.3)]
    assert _first(ranked, "est-ce que je peux faire du télétravail ?") == "remote_work/"


def test_a_message_that_names_one_decides_by_its_words() -> None:
    told = for_a_pregnancy(CONTENT, _RANKED, "peut-on licencier une femme enceinte", ["bonjour"])
    assert told == _RANKED
