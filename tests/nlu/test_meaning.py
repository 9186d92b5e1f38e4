"""What the sentence vectors add, on vectors made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.meaning import Meaning

_DIMENSIONS = 160


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Fifty vectors of each of three topics, around a direction of its own."""
    rng = np.random.default_rng(1)
    centres = np.eye(_DIMENSIONS)[:3].repeat(50, axis=0)
    noisy = centres + rng.normal(0, 0.05, (150, _DIMENSIONS))
    return (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def topics() -> np.ndarray:
    return np.arange(3).repeat(50)


@pytest.fixture(scope="module")
def meaning(vectors: np.ndarray, topics: np.ndarray) -> Meaning:
    return Meaning.fit(vectors, topics, 3)


def test_a_vector_adds_most_to_its_own_topic(
    meaning: Meaning, vectors: np.ndarray, topics: np.ndarray
) -> None:
    added = meaning.add(np.zeros((150, 3), np.float32), vectors)
    assert np.array_equal(added.argmax(axis=1), topics)


def test_what_is_added_does_not_depend_on_the_margins_of_few_topics(
    meaning: Meaning, vectors: np.ndarray
) -> None:
    margins = np.random.default_rng(2).normal(size=(150, 3)).astype(np.float32)
    added = meaning.add(np.zeros((150, 3), np.float32), vectors)
    assert meaning.add(margins, vectors) == pytest.approx(margins + added, abs=1e-5)


def test_a_topic_without_an_example_gets_little(vectors: np.ndarray, topics: np.ndarray) -> None:
    meaning = Meaning.fit(vectors[topics < 2], topics[topics < 2], 3)
    added = meaning.add(np.zeros((150, 3), np.float32), vectors)
    assert (added.argmax(axis=1) < 2).all()


def test_it_is_loaded_as_it_was_saved(meaning: Meaning, vectors: np.ndarray) -> None:
    margins = np.zeros((150, 3), np.float32)
    again = Meaning.from_arrays(meaning.arrays())
    assert again.add(margins, vectors) == pytest.approx(meaning.add(margins, vectors), abs=0.01)
