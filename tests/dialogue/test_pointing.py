"""What words ask that but point back at the answer just given."""

from __future__ import annotations

import pytest

from bot.content.keys import NO_DETAIL_KNOWN, TELL_ME_MORE
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.pointing import is_pointing
from bot.dialogue.reading import read

_ANSWERED = ["hours", "pay", "rules"]
_TOLD = Message("…", "pay", "answer")
_JUST_TOLD = Context(last=_TOLD, last_answer=_TOLD, told=frozenset({"pay/"}))
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
    answers = (("pay/below", 0.2), ("pay/=smic", 0.1), ("pay/late", 0.01), ("hours/sunday", 0.01))
    offers = ("pay/below", "pay/late", "hours/sunday")
    assert _read(topic, *answers) == Reading(None, offers=offers)


def test_the_answer_just_given_is_not_given_again() -> None:
    assert _read(None, ("pay/", 0.9)) == Reading("pay", about=NO_DETAIL_KNOWN)


@pytest.mark.parametrize("topic", [TELL_ME_MORE, "ask_source"])
def test_what_is_asked_of_the_answer_itself_is_that_where_nothing_is_likelier(topic: str) -> None:
    # « et après ? », « ça vient d'où ? »
    assert _read(topic, ("pay/late", 0.1)) == Reading(topic)
    assert _read(topic, ("pay/late", 0.9)) == Reading("pay", "late")
    assert _read(topic, ("pay/late", 0.9), surely=True) == Reading(topic)


def test_after_an_offer_words_still_point_back_at_the_answer() -> None:
    assert is_pointing(Heard("agreement", points_back=True), _OFFERED_SINCE)


@pytest.mark.parametrize(
    ("heard", "context"),
    [
        (Heard("pay", points_back=True, in_care=True), _JUST_TOLD),
        (Heard("pay", points_back=True, in_fraud=True), _JUST_TOLD),
        (Heard("pay", points_back=True, corrects=True), _JUST_TOLD),
        (Heard("pay", points_back=True), _TALKED_SINCE),
        (Heard("pay", points_back=True), Context()),
        (Heard("pay"), _JUST_TOLD),
    ],
)
def test_in_care_in_a_swindle_or_after_other_talk_words_are_read_as_ever(
    heard: Heard, context: Context
) -> None:
    assert not is_pointing(heard, context)
