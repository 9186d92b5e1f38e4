"""What a message means after a call for help: each row of the table in bot/dialogue/caring.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.keys import (
    CARE_BESIDE,
    CARE_DENIED,
    CARE_GOES_ON,
    CARE_HEARD,
    DISTRESS,
    OUT_OF_SCOPE,
)
from bot.dialogue.caring import read_in_need
from bot.dialogue.hearing import Heard, Reading
from bot.dialogue.messages import Context, Message

_ANSWERED = ["hours", "pay", "tools", "sick_leave"]
_CARE = Reading(DISTRESS, about=CARE_GOES_ON)
_DENIED = Reading(DISTRESS, about=CARE_DENIED)
_CALLED = Context(distress=True, in_need=True)
_GRAVE = replace(_CALLED, need="suicide")
_WEARY = replace(_CALLED, need="worn")
_SAID_TO_BE_WELL = Context(distress=True)
_RISE = Reading("pay", "rise")
_PERHAPS_RISE = Reading("pay", "rise", hedged=True)


def _read(reading: Reading, context: Context, topic: str | None = None, **heard: object) -> Reading:
    said = Heard(topic or reading.topic, **heard)  # type: ignore[arg-type]
    return read_in_need(reading, said, _ANSWERED, context)


def test_without_a_call_for_help_a_message_means_what_it_means() -> None:
    heard = {"denies": True, "asks_for_care": True, "seeks_help": True, "asked": "hours/nights"}
    assert _read(Reading(None), Context(), **heard) == Reading(None)
    assert _read(Reading("thanks"), Context(), farewell=True) == Reading("thanks")


@pytest.mark.parametrize(
    "topic", [None, "affirm", "deny", "thanks", "insult", OUT_OF_SCOPE, DISTRESS]
)
@pytest.mark.parametrize("context", [_CALLED, _GRAVE, _WEARY])
def test_within_a_call_for_help_the_care_goes_on(topic: str | None, context: Context) -> None:
    assert _read(Reading(topic), context, in_care=True) == _CARE


def test_who_needs_no_help_and_is_surely_understood_is_answered() -> None:
    # « pas d'idées noires, juste crevé, mon chef va le prendre comment »
    found = _read(_RISE, _GRAVE, in_care=True, denies=True)
    assert found == replace(_RISE, noted=CARE_HEARD)
    assert _read(_PERHAPS_RISE, _GRAVE, in_care=True, denies=True) == _DENIED


def test_after_a_gesture_the_number_comes_before_what_is_asked() -> None:
    gesture = replace(_CALLED, need="gesture")
    assert _read(_RISE, gesture, in_care=True, denies=True, asks=True) == _DENIED


def test_what_is_fairly_sure_and_no_question_is_care() -> None:
    assert _read(_PERHAPS_RISE, _CALLED, in_care=True) == _CARE
    assert _read(_RISE, _CALLED, in_care=True, asks_for_care=True) == _CARE


def test_a_question_about_the_help_is_care() -> None:
    assert _read(_RISE, _CALLED, in_care=True, seeks_help=True, asks=True) == _CARE


def test_a_question_surely_of_the_field_is_answered() -> None:
    for context in (_CALLED, _GRAVE, _WEARY):
        noted = CARE_BESIDE if context is _WEARY else ""
        found = _read(_RISE, context, in_care=True, asks=True, asks_for_care=True)
        assert found == replace(_RISE, noted=noted)
        assert _read(Reading("hours"), context, in_care=True) == Reading("hours")


def test_what_tells_of_a_grave_danger_and_asks_nothing_is_care() -> None:
    # « j'ai peur qu'il le sache », of a child that is beaten, is no matter of angry customers.
    assert _read(_RISE, _GRAVE, in_care=True) == _CARE
    assert _read(_RISE, _WEARY, in_care=True) == _RISE


def test_a_question_that_means_little_alone_is_care_after_a_grave_danger() -> None:
    vague = {"in_care": True, "asks": True, "elliptic": True}
    assert _read(_RISE, _GRAVE, **vague) == _CARE
    assert _read(_RISE, _WEARY, **vague) == replace(_RISE, noted=CARE_BESIDE)
    assert _read(Reading("hours"), _GRAVE, names_topic=True, **vague) == Reading("hours")


def test_a_question_fairly_surely_of_the_field_is_answered_after_no_grave_danger() -> None:
    for context in (_CALLED, _WEARY):
        noted = CARE_BESIDE if context is _WEARY else ""
        found = _read(_PERHAPS_RISE, context, in_care=True, asks=True)
        assert found == replace(_PERHAPS_RISE, noted=noted)
    assert _read(_PERHAPS_RISE, _GRAVE, in_care=True, asks=True) == _CARE


def test_after_weariness_what_is_likely_asked_or_told_of_ones_rights_is_answered() -> None:
    # « je suis en burn out », then « mon médecin veut prolonger », which sounds like another matter
    longer = Reading("sick_leave", "length", noted=CARE_BESIDE)
    told = {"in_care": True, "answers": [("sick_leave/length", 0.6)]}
    assert _read(Reading(OUT_OF_SCOPE), _WEARY, **told) == longer
    assert _read(Reading(OUT_OF_SCOPE), _GRAVE, **told) == _CARE
    assert _read(Reading("thanks"), _WEARY, **told) == _CARE
    little = {"in_care": True, "answers": [("sick_leave/length", 0.2)]}
    assert _read(Reading(OUT_OF_SCOPE), _WEARY, **little) == _CARE
    venting = {"in_care": True, "answers": [("tools/phones", 0.6)]}
    assert _read(Reading(OUT_OF_SCOPE), _WEARY, **venting) == _CARE
    asked = _read(Reading(OUT_OF_SCOPE), _WEARY, asks=True, **venting)
    assert asked == Reading("tools", "phones", noted=CARE_BESIDE)
    fairly = {"in_care": True, "asks": True, "answers": [("tools/phones", 0.3)]}
    asked = _read(Reading(OUT_OF_SCOPE), _WEARY, **fairly)
    assert asked == Reading("tools", "phones", hedged=True, noted=CARE_BESIDE)


def test_after_a_call_without_danger_what_goes_on_about_the_last_answer_is_answered() -> None:
    thread = replace(_CALLED, last_answer=Message("…", "tools", "answer"))
    told = {"in_care": True, "answers": [("tools/phones", 0.6)]}
    phones = Reading("tools", "phones", noted=CARE_BESIDE)
    assert _read(Reading(OUT_OF_SCOPE), thread, **told) == phones
    assert _read(Reading(OUT_OF_SCOPE), _CALLED, **told) == _CARE
    assert _read(Reading(OUT_OF_SCOPE), replace(thread, need="suicide"), **told) == _CARE
    assert _read(Reading("thanks"), thread, **told) == _CARE


def test_some_turns_after_a_call_without_danger_what_is_fairly_sure_is_answered() -> None:
    assert _read(_PERHAPS_RISE, _CALLED) == _PERHAPS_RISE
    assert _read(_PERHAPS_RISE, _GRAVE) == _CARE


def test_what_is_asked_of_ones_rights_is_answered_whatever_it_sounds_like() -> None:
    asked = {"in_care": True, "asks_for_care": True, "asked": "hours/nights"}
    assert _read(Reading(None), _GRAVE, **asked) == Reading("hours", "nights")
    general = {"in_care": True, "asked": "pay"}
    assert _read(Reading(None), _GRAVE, **general) == Reading("pay")
    assert _read(_RISE, _GRAVE, **general) == _RISE


@pytest.mark.parametrize("topic", [None, "deny", "how_are_you", OUT_OF_SCOPE, DISTRESS])
def test_who_is_well_and_asks_nothing_is_accepted(topic: str | None) -> None:
    assert _read(Reading(topic), _GRAVE, in_care=True, denies=True) == _DENIED
    assert _read(_PERHAPS_RISE, _GRAVE, in_care=True, denies=True) == _DENIED


def test_who_is_well_and_asks_is_heard_and_answered() -> None:
    heard = {"in_care": True, "denies": True, "asks": True}
    for reading in (_RISE, _PERHAPS_RISE, Reading(None, offers=("pay/", "hours/"))):
        assert _read(reading, _CALLED, **heard) == replace(reading, noted=CARE_HEARD)
    assert _read(Reading(None), _CALLED, **heard) == _DENIED
    asked = _read(Reading(None), _CALLED, in_care=True, denies=True, asked="hours/nights")
    assert asked == Reading("hours", "nights", noted=CARE_HEARD)


@pytest.mark.parametrize("topic", [None, "goodbye", "insult", OUT_OF_SCOPE])
def test_some_turns_later_what_is_no_sure_question_is_care_unless_it_was_weariness(
    topic: str | None,
) -> None:
    assert _read(Reading(topic), _GRAVE) == _CARE
    assert _read(Reading(topic), _CALLED) == _CARE
    assert _read(Reading(topic), _WEARY) == Reading(topic)
    assert _read(Reading("thanks"), _GRAVE) == Reading("thanks")


def test_once_denied_the_care_is_over_but_for_a_farewell() -> None:
    assert _read(Reading(None), _SAID_TO_BE_WELL) == Reading(None)
    assert _read(Reading("goodbye"), _SAID_TO_BE_WELL) == Reading("goodbye")
    assert _read(Reading("goodbye"), _SAID_TO_BE_WELL, farewell=True) == _CARE


def test_once_denied_what_is_asked_of_ones_rights_is_still_understood() -> None:
    nights = Reading("hours", "nights")
    assert _read(Reading(None), _SAID_TO_BE_WELL, asked="hours/nights") == nights
    assert _read(_RISE, _SAID_TO_BE_WELL, asked="hours/nights") == _RISE
    told = replace(_SAID_TO_BE_WELL, told=frozenset({"hours/nights"}))
    assert _read(_PERHAPS_RISE, told, asked="hours/nights") == _PERHAPS_RISE
    assert Message("", "hours", detail="nights").labels[0] in told.told


def test_who_needs_no_help_and_tells_of_something_else_is_answered_on_that() -> None:
    # « jvais pas me tuer, c'est juste les clients, ils me crient dessus toute la journée »
    told = [("hours/nights", 0.2), ("hours/", 0.15), ("pay/", 0.1), ("hours/weekends", 0.1)]
    heard = {"denies": True, "lengthy": True, "answers": told}
    assert _read(Reading(None), _CALLED, **heard) == Reading("hours", noted=CARE_HEARD)
    assert _read(Reading(None), _CALLED, **{**heard, "lengthy": False}) == _DENIED
    assert _read(Reading(None), _CALLED, **{**heard, "answers": told[:2]}) == _DENIED
