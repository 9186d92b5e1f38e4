"""Where texts lie that ask the same thing: directions learnt from the questions of the answers.

Sentence vectors lie near each other for many reasons, of which most do not matter here: that both
are questions, say, or speak of money. The directions are learnt so that each question lies nearer
to the others of its answer than to those of any other answer (softmax over cosines, as the
« N-pair » loss of Sohn, 2016), from its vector and from the concepts that it has.

Pure numpy and scipy.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags

from bot.nlu.model.axes import widest

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_DIMENSIONS = 128
_GREATEST = 24  # steps of the greatest coordinate of a concept: of many, each is but near
_FEWEST_TEXTS = 8  # that hold a concept, for it to be learnt
_FEWEST_QUESTIONS = 4  # of an answer, for it to teach: one asks, the others are its centre
_STEPS = 120
_SHARPNESS = 20.0  # of the softmax over cosines
_DROPPED = 0.2  # share of a question that a step does not see
_RATES = (4e-3, 1.5e-2)  # of the directions of vectors, of concepts
_LAST_RATE = 0.1  # of the first, falling evenly
_AT_ONCE = 2  # products of sparse texts, of which numpy and scipy let two threads make one each
_MOMENTUM, _SPREAD = 0.9, 0.999  # Adam's, with its usual values (Kingma and Ba, 2015)


@dataclass(frozen=True)
class Senses:
    """The directions: vectors × dimensions, concepts × dimensions; the places of the concepts."""

    of_vectors: Vectors
    of_concepts: Vectors
    concepts: Rows

    @classmethod
    def fit(
        cls, grams: csr_matrix, vectors: Vectors, columns: Rows, concepts: slice, seed: int
    ) -> Senses:
        """Return the directions of questions: their n-grams and unit vectors, a row each.

        `columns` is the answer of each question, `concepts` are the n-grams to learn from.
        """
        held = np.flatnonzero(grams[:, concepts].getnnz(axis=0) >= _FEWEST_TEXTS)
        places = held + concepts.start
        start = widest(vectors, _DIMENSIONS)
        weights = (start, np.zeros((len(places), start.shape[1]), np.float32))
        lot = np.random.default_rng(seed)
        questions = _Questions(vectors, grams[:, places].tocsr(), columns)
        if questions.teach:
            _learn(questions, weights, lot)
        return cls(*weights, places)

    def of(self, grams: csr_matrix, vectors: Vectors) -> Vectors:
        """Return where texts lie, a row each: their n-grams and unit vectors as in `fit`."""
        found: Vectors = vectors @ self.of_vectors + grams[:, self.concepts] @ self.of_concepts
        return found

    def place(self, grams: Rows, shares: Vectors, vector: Vectors) -> Vectors:
        """Return where one text lies: its n-grams with their shares, and its unit vector."""
        # By hand: scipy would make an index of all n-grams at each message.
        places = np.searchsorted(self.concepts, grams).clip(max=len(self.concepts) - 1)
        known = self.concepts[places] == grams
        found: Vectors = vector @ self.of_vectors + shares[known] @ self.of_concepts[places[known]]
        return found

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads."""
        greatest = np.maximum(np.abs(self.of_concepts).max(axis=1, initial=0), 1e-9)
        steps = np.rint(self.of_concepts / greatest[:, None] * _GREATEST)
        return {
            "senses_of_vectors": self.of_vectors.astype(np.float16),
            "senses_of_concepts": steps.astype(np.int8),
            "senses_greatest": greatest.astype(np.float32),
            "senses_concepts": self.concepts,
        }

    @classmethod
    def load(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Senses:
        """Return the directions that were saved."""
        of_vectors, steps, greatest = (
            arrays[f"senses_{name}"].astype(np.float32)
            for name in ("of_vectors", "of_concepts", "greatest")
        )
        of_concepts = steps * greatest[:, None] / np.float32(_GREATEST)
        return cls(of_vectors, of_concepts, arrays["senses_concepts"].astype(np.int64))


class _Questions:
    """Questions by their answer: one of each is drawn, with the centre of the others."""

    def __init__(self, vectors: Vectors, concepts: csr_matrix, columns: Rows) -> None:
        self._vectors, self._concepts = vectors, concepts
        counts = np.bincount(columns)
        answers = np.flatnonzero(counts >= _FEWEST_QUESTIONS)
        self.teach = len(answers) > 1
        self._by_answer = np.argsort(columns, kind="stable")
        self._starts = np.searchsorted(columns[self._by_answer], answers)
        self._counts = counts[answers]
        ones = np.ones(len(columns), np.float32)
        member = csr_matrix((ones, (columns, np.arange(len(columns)))))[answers]
        self._sums = member @ vectors, csr_matrix(member @ concepts)

    def draw(self, lot: np.random.Generator) -> tuple[_Texts, _Texts]:
        """Return a question of each answer, without some of what it says, and its centre."""
        chosen = self._starts + (lot.random(len(self._counts)) * self._counts).astype(int)
        rows = self._by_answer[chosen]
        vectors, concepts = self._vectors[rows], self._concepts[rows]
        shares = (1 / (self._counts - 1)).astype(np.float32)
        others = csr_matrix(diags(shares) @ (self._sums[1] - concepts))
        centres = (self._sums[0] - vectors) * shares[:, None], others
        kept = vectors * (lot.random(vectors.shape, np.float32) > _DROPPED)
        concepts.data = concepts.data * (lot.random(len(concepts.data), np.float32) > _DROPPED)
        return (kept, concepts), centres


_Texts = tuple[Vectors, csr_matrix]


def _learn(
    questions: _Questions, weights: tuple[Vectors, Vectors], lot: np.random.Generator
) -> None:
    """Move the weights, in place, by Adam."""
    means = [np.zeros_like(each) for each in weights]
    spreads = [np.zeros_like(each) for each in weights]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for step in range(1, _STEPS + 1):
            slopes = _slopes(*questions.draw(lot), weights, pool)
            _move(weights, slopes, means, spreads, step)


def _move(
    weights: tuple[Vectors, Vectors],
    slopes: list[Vectors],
    means: list[Vectors],
    spreads: list[Vectors],
    step: int,
) -> None:
    """Move the weights, in place, by one step of Adam's."""
    pace = 1 - (1 - _LAST_RATE) * step / _STEPS
    for weight, mean, spread, slope, rate in zip(
        weights, means, spreads, slopes, _RATES, strict=True
    ):
        mean += (1 - _MOMENTUM) * (slope - mean)
        spread += (1 - _SPREAD) * (slope * slope - spread)
        size = np.sqrt(spread / (1 - _SPREAD**step)) + 1e-8
        weight -= rate * pace * mean / (1 - _MOMENTUM**step) / size


def _slopes(
    asked: _Texts, centres: _Texts, weights: tuple[Vectors, Vectors], pool: Executor
) -> list[Vectors]:
    """Return how the loss changes with each weight: the n-th question asks the n-th answer."""
    (places, lengths), (others, sizes) = pool.map(
        lambda texts: _unit_and_length(texts[0] @ weights[0] + texts[1] @ weights[1]),
        (asked, centres),
    )
    sums = _SHARPNESS * (places @ others.T)
    errors = np.exp(sums - sums.max(axis=1, keepdims=True))
    errors /= errors.sum(axis=1, keepdims=True)
    errors[np.diag_indices_from(errors)] -= 1
    errors *= _SHARPNESS / len(errors)
    of_asked = _turned(errors @ others, places, lengths)
    of_centres = _turned(errors.T @ places, others, sizes)
    parts = pool.map(
        lambda texts, slope: [each.T @ slope for each in texts],
        (asked, centres),
        (of_asked, of_centres),
    )
    return [np.asarray(one + other, np.float32) for one, other in zip(*parts, strict=True)]


def _turned(slope: Vectors, places: Vectors, lengths: Vectors) -> Vectors:
    """Return the slope before places were brought to length one."""
    along = (slope * places).sum(axis=1, keepdims=True)
    turned: Vectors = (slope - places * along) / lengths
    return turned


def _unit_and_length(places: Vectors) -> tuple[Vectors, Vectors]:
    lengths = np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    return places / lengths, lengths
