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
    told = None if _named(text) else next(filter(None, map(_told, said)), None)
    if told is None:
        return [*ranked]

    def weight(label: str) -> float:
        kinds = _kinds_of(label, content)
        return 1.0 if not kinds else _OWN if told in kinds else _OTHERS

    return weighed(ranked, weight)


@lru_cache(REMEMBERED)
def _told(text: str) -> str | None:
    """Return the one kind of contract that a message tells to be the visitor's, or None."""
    named = _named(text)
    return next(iter(named)) if len(named) == 1 and cued("own_contract", text) else None


@lru_cache(REMEMBERED)
def _named(text: str) -> frozenset[str]:
    return frozenset(kind for kind in _KINDS if cued(kind, text))


def _kinds_of(label: str, content: Content) -> frozenset[str]:
    topic, _, key = label.partition("/")
    if topic in _TOPICS:
        return frozenset({_TOPICS[topic]})
    card = content.cards.get(topic)
    detail = card.detail(key) if card else None
    return _named(detail.asks) if detail else frozenset()
