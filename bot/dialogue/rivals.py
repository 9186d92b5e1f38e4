"""The rival of an answer, said in short below it: « Ou plutôt « … » ? … ».

Who asked reads at once whether the answer is theirs, and has the other one without a turn more.
"""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import OR_ELSE
from bot.dialogue.framing import intro
from bot.dialogue.messages import Context
from bot.text.sentences import beginning

_IN_SHORT = 130  # characters of the rival, a whole sentence at least


def or_else(content: Content, label: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return what is said below the answer of a label, on the word of which facts: "" for nothing.

    That is the beginning of its rival, after the question that this one answers.
    """
    topic, _, detail = context.rival.partition("/")
    card = content.cards.get(topic)
    own = card and (card.detail(detail) if detail else card)
    if not own or context.rival == label or context.fact or context.role:
        return "", ()
    asks = content.question(topic, detail)
    words = intro(content, OR_ELSE, context).replace("{asks}", asks)
    return f"\n{words} {beginning(own.answer, _IN_SHORT)}", tuple(own.facts)
