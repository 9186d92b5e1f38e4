"""The kind of a thing that a visitor has: after « j'ai un CDD », « et l'essai ? » is of one.

So it is with their contract, and with their internship: « stage de 3e » is no PFMP. Plain functions
of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.shares import weighed
from bot.text.words import REMEMBERED

_OWN = 3.0  # by what the share of an answer on the same kind grows


@dataclass(frozen=True)
class Kinds:
    """The cues of kinds that shut each other out, and by which cues somebody tells theirs.

    `by_name` tells that a message that names one asks of it, and not of two. `others` is by what
    the share of an answer on another kind grows, `denied` what tells that it is
    not theirs, `held` what an answer holds for, « deux mois au plus en CDI »; `topics` are those
    that are of one kind.
    """

    names: tuple[str, ...]
    told: str
    others: float
    by_name: bool = False
    denied: str = ""
    held: str = ""
    topics: tuple[tuple[str, str], ...] = ()


CONTRACTS = Kinds(
    ("fixed_term", "permanent", "agency_work", "apprentice", "internship"),
    told="own_contract",
    others=0.3,
    denied="not_own_contract",
    held="under_contract",
    topics=(("apprenticeship", "apprentice"), ("internships", "internship")),
)
INTERNSHIPS = Kinds(
    ("observation_stage", "second_year_stage", "vocational_stage", "student_stage"),
    told="of_an_internship",
    others=0.1,
    by_name=True,
)


def for_the_kind(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    text: str,
    said: Iterable[str],
    kinds: Kinds,
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as for the kind that was told.

    `said` are the visitor's messages before, newest first. As they were where none told one, or
    the message names any itself that is not read by name.
    """
    if _named(text, kinds):
        said = [text] if kinds.by_name else []
    told = _told(said, kinds)
    if told is None:
        return [*ranked]
    topics, known = dict(kinds.topics), _kinds_in(content, kinds)

    def weight(label: str) -> float:
        kind = topics.get(label.partition("/")[0]) or known.get(label)
        return 1.0 if kind is None else _OWN if kind == told else kinds.others

    return weighed(ranked, weight)


def _told(said: Iterable[str], kinds: Kinds) -> str | None:
    """Return the kind that the last message to tell of one's own names, or None.

    One that names two, or denies one, leaves it open: « mon CDD est devenu un CDI ».
    """
    for text in said:
        named = _named(text, kinds)
        if len(named) > 1 or (named and kinds.denied and cued(kinds.denied, text)):
            return None
        if named and cued(kinds.told, text):
            return next(iter(named))
    return None


@lru_cache(REMEMBERED)
def _named(text: str, kinds: Kinds) -> frozenset[str]:
    return frozenset(kind for kind in kinds.names if cued(kind, text))


@lru_cache(maxsize=4)  # asked at each message; others once content is published
def _kinds_in(content: Content, kinds: Kinds) -> Mapping[str, str]:
    """Return the one kind of each answer that is about one, not about several.

    Where its question names none, an answer may hold for one: « deux mois au plus en CDI ».
    """
    found = {}
    for topic, card in content.cards.items():
        for key, question, answer in (
            ("", card.title, card.answer),
            *((detail.id, detail.asks, detail.answer) for detail in card.details),
        ):
            held = cued(kinds.held, answer) if kinds.held else None
            named = _named(question, kinds) or (_named(held[0], kinds) if held else frozenset())
            if len(named) == 1:
                found[f"{topic}/{key}"] = next(iter(named))
    return found
