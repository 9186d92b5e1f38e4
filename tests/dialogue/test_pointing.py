"""What words ask that but point back at the answer just given."""

from __future__ import annotations

import pytest

from bot.content.keys import NO_DETAIL_KNOWN, TELL_ME_MORE
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.in_view import points_at_the_last
from bot.dialogue.messages import Context, Message
from bot.dialogue.reading import read
from tests.contents import CONTENT

_ANSWERED = ["hours", "pay", "rules"]
_TOLD = Message("…", "pay", "answer")
_JUST_TOLD = Context(last=_TOLD, last_answer=_TOLD, told=frozenset({"pay/"}))
_SWINDLE = Message("…", "cpf_scam", "answer", detail="call_opposition_now")
_OFFERED = Message("…", "did_you_mean", "reply")
_OFFERED_SINCE = Context(last=_OFFERED, last_answer=_TOLD)
_TALKED_SINCE = Context(last=Message("…", "thanks", "reply"), last_answer=_TOLD)


def _read(topic: str | None, *answers: tuple[str, float], surely: bool = False) -> Reading:
    heard = Heard(topic, elliptic=True, points_back=True, surely=surely, answers=answers)
    return read(heard, _ANSWERED, _JUST_TOLD)


def test_the_answer_in_reach_is_said_whatever_topic_the_words_sound_like() -> None:
    # « ils ont le droit ? » sounds like the rules against calls.
    assert _read("rules", ("pay/below", 0.8), ("rules/fines", 0.02)) == Reading("pay", "below")


def test_one_that_is_fairly_likely_is_hedged() -> None:
    reading = _read("rules", ("pay/below", 0.4), ("pay/late", 0.1))
    assert (reading.topic, reading.detail, reading.hedged) == ("pay", "below", True)


@pytest.mark.parametrize("topic", [None, "rules", "agreement", "help"])
def test_where_it_is_open_what_may_be_meant_is_offered_and_no_fact(topic: str | None) -> None:
    answers = (
        ("pay/below", 0.2),
        ("pay/=smic", 0.1),
        ("pay/rise", 0.001),
        ("pay/late", 0.02),
        ("hours/sunday", 0.01),
    )
    offers = ("pay/below", "pay/late", "hours/sunday")
    assert _read(topic, *answers) == Reading(None, offers=offers)


def test_the_answer_just_given_is_not_given_again() -> None:
    assert _read(None, ("pay/", 0.9)) == Reading("pay", about=NO_DETAIL_KNOWN)


@pytest.mark.parametrize("topic", [TELL_ME_MORE, "ask_source"])
def test_what_is_asked_of_the_answer_itself_is_that_where_nothing_is_likelier(topic: str) -> None:
    # « et après ? », « ça vient d'où ? »
    assert _read(topic, ("pay/late", 0.1)) == Reading(topic)
    assert _read(topic, ("pay/late", 0.9)) == Reading("pay", "late")
    surely = _read(topic, ("pay/late", 0.9), surely=True)
    assert surely == (Reading("pay", "late") if topic == TELL_ME_MORE else Reading(topic))


@pytest.mark.parametrize("topic", ["greet", "talk_to_human"])
def test_talk_that_is_surely_heard_is_talk(topic: str) -> None:
    assert _read(topic, ("pay/late", 0.4), surely=True) == Reading(topic)


def test_in_care_and_in_a_swindle_words_are_read_by_what_helps() -> None:
    heard = Heard(None, points_back=True, in_care=True, answers=[("pay/below", 0.9)])
    assert not read(heard, _ANSWERED, _JUST_TOLD).hedged
    for urgent in (
        Context(last=_TOLD, last_answer=_TOLD, in_need=True),
        Context(last=_SWINDLE, last_answer=_SWINDLE),
    ):
        assert not points_at_the_last(CONTENT, "je fais comment ?", urgent)


@pytest.mark.parametrize(
    ("text", "context", "points"),
    [
        ("ils ont le droit ?", _JUST_TOLD, True),
        ("ils ont le droit ?", _OFFERED_SINCE, True),
        ("ils ont le droit ?", _TALKED_SINCE, False),
        ("ils ont le droit ?", Context(), False),
        ("non", _JUST_TOLD, False),
    ],
)
def test_words_point_at_the_answer_given_last_while_it_is_in_view(
    text: str, context: Context, points: bool
) -> None:
    assert points_at_the_last(CONTENT, text, context) is points
