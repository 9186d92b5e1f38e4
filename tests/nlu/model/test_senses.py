"""The directions that are learnt from the questions of the answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack

from bot.nlu.model.senses import Senses

pytestmark = pytest.mark.model  # it trains small ones

_ANSWERS, _QUESTIONS, _WIDTH = 6, 8, 64
_NOISE = 3  # times as wide as what tells the answers apart
_CONCEPTS = slice(2, 2 + _ANSWERS)


def _texts() -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """Questions that differ by answer along six directions, and by chance along all others."""
    lot = np.random.default_rng(7)
    columns = np.repeat(np.arange(_ANSWERS), _QUESTIONS)
    vectors = lot.normal(size=(len(columns), _WIDTH)) * _NOISE
    vectors[:, :_ANSWERS] = np.eye(_ANSWERS)[columns] * 2 + lot.normal(size=(len(columns), 6)) * 0.3
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    concepts = csr_matrix(np.eye(_ANSWERS, dtype=np.float32)[columns])
    others = csr_matrix(lot.random((len(columns), 2)).astype(np.float32))
    grams = csr_matrix(hstack([others, concepts]))
    return grams, vectors.astype(np.float32), columns


def _right(places: np.ndarray, columns: np.ndarray) -> float:
    """Return how often the nearest other question asks for the same answer."""
    unit = places / np.linalg.norm(places, axis=1, keepdims=True)
    near = unit @ unit.T
    np.fill_diagonal(near, -1)
    return float(np.mean(columns[near.argmax(axis=1)] == columns))


def test_questions_of_one_answer_come_nearer_to_each_other() -> None:
    grams, vectors, columns = _texts()
    none = csr_matrix(grams.shape, dtype=np.float32)
    senses = Senses.fit(none, vectors, columns, _CONCEPTS, seed=1)
    assert _right(vectors, columns) < 0.6 < 0.9 < _right(senses.of(none, vectors), columns)


def test_concepts_count_where_vectors_say_nothing() -> None:
    grams, vectors, columns = _texts()
    senses = Senses.fit(grams, vectors, columns, _CONCEPTS, seed=1)
    silent = np.zeros_like(vectors)
    assert _right(senses.of(grams, silent), columns) == 1
    assert set(senses.concepts) == set(range(_CONCEPTS.start, _CONCEPTS.stop))


def test_the_same_seed_learns_the_same() -> None:
    texts = _texts()
    first, again = (Senses.fit(*texts, _CONCEPTS, seed=1) for _ in range(2))
    assert np.array_equal(first.of_vectors, again.of_vectors)
    assert np.array_equal(first.of_concepts, again.of_concepts)


def test_saved_directions_place_texts_as_before() -> None:
    grams, vectors, columns = _texts()
    senses = Senses.fit(grams, vectors, columns, _CONCEPTS, seed=1)
    loaded = Senses.load(senses.arrays())
    assert loaded.of(grams, vectors) == pytest.approx(senses.of(grams, vectors), abs=0.02)


def test_too_few_questions_leave_the_widest_directions() -> None:
    grams, vectors, _ = _texts()
    senses = Senses.fit(grams, vectors, np.arange(len(vectors)), _CONCEPTS, seed=1)
    assert not senses.of_concepts.any()
    assert np.isfinite(senses.of(grams, vectors)).all()


def test_one_text_lies_where_it_does_among_many() -> None:
    grams, vectors, columns = _texts()
    senses = Senses.fit(grams, vectors, columns, _CONCEPTS, seed=1)
    placed = senses.of(grams, vectors)
    for row, vector in enumerate(vectors):
        own = slice(*grams.indptr[row : row + 2])
        alone = senses.place(grams.indices[own], grams.data[own], vector)
        assert alone == pytest.approx(placed[row], abs=1e-5)
