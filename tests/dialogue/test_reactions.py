"""What is said to who reacts to an answer: a kind word, then what helps, or ways on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.keys import (
    AGREEMENT,
    CORRECTED,
    DISAPPOINTMENT,
    ENTHUSIASM,
    NEGATIVE_FEEDBACK,
    OUT_OF_SCOPE,
    OUTRAGE,
    SURPRISE,
    WORRY,
)
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.profile import Profile
from bot.dialogue.reactions import Reacts, likely_reaction, taken_up, words_on
from bot.dialogue.speech import speak
from bot.publishing import REACTED
from tests.contents import CONTENT

_TOLD = Message("…", "salary", "answer")
_PAY = Context(last_answer=_TOLD, last=_TOLD, told=frozenset({"salary/"}))
_GREETED = Context(last=Message("Bonjour", "greet"))
_CALLS = replace(_PAY, last_answer=Message("…", "stop_unwanted_calls", "answer"))
_CASES = CONTENT.part(REACTED)[DISAPPOINTMENT].cases
_HELPS = next(case.then for case in _CASES if "salary" in case.after)


@pytest.mark.parametrize(
    ("reading", "reaction", "read_as"),
    [
        # what is not understood, or but another matter, is the reaction
        (Reading(None), DISAPPOINTMENT, Reading("salary", "sector_average", noted=DISAPPOINTMENT)),
        (Reading(OUT_OF_SCOPE), SURPRISE, Reading(SURPRISE)),
        (Reading("tell_me_more"), AGREEMENT, Reading(AGREEMENT)),
        (Reading(NEGATIVE_FEEDBACK), SURPRISE, Reading(SURPRISE)),
        (Reading(NEGATIVE_FEEDBACK), NEGATIVE_FEEDBACK, Reading(NEGATIVE_FEEDBACK)),
        (Reading("salary", "region", hedged=True), SURPRISE, Reading(SURPRISE)),
        # what is surely asked is answered, after a kind word
        (Reading("salary", "region"), WORRY, Reading("salary", "region", noted=WORRY)),
        (
            Reading("salary", "region", noted=CORRECTED),
            WORRY,
            Reading("salary", "region", noted=WORRY),
        ),
        # thanks beside what moves somebody are no reason to hear that no more
        (Reading("thanks"), WORRY, Reading("unions", "rights_help", noted=WORRY)),
        # the topic itself is a reaction
        (Reading(SURPRISE), "", Reading(SURPRISE)),
        # an answer found bad is asked about
        (Reading(None), NEGATIVE_FEEDBACK, Reading(NEGATIVE_FEEDBACK)),
        (Reading("salary", "region"), NEGATIVE_FEEDBACK, Reading("salary", "region")),
        # none, and what has an answer of its own
        (Reading(None), "", Reading(None)),
        (Reading("thanks"), SURPRISE, Reading("thanks")),
        (Reading("distress"), AGREEMENT, Reading("distress")),
        (Reading("salary", words="1 + 1 = 2"), SURPRISE, Reading("salary", words="1 + 1 = 2")),
        (
            Reading("salary", "region", noted="acknowledge_pupil"),
            WORRY,
            Reading("salary", "region", noted="acknowledge_pupil"),
        ),
    ],
)
def test_a_reaction_to_an_answer_is_taken_up(
    reading: Reading, reaction: str, read_as: Reading
) -> None:
    assert taken_up(CONTENT, reading, reaction, _PAY) == read_as


def test_what_was_told_does_not_help_again_and_at_last_nothing_follows() -> None:
    first, second, *others = _HELPS
    once = replace(_PAY, told=_PAY.told | {first})
    assert taken_up(CONTENT, Reading(None), DISAPPOINTMENT, once).detail == second.partition("/")[2]
    all_told = replace(_PAY, told=_PAY.told | {first, second, *others})
    assert taken_up(CONTENT, Reading(None), DISAPPOINTMENT, all_told) == Reading(DISAPPOINTMENT)


def test_without_any_answer_before_a_reaction_asks_what_happened() -> None:
    assert taken_up(CONTENT, Reading(None), OUTRAGE, Context()) == Reading(OUTRAGE)
    known = Reading("salary", "region")
    assert taken_up(CONTENT, known, OUTRAGE, Context()) == known
    message = speak(CONTENT, OUTRAGE, Context())
    assert message is not None and message.text == CONTENT.replies[OUTRAGE].texts[0]


def test_the_words_depend_on_what_was_spoken_of_and_come_in_turn() -> None:
    said = [words_on(CONTENT, WORRY, replace(_PAY, said={"salary": n})) for n in range(3)]
    assert words_on(CONTENT, WORRY, _CALLS) not in said
    texts = CONTENT.part(REACTED)[ENTHUSIASM].cases[0].texts
    assert {words_on(CONTENT, ENTHUSIASM, replace(_PAY, said={"x": n})) for n in (0, 1)} == {*texts}
    assert words_on(CONTENT, "salary", _PAY) == "" == words_on(CONTENT, WORRY, Context())


def test_the_kind_word_stands_before_the_answer_that_helps() -> None:
    context = replace(_PAY, detail="sector_average", noted=DISAPPOINTMENT)
    message = speak(CONTENT, "salary", context)
    assert message is not None and (message.topic, message.kind) == ("salary", "answer")
    assert message.text.startswith(words_on(CONTENT, DISAPPOINTMENT, _PAY))


def test_a_reaction_that_nothing_follows_asks_and_offers_two_ways_on() -> None:
    message = speak(CONTENT, SURPRISE, _PAY)
    assert message is not None and message.yes == "tell_me_more"
    assert message.text.endswith("?") and len(message.buttons) == 2


def test_an_adviser_is_not_told_how_to_become_one() -> None:
    beginner = taken_up(CONTENT, Reading(None), ENTHUSIASM, _PAY)
    adviser = replace(_PAY, profile=Profile(situation="employee"))
    assert beginner.topic == "how_to_apply"
    assert taken_up(CONTENT, Reading(None), ENTHUSIASM, adviser) == Reading(ENTHUSIASM)


@pytest.mark.parametrize(
    ("reading", "reacts", "context", "reaction"),
    [
        # where nothing is understood a little is enough, but for what does no harm left alone
        (Reading(None), Reacts(WORRY, 0.4), _PAY, WORRY),
        (Reading(None), Reacts(SURPRISE, 0.4), _PAY, ""),
        (Reading(OUT_OF_SCOPE), Reacts(SURPRISE, 0.6), _PAY, SURPRISE),
        # where nothing was answered, and where an answer is fairly sure, it must be likely
        (Reading(None), Reacts(WORRY, 0.4), _GREETED, ""),
        (Reading(None), Reacts(WORRY, 0.6), _GREETED, WORRY),
        (Reading(None), Reacts(WORRY, 1.0), Context(), ""),
        (Reading("salary", "region", hedged=True), Reacts(WORRY, 0.6), _PAY, WORRY),
        (Reading("salary", "region", hedged=True), Reacts(WORRY, 0.6, elliptic=True), _PAY, ""),
        # beside a sure answer more so, and never of a fragment
        (Reading("salary", "region"), Reacts(WORRY, 0.6), _PAY, ""),
        (Reading("salary", "region"), Reacts(WORRY, 0.8), _PAY, WORRY),
        (Reading("salary", "region"), Reacts(WORRY, 0.99, elliptic=True), _PAY, ""),
        (Reading("tell_me_more"), Reacts(WORRY, 0.8), _PAY, ""),
        # none after a call for help, and a correction is no complaint
        (Reading(None), Reacts(WORRY, 1.0), replace(_PAY, in_need=True), ""),
        (Reading(None), Reacts(NEGATIVE_FEEDBACK, 1.0, corrects=True), _PAY, ""),
        (Reading(None), Reacts(NEGATIVE_FEEDBACK, 1.0), _PAY, NEGATIVE_FEEDBACK),
    ],
)
def test_how_likely_a_reaction_must_be(
    reading: Reading, reacts: Reacts, context: Context, reaction: str
) -> None:
    assert likely_reaction(CONTENT, reacts, reading, context) == reaction


def test_who_thanks_and_asks_is_answered_though_not_surely_understood() -> None:
    asked = Reading("work_atmosphere", "dress", hedged=True)
    happy = Reacts(ENTHUSIASM, 0.8)
    assert likely_reaction(CONTENT, happy, asked, _PAY) == ENTHUSIASM
    assert likely_reaction(CONTENT, replace(happy, asks=True), asked, _PAY) == ""


def test_of_what_helps_the_nearest_to_the_words_is_told() -> None:
    last = Message("…", "hiring_process", "answer", detail="why_left")
    context = Context(last_answer=last, last=last)
    near = [("role_supervisor/guilt", 0.3), ("hiring_process/stage_fright", 0.09)]
    read = taken_up(CONTENT, Reading("thanks"), WORRY, context, near)
    assert read == Reading("hiring_process", "stage_fright", noted=WORRY)
