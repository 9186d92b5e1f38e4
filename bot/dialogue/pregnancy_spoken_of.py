"""Whether a pregnancy was spoken of: after « je suis enceinte », « il peut me virer ? » is of that.

Plain functions of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.shares import weighed

# By what the share of an answer on a pregnancy grows once one was spoken of, and shrinks else.
_AFTER, _UNSAID = 3.0, 0.03


def for_a_pregnancy(
    content: Content, ranked: Sequence[tuple[str, float]], text: str, said: Iterable[str]
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as with what was said of a pregnancy.

    `said` are the visitor's messages before. As they were where the message names it itself.
    """
    if cued("pregnancy", text):
        return [*ranked]
    of_one = _of_a_pregnancy(content)
    factor = _AFTER if any(cued("pregnancy", each) for each in said) else _UNSAID
    return weighed(ranked, lambda label: factor if label in of_one else 1.0)


@lru_cache(maxsize=2)  # asked at each message; another once content is published
def _of_a_pregnancy(content: Content) -> frozenset[str]:
    return frozenset(
        f"{topic}/{detail.id}"
        for topic, card in content.cards.items()
        for detail in card.details
        if cued("pregnancy", detail.asks)
    )
