"""The axes along which vectors spread most: a quarter of the coordinates tell as much apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


def widest(vectors: Vectors, number: int) -> Vectors:
    """Return the axes, coordinates × number, along which centred vectors spread most."""
    # In double precision: of thousands of squares, single precision keeps too few digits.
    _, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(axes[:, ::-1][:, :number]).astype(np.float32)
