"""How small whole numbers and sorted words lie in a file, so that it compresses them well.

Numbers lie by planes of bytes, of which most are zeros, words without the letters that they share
with the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.integer[Any]]

_MOST_SHARED = 255  # letters: what a byte holds


def in_planes(numbers: Whole) -> Bytes:
    """Return whole numbers from 0 on as planes × numbers: their first bytes, then their second."""
    narrow = np.min_scalar_type(int(numbers.max(initial=0)))
    taken = np.ascontiguousarray(numbers.astype(narrow.newbyteorder("<")))
    return np.ascontiguousarray(taken.view(np.uint8).reshape(-1, narrow.itemsize).T)


def from_planes(planes: Bytes) -> Whole:
    """Return the numbers that were laid in planes."""
    taken = np.ascontiguousarray(planes.T)
    return taken.view(f"<u{planes.shape[0]}").ravel()


def in_steps(indices: Whole, indptr: Whole) -> Whole:
    """Return how far each index of a sorted sparse matrix is from the one before it in its row.

    The first of a row is counted from zero.
    """
    steps = np.diff(indices, prepend=0).astype(np.int64)
    starts = indptr[:-1][np.diff(indptr) > 0]
    steps[starts] = indices[starts]
    return steps


def from_steps(steps: Whole, indptr: Whole) -> npt.NDArray[np.int64]:
    """Return the indices that are so far from each other."""
    summed, lengths = np.cumsum(steps, dtype=np.int64), np.diff(indptr)
    before = np.concatenate([[0], summed])[indptr[:-1]]
    return summed - np.repeat(before, lengths)


def in_fronts(words: Sequence[str]) -> tuple[Bytes, Bytes]:
    """Return how many first letters each word shares with the one before, and the rest of each."""
    letters = np.array([*words, ""]).view(np.uint32).reshape(len(words) + 1, -1)
    alike = np.zeros(letters[1:].shape, bool)
    alike[1:, :-1] = (letters[1:-1] == letters[:-2])[:, :-1]
    lengths = np.array([*map(len, words)], np.int64)
    shared = np.minimum(alike.argmin(axis=1), lengths).clip(max=_MOST_SHARED)
    rests = (word[start:] for word, start in zip(words, shared.tolist(), strict=True))
    return shared.astype(np.uint8), np.frombuffer("\n".join(rests).encode(), np.uint8)


def from_fronts(shared: Bytes, rests: Bytes) -> list[str]:
    """Return the words that were laid in fronts."""
    words, last = [], ""
    if len(shared):
        for start, rest in zip(shared.tolist(), rests.tobytes().decode().split("\n"), strict=True):
            last = last[:start] + rest
            words.append(last)
    return words
