"""Numbers laid in planes of bytes and words laid in fronts come back as they were."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.packing import from_fronts, from_planes, in_fronts, in_planes


@pytest.mark.parametrize(
    ("numbers", "planes"),
    [([], 1), ([0, 7, 255], 1), ([3, 256, 65_535], 2), ([1, 65_536, 4_000_000], 4)],
)
def test_numbers_come_back_from_as_few_planes_as_hold_them(numbers: list[int], planes: int) -> None:
    packed = in_planes(np.array(numbers, np.int64))
    assert packed.shape == (planes, len(numbers))
    assert from_planes(packed).tolist() == numbers


@pytest.mark.parametrize(
    ("words", "shared"),
    [
        ([], []),
        (["appel", "appel sortant", "appels", "été"], [0, 5, 5, 0]),
        (["ab", "a", "", "abc"], [0, 1, 0, 0]),
        (["é" * 300, "é" * 300 + "x"], [0, 255]),
    ],
)
def test_words_come_back_from_what_they_do_not_share(words: list[str], shared: list[int]) -> None:
    packed = in_fronts(words)
    assert packed[0].tolist() == shared
    assert from_fronts(*packed) == words


def test_a_single_word_of_no_letter_comes_back() -> None:
    assert from_fronts(*in_fronts([""])) == [""]
