"""What a correction refuses whole: « non, la prévenance, pas la maladie », after sick leave; and
what a message rules out: « je suis en première, pas en seconde ».

Plain functions of the content and of what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from bot.content import Content
from bot.dialogue.shares import weighed
from bot.text.denials import keys
from bot.text.ruled_out import ruled_out
from bot.text.words import folded

_BY_NAME, _PERHAPS = 0.1, 0.3  # by what the shares of its answers shrink
_MEANT = 0.3  # the confidence of a topic that is asked for all the same
# « Faut-il être au chômage ? », « Sans le bac » suppose nothing of who asks.
_SUPPOSES_NOTHING = re.compile(
    r"\b(?:(?:sans|pas|aucune?|jamais|faut|besoin|ou)\b|(?:oblig|exig|demand)\w*)"
)


def without_refused_topics(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    rejected: Collection[str],
    refused: str,
    topics: Mapping[str, float],
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, those of topics that are refused less likely.

    That is a topic of the answers `rejected`, the more so when its own question has what is
    `refused`; `topics` are the confidences of those of what is asked instead.
    """
    answered = {label.partition("/")[0] for label in rejected} & content.cards.keys()
    answered -= {topic for topic, confidence in topics.items() if confidence >= _MEANT}
    weights = {
        topic: _BY_NAME if keys(content.cards[topic].title) & keys(refused) else _PERHAPS
        for topic in answered
    }
    return weighed(ranked, lambda label: weights.get(label.partition("/")[0], 1.0))


def without_ruled_out(
    content: Content, ranked: Sequence[tuple[str, float]], text: str
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, those that suppose what it rules out last."""
    ruled = keys(" ".join(ruled_out(text)))
    if not ruled:
        return [*ranked]

    def weight(label: str) -> float:
        topic, _, detail = label.partition("/")
        asks = folded(content.question(topic, detail))
        supposed = detail and keys(asks) & ruled and not _SUPPOSES_NOTHING.search(asks)
        return 0.0 if supposed else 1.0

    return weighed(ranked, weight)
