"""What a message means that tells of the visitor's case, or asks what the last answer lacks."""

from __future__ import annotations

from bot.content.keys import CASE_NOTED, NO_DETAIL_KNOWN
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read

_ANSWERED = ["hours", "pay", "tools"]
_SURELY = 0.9  # the probability of an answer
_AFTER_PAY = Context(last_answer=Message("…", "pay", "answer"), told=frozenset({"pay/"}))


def _read(topic: str | None, context: Context, **heard: object) -> Reading:
    return read(Heard(topic, **heard), _ANSWERED, context)  # type: ignore[arg-type]


def test_what_the_last_answer_lacks_is_told_of_its_topic_though_a_menu_came_since() -> None:
    menu = Message("…", "did_you_mean")
    rise = Message("…", "pay", "answer", detail="rise")
    context = Context(last=menu, last_answer=rise, told=frozenset({"pay/rise"}))
    found = _read(None, context, answers=[("pay/rise", _SURELY)], lengthy=True)
    assert found == Reading("pay", about=NO_DETAIL_KNOWN)


def test_a_case_on_which_nothing_is_closer_than_what_was_said_is_taken_note_of() -> None:
    rise = Message("…", "pay", "answer", detail="rise")
    context = Context(last=rise, last_answer=rise, told=frozenset({"pay/rise"}))
    told = {"answers": [("pay/rise", _SURELY)], "tells": True}
    assert _read(None, context, **told) == Reading("pay", about=CASE_NOTED)
    assert _read("thanks", context, surely=True, **told) == Reading("thanks")


def test_a_remark_on_who_calls_is_no_remark_on_the_bot() -> None:
    answers = [("pay/rise", 0.5)]  # « je n'ai rien demandé »
    heard = {"answers": answers, "tells": True}
    assert _read("negative_feedback", _AFTER_PAY, **heard).detail == "rise"
    assert _read("negative_feedback", _AFTER_PAY, answers=answers).topic == "negative_feedback"


def test_a_story_surely_of_a_topic_is_hardly_about_it_in_general() -> None:
    answers = [("pay/rise", 0.25), ("hours/nights", 0.13), ("hours/weekends", 0.12)]
    answers.append(("hours/holidays", 0.1))
    told = _read("hours", Context(), lengthy=True, surely=True, answers=answers)
    assert (told.topic, told.detail, told.hedged) == ("hours", "nights", True)
    assert _read("hours", Context(), surely=True, answers=answers) == Reading("hours")
    general = [*answers, ("hours/", 0.06)]
    assert _read("hours", Context(), lengthy=True, surely=True, answers=general) == Reading("hours")
