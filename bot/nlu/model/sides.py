"""What the readings of a message are compared with: the examples, titles and texts of the answers.

A text is known by its n-grams and by where it lies: its sentence vector and its place among the
senses (senses.py), each of length one, side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags, hstack

from bot.nlu.model.packing import Whole, from_planes, in_planes

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Arrays = Mapping[str, npt.NDArray[np.generic]]

# Steps from zero of a coordinate of usual size: in a byte each, a likeness changes by a thousandth.
_STEPS = 18
_GREATEST = 255  # of the n-grams of a text, in a byte each too: the others are shares of it
_LEAST = 17  # of them: what is less tells nothing apart


@dataclass(frozen=True)
class Texts:
    """Texts or centres of texts, a row each: n-grams (rows × n-grams), unit vectors, senses."""

    grams: csr_matrix
    vectors: Vectors
    senses: Vectors

    def __getitem__(self, rows: slice) -> Texts:
        return Texts(self.grams[rows], self.vectors[rows], self.senses[rows])

    def arrays(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads."""
        greatest = np.maximum(self.grams.max(axis=1).toarray().ravel(), 1e-9)
        grams = csr_matrix(diags(_GREATEST / greatest) @ self.grams)
        grams.data = np.where(grams.data < _LEAST, 0, np.rint(grams.data))
        grams.eliminate_zeros()
        grams.sort_indices()
        return {
            f"{name}_data": grams.data.astype(np.uint8),
            f"{name}_steps": in_planes(_steps(grams)),
            f"{name}_indptr": grams.indptr,
            f"{name}_greatest": greatest.astype(np.float32),
            f"{name}_vectors": in_bytes(self.vectors),
            f"{name}_senses": in_bytes(self.senses),
        }

    @classmethod
    def load(cls, name: str, arrays: Arrays, width: int) -> Texts:
        """Return the texts that were saved, which have `width` n-grams."""
        data, taken, indptr = (arrays[f"{name}_{kind}"] for kind in ("data", "steps", "indptr"))
        indices = _indices(from_planes(taken.astype(np.uint8)), indptr)
        steps = np.repeat(
            arrays[f"{name}_greatest"].astype(np.float32) / _GREATEST, np.diff(indptr)
        )
        shape = (len(indptr) - 1, width)
        grams = csr_matrix((data.astype(np.float32) * steps, indices, indptr), shape=shape)
        vectors, senses = (
            unit(arrays[f"{name}_{kind}"].astype(np.float32)) for kind in ("vectors", "senses")
        )
        return cls(grams, vectors, senses)


@dataclass(frozen=True)
class Sides:
    """The sides by name, each with a row an answer, or a row a fact."""

    texts: Mapping[str, Texts]

    def likeness(self, read: Texts, name: str, means: str) -> Vectors:
        """Return how like each reading and each text of a side are, readings × texts."""
        if means == "grams":
            return np.asarray((read.grams @ self._by_gram[:, self._rows[name]]).toarray())
        own: Vectors = getattr(self.texts[name], means)
        likeness: Vectors = getattr(read, means) @ own.T
        return likeness

    def sums(self, read: Texts, weights: Mapping[str, Mapping[str, Vectors]]) -> dict[str, Vectors]:
        """Return the weighed sum of the likenesses of each text, by side.

        `weights` are those of the readings, by side and means. Readings are added up before they
        are compared: one product a side, not one a reading.
        """
        by_gram = self._grams_alike(read, {name: own["grams"] for name, own in weights.items()})
        return {
            name: by_gram[name]
            + self.texts[name].vectors @ (own["vectors"] @ read.vectors)
            + self.texts[name].senses @ (own["senses"] @ read.senses)
            for name, own in weights.items()
        }

    def _grams_alike(self, read: Texts, weights: Mapping[str, Vectors]) -> dict[str, Vectors]:
        grams, columns = np.unique(read.grams.indices, return_inverse=True)
        held = np.zeros((read.grams.shape[0], len(grams)), np.float32)
        rows = np.repeat(np.arange(len(held)), np.diff(read.grams.indptr))
        held[rows, columns] = read.grams.data
        # By hand: scipy would make a matrix of the n-grams that were read, and another to turn it.
        ends, count = self._by_gram.indptr, self._by_gram.shape[1]
        parts = [slice(*own) for own in zip(ends[grams], ends[grams + 1], strict=True)]
        texts_with, shares = (
            np.concatenate([each[part] for part in parts] or [each[:0]])
            for each in (self._by_gram.indices, self._by_gram.data)
        )
        lengths = ends[grams + 1] - ends[grams]
        sides = self._side_of[texts_with]
        added_up = np.stack([weights[name] @ held for name in self.texts])
        shares = shares * added_up[sides, np.repeat(np.arange(len(grams)), lengths)]
        found = np.bincount(texts_with, shares, count).astype(np.float32)
        return {name: found[self._rows[name]] for name in weights}

    @cached_property
    def _by_gram(self) -> csr_matrix:
        """N-grams × texts: turned at each message it would cost more than all the rest."""
        return hstack([each.grams.T for each in self.texts.values()]).tocsr()

    @cached_property
    def _side_of(self) -> Rows:
        """The number of the side of each text."""
        counts = [each.grams.shape[0] for each in self.texts.values()]
        return np.repeat(np.arange(len(counts)), counts)

    @cached_property
    def _rows(self) -> dict[str, slice]:
        """Where the texts of a side stand among all."""
        ends = np.cumsum([0, *(each.grams.shape[0] for each in self.texts.values())]).tolist()
        return {name: slice(*own) for name, own in zip(self.texts, pairwise(ends), strict=True)}


def centres(texts: Texts, columns: Rows, labels: int) -> Texts:
    """Return the centre of the texts of each label."""
    ones = np.ones(len(columns), np.float32)
    member = csr_matrix((ones, (columns, np.arange(len(columns)))), shape=(labels, len(columns)))
    sums = member @ texts.grams
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    grams = csr_matrix(sums.multiply(1 / np.maximum(lengths, 1e-9)[:, None]))
    vectors, senses = (
        unit(np.asarray(member @ each, np.float32)) for each in (texts.vectors, texts.senses)
    )
    return Texts(grams, vectors, senses)


def unit(vectors: Vectors) -> Vectors:
    """Return vectors brought to length one, but for those of no length."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    brought: Vectors = (vectors / lengths).astype(np.float32)
    return brought


def _steps(grams: csr_matrix) -> Rows:
    """Return how far each n-gram is from the one before it in its text, the first from zero."""
    steps = np.diff(grams.indices, prepend=0).astype(np.int64)
    starts = grams.indptr[:-1][np.diff(grams.indptr) > 0]
    steps[starts] = grams.indices[starts]
    return steps


def _indices(steps: Whole, indptr: npt.NDArray[np.generic]) -> Rows:
    """Return the n-grams that are so far from each other."""
    summed, lengths = np.cumsum(steps, dtype=np.int64), np.diff(indptr)
    before = np.concatenate([[0], summed])[indptr[:-1]]
    return summed - np.repeat(before, lengths)


def in_bytes(vectors: Vectors, steps: int = _STEPS) -> npt.NDArray[np.int8]:
    """Return unit vectors with each coordinate in a byte; `unit` brings them back."""
    usual = steps * np.sqrt(vectors.shape[1])  # a unit vector has coordinates of 1 / √d
    taken: npt.NDArray[np.int8] = np.rint(vectors * usual).clip(-127, 127).astype(np.int8)
    return taken
