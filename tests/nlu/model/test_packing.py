"""Whole numbers laid in planes of bytes come back as they were."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.packing import from_planes, in_planes


@pytest.mark.parametrize(
    ("numbers", "planes"),
    [([], 1), ([0, 7, 255], 1), ([3, 256, 65_535], 2), ([1, 65_536, 4_000_000], 4)],
)
def test_numbers_come_back_from_as_few_planes_as_hold_them(numbers: list[int], planes: int) -> None:
    packed = in_planes(np.array(numbers, np.int64))
    assert packed.shape == (planes, len(numbers))
    assert from_planes(packed).tolist() == numbers
