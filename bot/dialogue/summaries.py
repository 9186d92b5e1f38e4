"""What was said, in short: the last answer, or the topics of the whole conversation."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context
from bot.text.forms import form_of

_MOST_SUMMED_UP = 3  # topics: what a phone shows at once


def summed_up(
    content: Content, text: str, context: Context, precise: bool = False
) -> Reading | None:
    """Return what was told in short, the oldest first, for who asks that; None for others.

    A `precise` answer, past doubt, comes before the summary of all: « trois points pour l'exposé ».
    """
    last, whole = context.last_answer, cued("all_said", text)
    if last is None or last.topic not in content.cards or form_of(text) != "summary":
        return None
    if precise and whole:
        return None
    told = [topic for topic in context.said if topic in content.cards]  # the newest first
    topics = told[:_MOST_SUMMED_UP] if whole else [last.topic]
    cards = [content.cards[topic] for topic in reversed(topics)]
    words = "\n".join(card.short for card in cards)
    return Reading(last.topic, words=words, facts=tuple(f for card in cards for f in card.facts))
