"""How arrays of small whole numbers lie in a file: by planes of bytes, of which most are zeros."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.integer[Any]]


def in_planes(numbers: Whole) -> Bytes:
    """Return whole numbers from 0 on as planes × numbers: their first bytes, then their second."""
    narrow = np.min_scalar_type(int(numbers.max(initial=0)))
    taken = np.ascontiguousarray(numbers.astype(narrow.newbyteorder("<")))
    return np.ascontiguousarray(taken.view(np.uint8).reshape(-1, narrow.itemsize).T)


def from_planes(planes: Bytes) -> Whole:
    """Return the numbers that were laid in planes."""
    taken = np.ascontiguousarray(planes.T)
    return taken.view(f"<u{planes.shape[0]}").ravel()
