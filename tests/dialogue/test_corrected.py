"""What a correction asks: an answer that was not given, offered or refused."""

from __future__ import annotations

import pytest

from bot.content.keys import DID_YOU_MEAN, NEGATIVE_FEEDBACK, OUT_OF_SCOPE
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.reading import read

_ANSWERED = ["hours", "pay", "tools"]
_NEW = Context()
_PAY_TOLD = Message("…", "pay", "answer")
_PAY_JUST_TOLD = Context(last=_PAY_TOLD, last_answer=_PAY_TOLD)
_SURELY, _FAIRLY, _PERHAPS = 0.9, 0.43, 0.08  # probabilities of answers


def _read(topic: str | None, context: Context = _NEW, **heard: object) -> Reading:
    return read(Heard(topic, **heard), _ANSWERED, context)  # type: ignore[arg-type]


@pytest.mark.parametrize("topic", [None, "pay", NEGATIVE_FEEDBACK, OUT_OF_SCOPE])
def test_a_correction_asks_for_another_answer_than_the_last(topic: str | None) -> None:
    answers = [("pay/", _SURELY), ("pay/rise", 0.75)]
    found = _read(topic, _PAY_JUST_TOLD, corrects=True, outside=1.0, answers=answers)
    assert found == Reading("pay", "rise")


def test_who_refuses_what_was_offered_is_not_offered_it_again() -> None:
    choice = Button("…", '/pay{"detail": "rise"}')
    offered = Message("…", DID_YOU_MEAN, buttons=(choice,))
    context = Context(last=offered, buttons=(choice,))
    answers = [("pay/rise", 0.5), ("tools/headset", 0.3)]
    assert _read(None, context, corrects=True, answers=answers).topic == "tools"


def test_who_corrects_is_not_told_again_what_was_told_unless_surely() -> None:
    said = Message("…", "hours", "answer")
    context = Context(last=said, last_answer=said, told=frozenset({"hours/", "pay/rise"}))
    for share, topic in ((0.6, "tools"), (0.85, "pay")):
        answers = [("pay/rise", share), ("tools/headset", 0.4)]
        assert _read(None, context, corrects=True, answers=answers).topic == topic


def test_who_corrects_may_ask_for_something_else() -> None:
    assert _read("delete_my_data", _PAY_JUST_TOLD, corrects=True) == Reading("delete_my_data")


def test_a_correction_that_says_no_more_is_offered_the_other_answers() -> None:
    answers = [("pay/", _SURELY), ("pay/rise", _FAIRLY), ("hours/", _PERHAPS)]
    heard = {"corrects": True, "rejects": True, "answers": answers, "offers": ("tools",)}
    found = _read(NEGATIVE_FEEDBACK, _PAY_JUST_TOLD, **heard)
    assert found == Reading(None, offers=("pay/rise", "hours/"))
    greeted = Context(last=Message("…", "greet"))
    assert _read(NEGATIVE_FEEDBACK, greeted, **heard) == Reading(NEGATIVE_FEEDBACK)


def test_nothing_is_corrected_at_first() -> None:
    assert _read(NEGATIVE_FEEDBACK, corrects=True) == Reading(NEGATIVE_FEEDBACK)
