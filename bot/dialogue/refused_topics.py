"""What a correction refuses whole: « non, la prévenance, pas la maladie », after sick leave.

Plain functions of the content and of what was said before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.content import Content
from bot.dialogue.shares import weighed
from bot.text.denials import keys

_BY_NAME, _PERHAPS = 0.1, 0.3  # by what the shares of its answers shrink
_MEANT = 0.3  # the confidence of a topic that is asked for all the same


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
