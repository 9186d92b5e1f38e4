"""Whether what sounds like an order to erase is one: what is erased for good cannot be said again.

| heard as an order to erase | read as |
|---|---|
| no question: « efface tout », « oublie-moi » | the order |
| the bot is asked to, of one's own: « pouvez-vous effacer mes messages ? » | the order |
| what another can erase: « je veux faire effacer mon casier » | an ordinary message |
| a question after an answer, of nothing of one's own: « on peut l'effacer ? » | the same |
| a question about one's own, or before any answer | what would be erased is said first |
"""

from __future__ import annotations

from enum import Enum

from bot.content import Content
from bot.content.keys import DELETE_MY_DATA, HELP
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.dialogue.introductions import CALLS
from bot.dialogue.messages import Context
from bot.text.forms import form_of
from bot.text.phrases import is_question
from bot.text.typography import typeset


class Erasing(Enum):
    """What is meant by what sounds like an order to erase."""

    ORDERED = "ordered"
    ASKED_ABOUT = "asked about"
    SOMETHING_ELSE = "something else"


def erasing(text: str, context: Context) -> Erasing:
    """Return what a message means that is heard as an order to erase."""
    own = cued("given_here", text) is not None
    asks = is_question(text) or form_of(text) != "open" or cued("may_be_erased", text) is not None
    if not own and cued("erased_elsewhere", text):
        return Erasing.SOMETHING_ELSE
    if not asks or (own and cued("asked_to_erase", text)):
        return Erasing.ORDERED
    last = context.last_answer
    of_another = last is not None and (not own or last.topic in CALLS)
    return Erasing.SOMETHING_ELSE if of_another else Erasing.ASKED_ABOUT


def offer_to_erase(content: Content) -> Reading:
    """Return the words that say what would be erased, with the button that does it."""
    words = typeset(content.replies[DELETE_MY_DATA].texts[0])
    return Reading(HELP, words=words, about=DELETE_MY_DATA, offers=(DELETE_MY_DATA,))
