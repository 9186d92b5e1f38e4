"""The kind of contract that a visitor has: after « j'ai un CDD », « et l'essai ? » is of one.

Plain functions of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.shares import weighed
from bot.text.words import REMEMBERED

# Cues of the kinds, and the topics that are of one.
_KINDS = ("fixed_term", "permanent", "agency_work", "apprentice", "internship")
_TOPICS = {"apprenticeship": "apprentice", "internships": "internship"}
_OWN, _OTHERS = 3.0, 0.3  # by what the share of an answer on the same kind grows, on another


def for_the_contract(
    content: Content, ranked: Sequence[tuple[str, float]], text: str, said: Iterable[str]
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as for the contract that was told.

    `said` are the visitor's messages before, newest first. As they were where none told one, or
    the message names any itself.
    """
    told = None if _named(text) else _told(said)
    if told is None:
        return [*ranked]

    def weight(label: str) -> float:
        kind = _kind_of(label, content)
        return 1.0 if kind is None else _OWN if kind == told else _OTHERS

    return weighed(ranked, weight)


def _told(said: Iterable[str]) -> str | None:
    """Return the kind of contract that the last message to tell of one's own names, or None.

    One that names two, or denies one, leaves it open: « mon CDD est devenu un CDI ».
    """
    for text in said:
        named = _named(text)
        if len(named) > 1 or (named and cued("not_own_contract", text)):
            return None
        if named and cued("own_contract", text):
            return next(iter(named))
    return None


@lru_cache(REMEMBERED)
def _named(text: str) -> frozenset[str]:
    return frozenset(kind for kind in _KINDS if cued(kind, text))


def _kind_of(label: str, content: Content) -> str | None:
    """Return the one kind of contract that an answer is about, or None for any or several.

    Where its question names none, an answer may say that it holds « en CDI ».
    """
    topic, _, key = label.partition("/")
    if topic in _TOPICS:
        return _TOPICS[topic]
    card = content.cards.get(topic)
    if card is None or key.startswith("="):
        return None
    detail = card.detail(key)
    question, answer = (detail.asks, detail.answer) if detail else (card.title, card.answer)
    held = _named(answer) if cued("under_contract", answer) else frozenset()
    named = _named(question) or held
    return next(iter(named)) if len(named) == 1 else None
