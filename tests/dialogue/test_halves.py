"""A message of which one half is worked out and the other answered."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.halves import aside_and_answer
from bot.dialogue.messages import Context
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)
_PAID, _TRAINED = ("salary/my_pay_normal", 0.4), ("training/duration", 0.7)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1850 brut c'est moins que le smic ? et la formation dure combien ?", (_PAID, _TRAINED)),
        ("la formation dure combien ? et 1850 brut c'est moins que le smic ?", (_TRAINED, _PAID)),
    ],
)
def test_a_sum_is_said_with_the_answer_to_the_other_half(
    text: str, parts: tuple[tuple[str, float], tuple[str, float]]
) -> None:
    found = aside_and_answer(ASIDES, text, parts, [], Context())
    assert found is not None
    reading, also = found
    assert "17,02" in reading.words
    assert also == "training/duration"


def test_an_answer_that_is_not_sure_or_was_told_is_not_said_with_it() -> None:
    text = "1850 brut c'est moins que le smic ? et la formation dure combien ?"
    unsure = (_PAID, ("training/duration", 0.4))
    assert aside_and_answer(ASIDES, text, unsure, [], Context()) is None
    told = Context(told=frozenset({"training/duration"}))
    assert aside_and_answer(ASIDES, text, (_PAID, _TRAINED), [], told) is None


def test_two_answers_are_no_business_of_this() -> None:
    text = "on gagne combien ? et la formation dure combien ?"
    parts = (("salary/", 0.9), _TRAINED)
    assert aside_and_answer(ASIDES, text, parts, [], Context()) is None
    assert aside_and_answer(ASIDES, "on gagne combien ?", (), [], Context()) is None
