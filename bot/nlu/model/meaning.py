"""What the sentence vectors say of a message: a linear guess, and the nearest example of a topic.

They are learnt from a part of the examples, those that were encoded: more of them say no more
(docs/trials.md), and encoding is what a training would wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import Ridge

from bot.nlu.model.axes import widest

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
        rows = self._unit[self._starts[topic] : self._starts[topic + 1]]
        return float((rows @ direction).max(initial=0.0))

    @cached_property
    def _unit(self) -> Vectors:
        return _unit(self._directions.astype(np.float32))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `from_arrays` reads."""
        return {"directions": self._directions, "starts": self._starts}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Neighbours:
        return cls(arrays["directions"], arrays["starts"])


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


_RIDGE = 1.0  # the penalty: scikit-learn's own


_GUESS_WEIGHT = 0.5  # of the linear guess beside the margins of the n-grams


# Principal components that tell which example is nearest, and what its nearness adds to the
# margins of the topics that have a chance.
_NEAR_DIMENSIONS = 128


_NEAR_WEIGHT = 1.5


_RIVALS = 10


@dataclass(frozen=True)
class Meaning:
    """`guess` is dimensions × topics; `components` turn a centred vector into one to compare."""

    guess: Vectors
    bias: Vectors
    mean: Vectors
    components: Vectors
    neighbours: Neighbours

    @classmethod
    def fit(cls, vectors: Vectors, topics: npt.NDArray[np.int64], number: int) -> Meaning:
        """Return what vectors say of `number` topics."""
        ridge = Ridge(alpha=_RIDGE).fit(vectors, 2 * np.eye(number)[topics] - 1)
        mean = vectors.mean(axis=0)
        components = widest(vectors - mean, _NEAR_DIMENSIONS)
        neighbours = Neighbours.fit((vectors - mean) @ components, topics, number)
        guess, bias = (_GUESS_WEIGHT * part for part in (ridge.coef_.T, ridge.intercept_))
        return cls(guess.astype(np.float32), bias.astype(np.float32), mean, components, neighbours)

    def add(self, margins: Vectors, vectors: Vectors) -> Vectors:
        """Return the margins of messages with what their vectors say of each topic."""
        scores: Vectors = margins + vectors @ self.guess + self.bias
        for row, place in zip(scores, (vectors - self.mean) @ self.components, strict=True):
            rivals = np.argsort(-row, kind="stable")[:_RIVALS]
            row[rivals] += _NEAR_WEIGHT * self.neighbours.similarity(place, rivals)
        return scores

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `from_arrays` reads."""
        return {
            "guess": self.guess.astype(np.float16),
            "guess_bias": self.bias,
            "mean": self.mean.astype(np.float16),
            "components": self.components.astype(np.float16),
            **self.neighbours.arrays(),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Meaning:
        return cls(
            arrays["guess"].astype(np.float32),
            arrays["guess_bias"].astype(np.float32),
            arrays["mean"].astype(np.float32),
            arrays["components"].astype(np.float32),
            Neighbours.from_arrays(arrays),
        )
