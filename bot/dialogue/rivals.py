"""The rival of an answer, said in short below it: « Ou plutôt « … » ? … ».

Who asked reads at once whether the answer is theirs, and has the other one without a turn more.
"""

from __future__ import annotations

from bot.content import Content
from bot.content.keys import DISTRESS, OR_ELSE
from bot.dialogue.framing import intro
from bot.dialogue.messages import Context
from bot.text.denials import keys
from bot.text.sentences import beginning

_IN_SHORT = 130  # characters of the rival, a whole sentence at least
_THE_SAME = 0.7  # of the telling words of a rival: it says nothing more


def or_else(content: Content, label: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return what is said below the answer of a label, on the word of which facts: "" for nothing.

    That is the beginning of its rival, after the question that this one answers.
    """
    topic, _, detail = context.rival.partition("/")
    card = content.cards.get(topic)
    own = card and (card.detail(detail) if detail else card)
    if not own or context.rival == label or context.fact or context.role:
        return "", ()
    if any(DISTRESS in content.facts[fact].topics for fact in own.facts):
        return "", ()  # help in danger is no guess to be added to another answer
    in_short = beginning(own.answer, _IN_SHORT)
    if _says_the_same(in_short, _answer_of(content, label)):
        return "", ()
    asks = content.question(topic, detail)
    words = intro(content, OR_ELSE, context).replace("{asks}", asks)
    return f"\n{words} {in_short}", tuple(own.facts)


def _answer_of(content: Content, label: str) -> str:
    topic, _, detail = label.partition("/")
    card = content.cards[topic]
    return (card.detail(detail) or card).answer


def _says_the_same(rival: str, answer: str) -> bool:
    """Tell whether most telling words of a rival stand in the answer before it."""
    told = keys(rival)
    return len(told & keys(answer)) >= _THE_SAME * len(told)
