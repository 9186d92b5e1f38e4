"""What a message means in a swindle: each row of the table in bot/dialogue/swindles.py."""

from __future__ import annotations

import pytest

from bot.content.keys import ALREADY_SAID, FRAUD_AFTER, FRAUD_GOES_ON, OUT_OF_SCOPE, REPEAT
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.swindles import read_in_swindle

_NEXT = ("scam/given", "scam/blocked")
_ADVISED = Context(
    last_answer=Message("…", "scam", "answer", detail="now"), told=frozenset({"scam/now"})
)
_WHERE = Reading("scam", about=FRAUD_GOES_ON, offers=_NEXT)


def _read(reading: Reading, context: Context = _ADVISED, **heard: object) -> Reading:
    heard = {"in_fraud": True, "next_stages": _NEXT, **heard}
    return read_in_swindle(reading, Heard(reading.topic, **heard), ["scam", "hours"], context)  # type: ignore[arg-type]


def test_outside_a_swindle_a_message_means_what_it_means() -> None:
    assert _read(Reading(None), in_fraud=False, stages=("scam/given",)) == Reading(None)
    assert _read(Reading(None), Context(), stages=("scam/given",)) == Reading(None)


def test_the_first_stage_that_was_not_told_is_answered() -> None:
    given = Reading("scam", "given")
    assert _read(Reading(None), stages=("scam/given", "scam/blocked")) == given
    assert _read(Reading("are_you_a_bot"), stages=("scam/given",)) == given
    told = Context(last_answer=Message("…", "scam", "answer", detail="given"))
    told = Context(last_answer=told.last_answer, told=frozenset({"scam/now", "scam/given"}))
    assert _read(Reading(None), told, stages=("scam/given", "scam/blocked")) == Reading(
        "scam", "blocked"
    )


def test_what_is_asked_past_doubt_comes_before_what_is_pressing() -> None:
    # « j'ai donné mon RIB, peut-on me prélever ? » stops no card.
    answers = [("scam/account_number", 0.9)]
    asked = Reading("scam", "account_number")
    assert _read(asked, stages=("scam/given",), answers=answers, asks=True) == asked
    assert _read(asked, stages=("scam/given",), answers=answers) == Reading("scam", "given")


def test_of_two_stages_that_are_told_the_more_pressing_is_answered_though_less_likely() -> None:
    # « elle me dit que c'est ma faute, j'ai donné le code, elle refuse »
    last = Message("…", "bank", "answer", detail="after")
    context = Context(last_answer=last, told=frozenset({"scam/now", "bank/after"}))
    heard = {"answers": [("bank/fault", 0.6)], "stages": ("bank/refuses", "bank/fault")}
    read = _read(Reading("bank", "fault"), context, **heard)
    assert read == Reading("bank", "refuses")
    other = _read(Reading("bank", "fault"), context, **{**heard, "stages": ("bank/refuses",)})
    assert other == Reading("bank", "fault")


def test_a_correction_of_what_was_lost_is_answered_though_not_past_doubt() -> None:
    # « pas la carte, des virements : la banque peut les rappeler ? »
    asked, heard = Reading("scam", "transfer"), {"answers": [("scam/transfer", 0.55)], "asks": True}
    assert _read(asked, stages=("scam/given",), **heard) == Reading("scam", "given")
    assert _read(asked, stages=("scam/given",), corrects=True, **heard) == asked


def test_a_correction_that_surely_means_another_matter_is_answered_on_it() -> None:
    # « pas un code de banque, celui de ma fiche Google : je risque quoi ? »
    heard = {"corrects": True, "asks": True, "answers": [("shops/listing", 0.7)]}
    assert _read(Reading(None), **heard) == Reading("shops", "listing")
    told = Context(last_answer=_ADVISED.last_answer, told=frozenset({"scam/now", "shops/listing"}))
    again = Reading("shops", "listing", noted=ALREADY_SAID)
    assert _read(Reading(None), told, **heard) == again
    assert _read(Reading(None), **{**heard, "corrects": False}) == _WHERE


def test_another_danger_by_its_own_words_comes_before() -> None:
    courier = Reading("scam", "courier")
    by_words = {"answers": [("scam/courier", 1.0)]}
    assert _read(courier, stages=("scam/given",), **by_words) == courier


@pytest.mark.parametrize("heard", [{"lost": True}, {"again": True}])
def test_who_is_lost_hears_the_advice_again(heard: dict[str, object]) -> None:
    assert _read(Reading("help"), **heard) == Reading(REPEAT)
    assert _read(Reading(REPEAT)) == Reading(REPEAT)


def test_who_is_lost_at_a_stage_that_was_told_hears_that_again() -> None:
    told = Context(last_answer=_ADVISED.last_answer, told=frozenset({"scam/now", "scam/given"}))
    again = Reading("scam", "given", noted=ALREADY_SAID)
    assert _read(Reading("help"), told, lost=True, stages=("scam/given",)) == again


@pytest.mark.parametrize("topic", [None, "deny", "insult", OUT_OF_SCOPE])
def test_who_says_nothing_clear_is_asked_where_they_are(topic: str | None) -> None:
    assert _read(Reading(topic)) == _WHERE


def test_a_detail_of_the_card_that_is_fairly_likely_is_said_once() -> None:
    answers = [("scam/refund", 0.3), ("scam/now", 0.2)]
    assert _read(Reading(None), answers=answers) == Reading("scam", "refund")
    assert _read(Reading(None), answers=[("scam/now", 0.9)]) == _WHERE
    assert _read(Reading(None), answers=[("scam/=fact", 0.9)]) == _WHERE
    assert _read(Reading(None), answers=[("scam/refund", 0.2)]) == _WHERE


def test_what_is_told_of_the_caller_is_no_question_of_something_else() -> None:
    assert _read(Reading("hours", "nights")) == _WHERE


def test_what_was_just_told_is_not_said_again() -> None:
    assert _read(Reading("scam", "now")) == _WHERE
    assert _read(Reading("scam")) == _WHERE
    assert _read(Reading("scam", "other", hedged=True)) == _WHERE


def test_what_was_told_before_and_is_asked_again_is_said_again() -> None:
    last = Message("…", "scam", "answer", detail="given")
    told = Context(last_answer=last, told=frozenset({"scam/now", "scam/given", "scam/refund"}))
    heard = {"stages": ("scam/refund",), "asks": True}
    again = Reading("scam", "refund", noted=ALREADY_SAID)
    assert _read(Reading(None), told, **heard) == again
    # « trop tard, j'ai encore validé » asks nothing, and is in a hurry.
    assert _read(Reading(None), told, stages=("scam/refund",)) == again
    where = _read(Reading(None), told, stages=("scam/given",), asks=True)
    assert where == Reading("scam", about=FRAUD_GOES_ON, offers=("scam/blocked",))


def test_a_sure_question_is_answered() -> None:
    assert _read(Reading("hours"), asks=True) == Reading("hours")
    assert _read(Reading("hours"), names_topic=True) == Reading("hours")
    assert _read(Reading("scam", "complaint")) == Reading("scam", "complaint")
    assert _read(Reading("thanks")) == Reading("thanks")


def test_once_the_call_is_over_nobody_is_told_to_hang_up() -> None:
    after = Reading("scam", about=FRAUD_AFTER, offers=_NEXT)
    assert _read(Reading(None), call_over=True) == after


def test_the_most_pressing_stage_that_was_just_told_calls_for_no_other_one() -> None:
    last = Message("…", "scam", "answer", detail="refused")
    told = Context(last_answer=last, told=frozenset({"scam/refused", "scam/refund"}))
    heard = {"stages": ("scam/refused", "scam/refund"), "asks": True}
    assert _read(Reading(None), told, **heard) == _WHERE


def test_a_question_past_doubt_of_something_else_is_answered_though_hedged() -> None:
    pay = Reading("hours", hedged=True)
    assert _read(pay, asks=True, surely=True) == pay
    assert _read(pay, asks=True) == _WHERE


def test_what_helps_may_stand_on_another_card() -> None:
    assert _read(Reading(None), stages=("refund/bank",)) == Reading("refund", "bank")
    last = Message("…", "refund", "answer", detail="bank")
    told = Context(last_answer=last, told=frozenset({"scam/now", "refund/bank"}))
    elsewhere = ("scam/given", "refund/late")
    where = _read(Reading("refund"), told, next_stages=elsewhere)
    assert where == Reading("scam", about=FRAUD_GOES_ON, offers=elsewhere)
    likely = {"answers": [("refund/late", 0.3)], "next_stages": elsewhere}
    assert _read(Reading(None), told, **likely) == Reading("refund", "late")


_JOB = Message("…", "fake_job_offers", "answer", detail="fake_job")
_JOB_TOLD = Context(last_answer=_JOB, told=frozenset({"fake_job_offers/fake_job"}))


def test_a_sure_detail_of_the_swindle_just_told_comes_before_its_stages() -> None:
    # « elle veut mon numéro de sécu pour le contrat » is no caller who insists
    heard = {"stages": ("scam/pressure",), "answers": [("fake_job_offers/secu_number", 0.53)]}
    assert _read(Reading(None), _JOB_TOLD, **heard) == Reading("fake_job_offers", "secu_number")
    little = {"stages": ("scam/pressure",), "answers": [("fake_job_offers/secu_number", 0.4)]}
    assert _read(Reading(None), _JOB_TOLD, **little) == Reading("scam", "pressure")
    pressing = {"stages": ("scam/given",), "answers": [("scam/refund", 0.9)]}
    assert _read(Reading(None), **pressing) == Reading("scam", "given")


def test_nobody_is_told_to_hang_up_where_there_is_no_call() -> None:
    assert _read(Reading(None), _JOB_TOLD).about == FRAUD_AFTER


def test_a_question_that_another_topic_surely_answers_is_answered() -> None:
    nights = [("hours/nights", 0.6)]
    assert _read(Reading(None), answers=nights, asks=True) == Reading("hours", "nights")
    assert _read(Reading(None), answers=nights) == _WHERE
    assert _read(Reading(None), answers=[("hours/nights", 0.3)], asks=True) == _WHERE


def test_once_the_call_is_over_what_is_likely_elsewhere_is_said_rather_than_asked_back() -> None:
    asked, told = [("hours/nights", 0.3)], [("hours/nights", 0.65)]
    nights = Reading("hours", "nights")
    assert _read(Reading(None), answers=asked, asks=True, call_over=True) == nights
    assert _read(Reading(None), answers=told, call_over=True) == nights
    assert _read(Reading(None), answers=asked, call_over=True).about == FRAUD_AFTER


def test_a_detail_nearly_as_likely_as_its_card_is_said_instead() -> None:
    """« et l'argent, ils vont me le rendre ? » has one answer for all, one for the swindled."""
    nights = Reading("hours", "nights")
    near = [("hours/", 0.47), ("hours/nights", 0.43)]
    assert _read(Reading(None), answers=near, asks=True, call_over=True) == nights
    far = [("hours/", 0.6), ("hours/nights", 0.3)]
    of_another = [("panels/", 0.47), ("hours/nights", 0.43)]
    of_a_fact = [("hours/=law", 0.47), ("hours/nights", 0.43)]
    for answers in (far, of_another, of_a_fact):
        read = _read(Reading(None), answers=answers, asks=True, call_over=True)
        assert read.about == FRAUD_AFTER
    during = [("scam/", 0.7), ("scam/refund", 0.26)]
    assert _read(Reading(None), answers=during) == _WHERE


def test_a_question_of_other_topics_lets_go_of_the_swindle() -> None:
    calls = [("stop/", 0.4), ("panels/", 0.2), ("scam/given", 0.1)]
    for reading in (Reading("hours", hedged=True), Reading(None, offers=("stop/", "panels/"))):
        assert _read(reading, answers=calls, asks=True) == reading
        assert _read(reading, answers=calls, asks=False) == _WHERE
        assert _read(reading, answers=calls, asks=True, lost=True) == Reading(REPEAT)
        scam = [("scam/=fact", 0.6), ("stop/", 0.3)]
        assert _read(reading, answers=scam, asks=True) == _WHERE
    surely = {"answers": [("stop/", 0.6), ("panels/", 0.3)], "asks": True, "lost": True}
    assert _read(Reading("hours"), **surely) == Reading("hours")
    pressing = {"answers": calls, "asks": True, "stages": ("scam/given",)}
    assert _read(Reading("hours"), **pressing) == Reading("scam", "given")


def test_who_says_that_something_else_was_meant_is_believed() -> None:
    calls = [("stop/", 0.2), ("panels/", 0.1), ("scam/given", 0.1)]
    told = Context(last_answer=_ADVISED.last_answer, told=frozenset({"scam/now", "scam/hung_up"}))
    heard = {"answers": calls, "asks": True, "stages": ("scam/hung_up",)}
    offered = Reading(None, offers=("stop/", "panels/"))
    assert _read(offered, told, **heard, corrects=True) == offered
    again = Reading("scam", "hung_up", noted=ALREADY_SAID)
    assert _read(offered, told, **heard) == again
    assert _read(offered, told, **heard, corrects=True, rejects=True) == again


def test_the_answer_just_given_is_no_answer_to_another_question() -> None:
    # « comment déposer mon CV ? » sounds like what was just spoken of.
    answers = [("scam/now", 0.6), ("hours/first", 0.25)]
    cv = Reading("hours", "first", hedged=True)
    assert _read(cv, answers=answers, asks=True) == cv


def test_what_is_surely_asked_comes_before_a_stage_told_already() -> None:
    last = Message("…", "scam", "answer", detail="method")
    told = Context(last_answer=last, told=frozenset({"scam/hung_up", "scam/method"}))
    heard = {"stages": ("scam/hung_up",), "answers": [("scam/real", 0.8)], "asks": True}
    assert _read(Reading(None), told, **heard) == Reading("scam", "real")
    known = Context(last_answer=last, told=told.told | {"scam/real"})
    again = Reading("scam", "real", noted=ALREADY_SAID)
    assert _read(Reading(None), known, **heard) == again
