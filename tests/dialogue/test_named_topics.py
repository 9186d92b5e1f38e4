"""A topic that a message but names, after an answer."""

from __future__ import annotations

import pytest

from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read

_AFTER_PAY = Context(last_answer=Message("…", "pay", "answer"), told=frozenset({"pay/"}))


def _read(topic: str, context: Context = _AFTER_PAY, **heard: object) -> Reading:
    return read(Heard(topic, **heard), ["hours", "pay"], context)  # type: ignore[arg-type]


def test_the_name_of_a_topic_after_an_answer_may_ask_a_precise_question_past_doubt() -> None:
    # « la période d'essai est de combien » of who told of a contract of six months.
    heard = {"names_topic": True, "answers": [("hours/nights", 0.9)]}
    assert _read("hours", **heard) == Reading("hours", "nights")
    assert _read("hours", Context(), **heard) == Reading("hours")


@pytest.mark.parametrize("few", [{"names_topic": True, "elliptic": True}, {"bare": True}])
def test_a_topic_named_in_few_words_may_ask_of_it_what_was_asked_before(
    few: dict[str, bool],
) -> None:
    # « et en alternance ? » after the pay.
    near = [("hours/", 0.35), ("pay/at_night", 0.32)]
    assert _read("hours", **few, answers=near) == Reading("pay", "at_night")
    assert _read("hours", names_topic=True, answers=near) == Reading("hours")
    far = [("hours/", 0.5), ("pay/at_night", 0.3)]
    assert _read("hours", **few, answers=far).topic == "hours"


def test_the_last_topic_itself_asks_for_its_general_answer() -> None:
    last = Message("…", "hours", "answer", detail="nights")
    context = Context(last_answer=last, told=frozenset({"hours/nights"}))
    answers = [("hours/", 0.35), ("hours/weekends", 0.3)]
    assert _read("hours", context, bare=True, answers=answers) == Reading("hours")


@pytest.mark.parametrize(
    ("general", "read_as"), [(0.12, Reading("pay", "trial", hedged=True)), (0.3, Reading("hours"))]
)
def test_few_words_that_go_on_may_ask_more_than_the_topic_they_name(
    general: float, read_as: Reading
) -> None:
    # « même en période d'essai ? » after what protects a pregnancy.
    answers = [("pay/trial", 0.22), ("hours/", general)]
    last = Message("…", "parents", "answer", detail="pregnant")
    context = Context(last_answer=last, told=frozenset({"parents/pregnant"}))
    read_here = _read("hours", context, names_topic=True, elliptic=True, answers=answers)
    assert (read_here.topic, read_here.detail) == (read_as.topic, read_as.detail)
    assert _read("hours", context, names_topic=True, answers=answers) == Reading("hours")
