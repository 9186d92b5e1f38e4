"""Labels with their shares, the likeliest first. Plain numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.floating[Any]]
Ranked = list[tuple[str, float]]


def ranked(labels: Sequence[str], shares: Shares, most: int | None = None) -> Ranked:
    """Return each label with its share, of all or of the `most` likeliest; of equals the first."""
    if most is None or most >= len(shares):
        order = np.argsort(-shares, kind="stable")
    else:  # all need not be sorted
        among = np.flatnonzero(shares >= np.partition(shares, -most)[-most])
        order = among[np.argsort(-shares[among], kind="stable")][:most]
    return [(labels[place], float(shares[place])) for place in order.tolist()]
