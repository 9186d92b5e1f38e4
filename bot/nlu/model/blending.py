"""How answers that are ranked for a part of a message, and for all of it, make one list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.model.likenesses import Asked
from bot.text.forms import is_elliptic
from bot.text.pointing import points_back

Ways = list[tuple[Asked, float]]  # as what a message is read, and what each counts: 1 together
Shares = npt.NDArray[np.floating[Any]]

# Chosen on tests/follow_ups, each behind another sentence (docs/trials.md): development.
_OF_THE_QUESTION, _OF_A_LEANING_ONE = 0.8, 0.5  # what counts of a message that says more
OF_THEIR_CASE = 0.5  # the same of a message after what the visitor told of their case
OF_WHAT_IS_NAMED = 0.5  # of what a correction names, beside it with all that it but tells
OF_ANOTHER_TOPIC = 0.6  # the same of a question that is apart from what was spoken of,
_SURELY_ANOTHER = 0.8  # and how sure its topic must be


def beside(ways: Ways, other: Asked, weight: float) -> Ways:
    """Return ways to read a message with another one, which counts `weight` of the whole."""
    return [*((way, count * (1 - weight)) for way, count in ways), (other, weight)]


def blended(ways: Ways, shares: Shares) -> Shares:
    """Return the mean of the shares of answers; the first rows of `shares` are of the ways."""
    counts = np.array([count for _, count in ways])
    mean: Shares = np.dot(counts, shares[: len(counts)].astype(np.float64))
    return mean


def weight_of(asks: str, apart: bool) -> float:
    """Return what counts the question of a message that says more, the rest being all of it.

    `apart` tells that the rest is no part of what is asked. A first message tells of the
    circumstances before it asks, unless it but says who asks; a later one of the answer before.
    """
    leans = is_elliptic(asks) or "?" not in asks
    return _OF_THE_QUESTION if apart and not leans else _OF_A_LEANING_ONE


def is_apart(asked: Asked, asks: str, answered: Collection[str]) -> bool:
    """Tell whether a whole question surely names another topic than that answered last.

    `answered` are the topics that have a card.
    """
    topic, share = max(asked.topics.items(), key=lambda each: each[1], default=("", 0.0))
    elsewhere = bool(asked.last) and topic != asked.last and topic in answered
    leans = is_elliptic(asks) or points_back(asks)
    return elsewhere and share >= _SURELY_ANOTHER and not leans
