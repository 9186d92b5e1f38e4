"""Who ends the work: « ma boîte veut arrêter mon contrat » is not « puis-je arrêter ? ».

Plain functions of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.shares import weighed

Who = Literal["employer", "visitor"]

# What an answer on the other one's doing keeps of its share: by the message, by one of those before
_TOLD, _TOLD_BEFORE = 0.08, 0.2
_REMEMBERED = 3  # messages


def for_who_ends(
    content: Content, ranked: Sequence[tuple[str, float]], text: str, said: Sequence[str]
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as who ends the work lets them be.

    `said` are the visitor's messages before, the newest last.
    """
    who, kept = _who_ends(text), _TOLD
    if who is None:
        before = [told for told in map(_who_ends, said[-_REMEMBERED:]) if told]
        who, kept = before[-1] if before else None, _TOLD_BEFORE
    titled = _titled(content) if who else {}
    return weighed(ranked, lambda label: kept if titled.get(label, who) != who else 1.0)


def _who_ends(text: str) -> Who | None:
    employer, visitor = cued("employer_ends", text), cued("visitor_ends", text)
    if (employer is None) == (visitor is None):
        return None
    return "employer" if employer else "visitor"


@lru_cache(maxsize=2)  # asked at each message; another once content is published
def _titled(content: Content) -> dict[str, Who]:
    """Return who ends the work by the question of each detail that tells."""
    told = (
        (f"{topic}/{detail.id}", _who_ends(detail.asks))
        for topic, card in content.cards.items()
        for detail in card.details
    )
    return {label: who for label, who in told if who}
