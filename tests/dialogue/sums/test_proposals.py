"""A visitor who proposes the result of a sum is told yes."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.sums.proposals import agreement
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)
SAID = "À 17\u00a0ans\u00a0: 1\u00a0867,02\u00a0€ × 27\u00a0% = 504,10\u00a0€ bruts par mois."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("136€ ?? vous vous êtes trompé, c'est 27% de 1867 donc 504 nan ?", "right"),
        ("ça fait 504,10 ?", "right"),
        ("à 17 ans, 504 euros, c'est ça ?", "right"),
        ("soit 505 ?", ""),
        ("soit 504,50 ?", ""),
        ("ça fait genre 500 balles ?", "nearly"),
        ("ça fait 500 balles ?", ""),
        ("ça fait à peu près 600 ?", ""),
        ("504 jours de contrat, je gagne combien ?", ""),  # proposes nothing
        ("ça fait combien ?", ""),
    ],
)
def test_a_result_is_recognised_as_it_is_written(text: str, found: str) -> None:
    assert agreement(text, SAID) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c'est 27% de 1867 donc 504 nan ?", "Oui. 27 % × 1 867 = 504,09"),
        ("28% de 55 000 c'est 15 400 non ?", "Oui. 28 % × 55 000 = 15 400"),
        ("28% de 55 000 c'est 16 000 non ?", "28 % × 55 000 = 15 400"),
        ("55000 sur 290000 en pourcentage, c'est 19% non ?", "Oui. 55 000 ÷ 290 000 ≈ 19 %"),
        ("à 24h par semaine, ça fait 1280 c'est ça ?", "Oui. 24 heures par semaine"),
        ("à 24h par semaine, ça fait 1400 c'est ça ?", "24 heures par semaine"),
    ],
)
def test_who_is_right_is_told_so(text: str, words: str) -> None:
    last = Message("…", "salary", "answer")
    reading = ASIDES.read(text, "salary", [], Context(last_answer=last, last=last))
    assert reading is not None
    assert reading.words.replace("\u00a0", " ").startswith(words)


def test_a_word_said_many_times_costs_no_more() -> None:
    """A word that stands twice in what is repeated doubles the time each time it is said."""
    assert agreement("donc " + "bien " * 200 + "oui 504 ?", "12 × 42 = 504 €") == ""
