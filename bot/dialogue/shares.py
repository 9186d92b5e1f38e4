"""The shares of answers, weighed anew by what is known beside the words: who asks, and of what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf


def weighed(
    ranked: Sequence[tuple[str, float]], weight: Callable[[str], float], most: float = inf
) -> list[tuple[str, float]]:
    """Return labels, best first, with their shares times the weight of each.

    They sum up to what they did: of a few of all labels, none becomes surer by that alone. Where
    the likeliest is taken away the others grow by `most` at the most: one is right no surer then.
    """
    found = [(label, share * weight(label)) for label, share in ranked]
    kept = sum(share for _, share in ranked) / (sum(share for _, share in found) or 1.0)
    kept = min(kept, most)
    return sorted(((label, share * kept) for label, share in found), key=lambda each: -each[1])
