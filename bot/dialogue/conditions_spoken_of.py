"""Whether what an answer is for was spoken of: a pregnancy, a veil, a stammer.

After « je suis enceinte », « il peut me virer ? » is of that; who never spoke of a veil is not told
when to speak of theirs. Plain functions of the content and of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from math import inf

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.shares import weighed

# By what the share of an answer on a condition grows once it was spoken of, and shrinks else, and
# by what others grow then at the most: where one that fits ill was the likeliest, none is sure.
_PREGNANCY, _OTHER = (3.0, 0.03, inf), (1.0, 0.003, 2.0)
_FACTORS = {
    "pregnancy": _PREGNANCY,
    "asylum": _OTHER,
    "algerian": _OTHER,
    "fertility": _OTHER,
    "same_sex": _OTHER,
    "stammer": _OTHER,
    "tattoo": _OTHER,
    "veil": _OTHER,
}  # by their cues, which titles have


def for_conditions(
    content: Content, ranked: Sequence[tuple[str, float]], text: str, said: Iterable[str]
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as with the conditions spoken of.

    `said` are the visitor's messages before. A condition that the message names itself weighs by
    its words alone.
    """
    found, before, named = [*ranked], [*said], _named_by(content)
    for name in {named[label] for label, _ in ranked if label in named}:
        if not cued(name, text):
            grown, unsaid, most = _FACTORS[name]
            factor = grown if any(cued(name, each) for each in before) else unsaid
            found = weighed(found, partial(_weight, named, name, factor), most)
    return found


def _weight(named: Mapping[str, str], name: str, factor: float, label: str) -> float:
    return factor if named.get(label) == name else 1.0


@lru_cache(maxsize=2)  # asked at each message; another once content is published
def _named_by(content: Content) -> dict[str, str]:
    """Return the condition that each detail's question names, of those that name one."""
    return {
        f"{topic}/{detail.id}": name
        for topic, card in content.cards.items()
        for detail in card.details
        for name in _FACTORS
        if cued(name, detail.asks)
    }
