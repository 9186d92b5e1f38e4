"""What the sentence vectors say of a message: a linear guess, and the nearest example of a topic.

They are learnt from a part of the examples, those that were encoded: more of them say no more
(docs/understanding.md), and encoding is what a training would wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import Ridge

from bot.nlu._neighbours import Neighbours

Vectors = npt.NDArray[np.float32]

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
        components = _principal_components(vectors - mean)
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


def _principal_components(centred: Vectors) -> Vectors:
    _, _, axes = np.linalg.svd(centred.T.astype(np.float64) @ centred, hermitian=True)
    components: Vectors = axes[:_NEAR_DIMENSIONS].T.astype(np.float32)
    return components
