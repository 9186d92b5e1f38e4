"""What the bot took a visitor to ask: the questions that it answered, named or offered."""

from __future__ import annotations

import re

from bot.content import Content
from bot.dialogue.messages import Context

_QUOTED = re.compile(r"«([^«»]+)»")


def presumed_in(content: Content, context: Context) -> list[str]:
    """Return the questions that may be denied: « je suis pas sourd », who was never asked."""
    if context.last_answer is None:
        return []
    topics = (label.partition("@")[0].partition("/") for label in sorted(context.told))
    answered = (content.question(topic, key) for topic, _, key in topics)
    offered = (b.title for b in context.buttons if b.label.partition("/")[0] in content.cards)
    named = _QUOTED.findall(context.last.text) if context.last else []
    return [question for question in dict.fromkeys([*answered, *named, *offered]) if question]
