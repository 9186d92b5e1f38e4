"""What a message means after a call for help, until its author says to need none.

| heard after a call for help | read as |
|---|---|
| a question about the help itself: its number, a doctor | the care goes on |
| « je vais bien », and a question | its answer, after a word that takes note; the care is over |
| « je ne suis pas suicidaire », and at the end a question fairly surely of the field | the same |
| « je vais bien » after a gesture, whatever else | the number first; twice, the care is over |
| « je vais bien », alone | a calm acceptance; the care is over |
| a question that means little alone, after a grave danger: « pourquoi moi » | the care goes on |
| a question surely of the field; after a grave danger none that but tells | its answer |
| a question fairly surely of the field, after no grave danger | its answer, hedged |
| after weariness, what is fairly likely asked, or told of one's rights | the same, noted |
| anything else, just after | the care goes on |
| nothing sure, some turns later, unless it was but weariness | the care goes on |
| « adieu », even after « je vais bien » | the care goes on |

New words of danger are distress before all this (bot/nlu/guard.py), and means at hand
(bot/dialogue/reader.py): « j'ai des cachets à la maison ».
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.content.care import Care
from bot.content.keys import (
    AFFIRM,
    ARE_YOU_A_BOT,
    CARE_BESIDE,
    CARE_DENIED,
    CARE_GOES_ON,
    CARE_HEARD,
    DENY,
    DISTRESS,
    OUT_OF_SCOPE,
    REACTIONS,
    REPEAT,
    TELL_ME_MORE,
)
from bot.dialogue.hearing import Heard, Reading, reading_of
from bot.dialogue.likely import first
from bot.dialogue.messages import Context
from bot.dialogue.reading import NO_QUESTION

# What is said within a call for help is answered within it: « oui », « merci ».
_LIGHT_WORDS = frozenset(
    (
        *(None, AFFIRM, DENY, TELL_ME_MORE, REPEAT, OUT_OF_SCOPE, DISTRESS, ARE_YOU_A_BOT),
        *("thanks", "how_are_you", "goodbye", "positive_feedback", "negative_feedback", "insult"),
        *REACTIONS,
    )
)
_WEARINESS = frozenset(care.value for care in (Care.STRAIN, Care.WORN, Care.FATIGUE))
# After a call without a word of danger, « j'en dors plus », a question is what it seems.
_NOT_GRAVE = _WEARINESS | {"", Care.EXHAUSTION.value}
_ASKED_BESIDE = 0.25  # the likelihood of what is asked after « je ne suis pas suicidaire »
_SURELY_MEANT = 0.5
_MOSTLY_TOLD = 0.4  # of all answers of a topic together, to who needs no help and tells more
# What is but told on these wants an answer too: « mon médecin veut prolonger ».
_OF_RIGHTS = frozenset({"sick_leave", "dismissal", "leaving_a_job"})
_CARE = Reading(DISTRESS, about=CARE_GOES_ON)
_DENIED = Reading(DISTRESS, about=CARE_DENIED)


def read_in_need(
    reading: Reading, heard: Heard, answered: Collection[str], context: Context
) -> Reading:
    """Return what a message means that would mean `reading` without any call for help."""
    if not context.in_need:
        return _afterwards(reading, heard, context)
    known = reading.topic in answered
    if heard.asked and ("/" in heard.asked or not known or reading.hedged):
        reading = reading_of(heard.asked)
    if heard.denies:
        if context.need == Care.GESTURE.value:  # the number first, whatever is asked
            return _DENIED
        return _denied(reading, heard, answered)
    if heard.asked:
        return reading
    vague = heard.elliptic and not heard.names_topic and context.need not in _NOT_GRAVE
    if heard.in_care and (heard.seeks_help or vague):
        return _CARE
    weary = heard.in_care and context.need in _WEARINESS
    if known and heard.asks and (not reading.hedged or context.need in _NOT_GRAVE):
        return replace(reading, noted=CARE_BESIDE) if weary else reading
    beside = _asked_beside(reading, heard, answered) if weary else None
    if heard.in_care and context.need in _NOT_GRAVE and not beside:
        beside = _goes_on(heard, context)
    if beside:
        return replace(beside, noted=CARE_BESIDE)
    unsure = reading.topic in NO_QUESTION or reading.hedged
    if heard.in_care:
        light = heard.topic in _LIGHT_WORDS or reading.topic in _LIGHT_WORDS
        tells = bool(reading.detail) and not heard.asks and context.need not in _NOT_GRAVE
        return _CARE if unsure or light or tells or heard.asks_for_care else reading
    asked = heard.asks and bool(reading.offers) and not heard.elliptic
    answers = context.need in _WEARINESS or ((known or asked) and context.need in _NOT_GRAVE)
    return _CARE if unsure and not answers else reading


def _asked_beside(reading: Reading, heard: Heard, answered: Collection[str]) -> Reading | None:
    """Return the answer to what who is weary asks or tells, or None where it is the weariness."""
    best, share = first(heard.answers)
    topic = best.partition("/")[0]
    light = heard.topic in _LIGHT_WORDS - {None, OUT_OF_SCOPE} or heard.seeks_help
    if not light and heard.asks and reading.offers and share < _ASKED_BESIDE:
        return reading  # what may be meant is asked
    if light or topic not in answered or share < _ASKED_BESIDE:
        return None
    if not (heard.asks or topic in _OF_RIGHTS):
        return None
    return reading if reading.topic == topic else _answer(heard)


def _goes_on(heard: Heard, context: Context) -> Reading | None:
    """Return the answer to what surely goes on about what was told before the call, or None."""
    best, share = first(heard.answers)
    topic, last = best.partition("/")[0], context.last_answer
    on_thread = last is not None and last.topic == topic and share >= _SURELY_MEANT
    light = heard.topic in _LIGHT_WORDS - {None, OUT_OF_SCOPE} or heard.seeks_help
    return _answer(heard) if on_thread and not light and best not in context.told else None


def _answer(heard: Heard) -> Reading:
    best, share = first(heard.answers)
    return replace(reading_of(best), hedged=heard.asks and share < _SURELY_MEANT)


def _afterwards(reading: Reading, heard: Heard, context: Context) -> Reading:
    """Return what a message means when no call for help is open, or there was none."""
    if not context.distress:
        return reading
    if heard.farewell:
        return _CARE
    unsure = reading.topic in NO_QUESTION or reading.hedged
    return reading_of(heard.asked) if unsure and _is_new(heard.asked, context) else reading


def _is_new(label: str, context: Context) -> bool:
    return bool(label) and label not in context.told


def _denied(reading: Reading, heard: Heard, answered: Collection[str]) -> Reading:
    """Return what who needs no help wants, or that it is heard."""
    best, share = first(heard.answers)
    if heard.at_length and reading.topic in _LIGHT_WORDS and share >= _ASKED_BESIDE:
        reading = reading_of(best)
    offered = reading.topic is None and reading.offers
    wanted = reading.topic in answered or offered or reading.topic not in _LIGHT_WORDS
    surely = reading.topic in answered and not reading.hedged
    if heard.asked or surely or (heard.asks and wanted):
        return replace(reading, noted=CARE_HEARD)
    told = _told_beside(heard, answered)
    return Reading(told, noted=CARE_HEARD) if told else _DENIED


def _told_beside(heard: Heard, answered: Collection[str]) -> str | None:
    """Return the topic of what a long message tells beside, or None.

    « jvais pas me tuer, c'est juste les clients, ils me crient dessus toute la journée »
    """
    of_topics: dict[str, float] = {}
    for label, share in heard.answers:
        topic = label.partition("/")[0]
        of_topics[topic] = of_topics.get(topic, 0.0) + share
    topic, share = max(of_topics.items(), key=lambda each: each[1], default=("", 0.0))
    told = heard.lengthy and topic in answered and share >= _MOSTLY_TOLD
    return topic if told else None
