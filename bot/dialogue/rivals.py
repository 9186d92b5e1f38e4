"""The rival of an answer, said in short below it: « Ou plutôt « … » ? … ».

Who asked reads at once whether the answer is theirs, and has the other one without a turn more.
"""

from __future__ import annotations

from bot.content import Card, Content, Detail
from bot.content.keys import DISTRESS, OR_ELSE
from bot.dialogue.framing import intro
from bot.dialogue.messages import Context
from bot.text.denials import keys
from bot.text.sentences import beginning

_IN_SHORT, _LEAST = 130, 50  # characters of the rival, in whole sentences
_THE_SAME = 0.7  # of the telling words of a rival: it says nothing more
_NEARLY_THE_SAME, _OPENING = 0.4, 40  # of one whose first characters are those of the answer


def or_else(content: Content, label: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return what is said below the answer of a label, on the word of which facts: "" for nothing.

    That is the beginning of its rival, after the question that this one answers.
    """
    topic, _, detail = context.rival.partition("/")
    own = answer_of(content, context.rival)
    if own is None or context.rival == label or context.fact or context.role:
        return "", ()
    if is_help(content, own):
        return "", ()
    in_short = beginning(own.answer, _IN_SHORT, _LEAST)
    said = answer_of(content, label)
    if said and says_the_same(in_short, said.answer):
        return "", ()
    asks = content.question(topic, detail)
    words = intro(content, OR_ELSE, context).replace("{asks}", asks)
    return f"\n{words} {in_short}", tuple(own.facts)


def answer_of(content: Content, label: str) -> Card | Detail | None:
    """Return what answers a label, « topic/detail », or None where no card holds it."""
    topic, _, detail = label.partition("/")
    card = content.cards.get(topic)
    return card.detail(detail) if card and detail else card


def is_help(content: Content, answer: Card | Detail) -> bool:
    """Tell whether an answer is help in danger, which is no guess to be added to another one."""
    return any(DISTRESS in content.facts[fact].topics for fact in answer.facts)


def says_the_same(second: str, answer: str) -> bool:
    """Tell whether most telling words of a second answer stand in the first; fewer need, where
    both open alike.
    """
    told = keys(second)
    least = _NEARLY_THE_SAME if second[:_OPENING] == answer[:_OPENING] else _THE_SAME
    return len(told & keys(answer)) >= least * len(told)
