"""The kind of contract that a visitor has: after « j'ai un CDD », « et l'essai ? » is of one.

Plain functions of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    kinds = _kinds_in(content)

    def weight(label: str) -> float:
        kind = _TOPICS.get(label.partition("/")[0]) or kinds.get(label)
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


@lru_cache(maxsize=2)  # asked at each message; another once content is published
def _kinds_in(content: Content) -> Mapping[str, str]:
    """Return the one kind of contract of each answer that is about one, not about several.

    Where its question names none, an answer may hold for one: « deux mois au plus en CDI ».
    """
    kinds = {}
    for topic, card in content.cards.items():
        for key, question, answer in (
            ("", card.title, card.answer),
            *((detail.id, detail.asks, detail.answer) for detail in card.details),
        ):
            held = cued("under_contract", answer)
            named = _named(question) or (_named(held[0]) if held else frozenset())
            if len(named) == 1:
                kinds[f"{topic}/{key}"] = next(iter(named))
    return kinds
