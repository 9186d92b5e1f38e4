"""Labels with their shares, best first."""

from __future__ import annotations

import numpy as np

from bot.nlu.model.ranked import ranked

_LABELS = ["a", "b", "c", "d"]


def test_the_likeliest_lead_and_of_equals_the_first() -> None:
    found = ranked(_LABELS, np.array([0.1, 0.4, 0.1, 0.4]))
    assert found == [("b", 0.4), ("d", 0.4), ("a", 0.1), ("c", 0.1)]


def test_only_so_many_are_kept_the_first_of_equals() -> None:
    shares = np.array([0.2, 0.4, 0.2, 0.2])
    assert ranked(_LABELS, shares, 2) == [("b", 0.4), ("a", 0.2)]
    assert ranked(_LABELS, shares, 9) == ranked(_LABELS, shares)
