"""What the speller learns from the examples and a dictionary, and what it leaves alone."""

from __future__ import annotations

import pytest

from bot.nlu.speller import learnt, spelt
from bot.text.respelling import Respeller

DICTIONARY = {"combien": 200_000, "appel": 90_000, "cédulaire": 60, "mère": 150_000}
TEXTS = [*["combien"] * 400, *["conbien"] * 3, *["appel"] * 40, *["mcdo"] * 9, *["merde"] * 30]
TEXTS += [*["mère"] * 200, "apel"]


@pytest.mark.unit
def test_a_word_that_is_often_typed_stands_unless_a_far_more_common_one_is_meant() -> None:
    commonness, known = learnt(TEXTS, DICTIONARY, ["Velsia recrute"])
    assert {"mcdo", "merde", "velsia", "cedulaire"} <= known
    assert "conbien" not in known and "apel" not in known
    assert commonness["combien"] > commonness["appel"]
    assert "cédulaire" not in commonness  # too rare to be meant


@pytest.mark.unit
def test_another_language_is_left_alone() -> None:
    respeller = Respeller(*learnt(TEXTS, DICTIONARY))
    assert spelt("conbien dapel", respeller) == "combien d'appel"
    english = "how many apel did you get yesterday in your office"
    assert spelt(english, respeller) == english
