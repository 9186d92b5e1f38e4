"""The axes along which vectors spread most: a quarter of the coordinates tell as much apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


def widest(vectors: Vectors, number: int) -> Vectors:
    """Return the axes, coordinates × number, along which centred vectors spread most."""
    # In double precision: of thousands of squares, single precision keeps too few digits.
    wide = vectors.astype(np.float64)
    _, axes = np.linalg.eigh(wide.T @ wide)
    return np.ascontiguousarray(axes[:, ::-1][:, :number]).astype(np.float32)
