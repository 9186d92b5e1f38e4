"""The nearest example of each topic."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.meaning import Neighbours

_ROUNDING = 0.05  # of a cosine, whose coordinates are kept in a few steps
_TOPICS = np.array([2, 0, 2, 1])
_DIMENSIONS = 64


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return np.random.RandomState(1).randn(4, _DIMENSIONS).astype(np.float32)


@pytest.fixture(scope="module")
def neighbours(vectors: np.ndarray) -> Neighbours:
    return Neighbours.fit(vectors, _TOPICS, 4)


def test_an_example_is_its_own_neighbour(neighbours: Neighbours, vectors: np.ndarray) -> None:
    for vector, topic in zip(vectors, _TOPICS, strict=True):
        similarity = neighbours.similarity(vector, np.array([topic]))
        assert similarity == pytest.approx([1.0], abs=_ROUNDING)


def test_the_nearest_example_of_a_topic_counts(neighbours: Neighbours, vectors: np.ndarray) -> None:
    between = vectors[0] / np.linalg.norm(vectors[0]) + 2 * vectors[2] / np.linalg.norm(vectors[2])
    cosines = [between @ v / np.linalg.norm(between) / np.linalg.norm(v) for v in vectors]
    similarity = neighbours.similarity(between, np.array([0, 1, 2]))
    expected = [cosines[1], cosines[3], max(cosines[0], cosines[2])]
    assert similarity == pytest.approx(np.maximum(expected, 0), abs=_ROUNDING)


def test_length_does_not_count(neighbours: Neighbours, vectors: np.ndarray) -> None:
    rivals = np.array([0, 1, 2])
    long, short = (neighbours.similarity(vectors[1] * factor, rivals) for factor in (100, 0.01))
    assert long == pytest.approx(short, abs=1e-5)


def test_a_topic_without_examples_and_a_vector_of_nothing_are_near_nothing(
    neighbours: Neighbours, vectors: np.ndarray
) -> None:
    assert neighbours.similarity(vectors[0], np.array([3])) == 0
    nothing = np.zeros(_DIMENSIONS, np.float32)
    assert not neighbours.similarity(nothing, np.array([0, 1, 2])).any()


def test_what_is_kept_is_what_was_there(neighbours: Neighbours, vectors: np.ndarray) -> None:
    again = Neighbours.from_arrays(neighbours.arrays())
    rivals = np.array([0, 1, 2, 3])
    assert np.array_equal(
        again.similarity(vectors[3], rivals), neighbours.similarity(vectors[3], rivals)
    )
