"""The example of each topic that means most nearly what a message means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

# Steps from zero of a coordinate of usual size: two bits less than a byte, which the model file
# would not compress, change a similarity by half a hundredth, two hundredths at most.
_STEPS = 4


class Neighbours:
    """The examples' directions (n × d), a byte a coordinate, sorted by topic.

    `starts` is where each topic begins, and where the last one ends.
    """

    def __init__(self, directions: npt.NDArray[np.int8], starts: npt.NDArray[np.int64]) -> None:
        self._directions = directions
        self._starts = starts

    @classmethod
    def fit(cls, vectors: Vectors, topics: npt.NDArray[np.int64], number: int) -> Neighbours:
        """Return the neighbours among examples of `number` topics, each by the place of its own."""
        order = np.argsort(topics, kind="stable")
        usual = _STEPS * np.sqrt(vectors.shape[1])  # a unit vector has coordinates of 1 / √d
        steps = np.rint(_unit(vectors[order]) * usual).clip(-127, 127).astype(np.int8)
        return cls(steps, np.searchsorted(topics[order], np.arange(number + 1)))

    def similarity(self, vector: Vectors, topics: npt.NDArray[np.int64]) -> Vectors:
        """Return the cosine of a vector with the nearest example of each of `topics`."""
        direction = _unit(vector[np.newaxis, :])[0]
        return np.array([self._nearest(direction, topic) for topic in topics], np.float32)

    def _nearest(self, direction: Vectors, topic: int) -> float:
        rows = self._directions[self._starts[topic] : self._starts[topic + 1]].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        return float((rows @ direction / np.maximum(lengths, 1)).max(initial=0.0))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `from_arrays` reads."""
        return {"directions": self._directions, "starts": self._starts}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Neighbours:
        return cls(arrays["directions"], arrays["starts"])


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
