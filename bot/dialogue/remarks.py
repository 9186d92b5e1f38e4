"""Remarks on the bot and on what it just said: taken for a company, doubted, not understood.

They are known by their words, which stand in cues.yml, since they sound like neighbouring questions
of the field: « passez-moi un technicien » names a job, « son chiffre est fiable ? » a figure.
"""

from __future__ import annotations

import re

from bot.content.keys import (
    ARE_YOU_SURE,
    ASK_SOURCE,
    COMPLAIN,
    DID_YOU_MEAN,
    GOOD_LUCK,
    IN_SHORT,
    JOKE,
    LISTENING,
    NOT_YOUR_OPERATOR,
    REPEAT,
)
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context
from bot.text.asking import asks, pieces_of
from bot.text.forms import form_of
from bot.text.phrases import is_question

_COMPLAINING = ("", "mediator")  # the answers to who complains, in order
# Words that may stand beside: « bon je me lance jeudi alors »; more may be what matters.
_BESIDE_NO_QUESTION, _BESIDE_LUCK = 4, 8
_PART = re.compile(r"[.?!,;:…\n]+")


def taken_for_another(text: str, context: Context) -> Reading | None:
    """Say that the bot is no company, or how a customer complains once that was said."""
    if cued("customer", text) or (_told_how(context) and cued("complains", text)):
        for detail in _COMPLAINING:
            if f"{COMPLAIN}/{detail}" not in context.told:
                return Reading(COMPLAIN, detail)
        return Reading(NOT_YOUR_OPERATOR)
    goes_on = asks_an_operator_again(text, context)
    taken = cued("company", text) or (cued("broken_line", text) and not goes_on)
    return Reading(NOT_YOUR_OPERATOR) if taken else None


def taken_for_theirs(text: str) -> bool:
    """Tell whether the bot is asked whether it is the visitor's own bank, even in a swindle."""
    return cued("own_company", text) is not None


def asks_an_operator_again(text: str, context: Context) -> bool:
    """Tell whether who was told that the bot is no operator asks what can be done."""
    asks = is_question(text) or form_of(text) != "open"
    return asks and NOT_YOUR_OPERATOR in context.said


def doubted(text: str, topic: str | None, context: Context) -> Reading | None:
    """Return the reading of a doubt about the answer before, said in a sentence of its own.

    Whose `topic` is surely the source is told it in full.
    """
    if context.last_answer is None or topic == ASK_SOURCE:
        return None
    if not any(map(_doubts, _PART.split(text))):
        return None
    return Reading(ASK_SOURCE if cued("source", text) else ARE_YOU_SURE)


def apologised(text: str) -> bool:
    """Tell whether a message asks pardon for what was said to the bot, and asks nothing."""
    return "?" not in text and cued("apology", text) is not None


def kind_words_wanted(text: str) -> str | None:
    """Return the reply to who wants but a kind word, or None; what asks something wants more.

    « souhaitez-moi bonne chance », « c'était pas une question, je disais ça comme ça ».
    """
    if any(map(asks, pieces_of(text))):
        return None
    if _is_little_but("no_question", text, _BESIDE_NO_QUESTION):
        return LISTENING
    return GOOD_LUCK if _is_little_but("luck", text, _BESIDE_LUCK) else None


def _is_little_but(cue: str, text: str, most: int) -> bool:
    found = cued(cue, text)
    return found is not None and len(found.re.sub(" ", found.string).split()) <= most


def wanted_otherwise(text: str, topic: str | None, context: Context) -> Reading | None:
    """Return the reading of a wish for fewer words, or for another joke.

    `topic` is the one that is sure, or None.
    """
    if JOKE in context.said and cued("another_joke", text):
        return Reading(JOKE)
    if context.last_answer is None:
        return None
    asked = cued("simply", text) or (topic == REPEAT and cued("not_understood", text))
    return Reading(REPEAT, about=IN_SHORT) if asked else None


def _told_how(context: Context) -> bool:
    """Tell whether the bot told how to complain, or has just offered to."""
    last, offered = context.last, {button.payload for button in context.buttons}
    if context.last_answer and context.last_answer.topic == COMPLAIN:
        return True
    asked = last is not None and last.topic in (NOT_YOUR_OPERATOR, DID_YOU_MEAN)
    return asked and f"/{COMPLAIN}" in offered


def _doubts(part: str) -> bool:
    return cued("doubt", part) is not None
