"""What was said, in short: the last answer, or the topics of the whole conversation."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.messages import Context
from bot.dialogue.reading import Reading
from bot.text.forms import form_of

_MOST_SUMMED_UP = 3  # topics: what a phone shows at once


def summed_up(content: Content, text: str, context: Context) -> Reading | None:
    """Return what was told in short, the oldest first, for who asks that; None for others."""
    last = context.last_answer
    if last is None or last.topic not in content.cards or form_of(text) != "summary":
        return None
    told = [topic for topic in context.said if topic in content.cards]  # the newest first
    topics = told[:_MOST_SUMMED_UP] if cued("all_said", text) else [last.topic]
    cards = [content.cards[topic] for topic in reversed(topics)]
    words = "\n".join(card.short for card in cards)
    return Reading(last.topic, words=words, facts=tuple(f for card in cards for f in card.facts))
