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

from bot.nlu.model.packing import from_planes, from_steps, in_planes, in_steps

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Arrays = Mapping[str, npt.NDArray[np.generic]]

# Steps from zero of a coordinate of usual size: in a byte each, a likeness changes by a thousandth.
_STEPS = 12
_GREATEST = 255  # of the n-grams of a text, in a byte each too: the others are shares of it
_LEAST = 23  # of them: what is less tells nothing apart


@dataclass(frozen=True)
class Texts:
    """Texts or centres of texts, a row each: n-grams (rows × n-grams), unit vectors, senses."""

    grams: csr_matrix
    vectors: Vectors
    senses: Vectors

    def __getitem__(self, rows: slice) -> Texts:
        return Texts(self.grams[rows], self.vectors[rows], self.senses[rows])

    def arrays(self, name: str, order: Rows) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads; `order` are the n-grams, the most common first.

        By n-gram: the common ones stand in many texts, one after the other, the rare ones in few.
        """
        greatest = np.maximum(self.grams.max(axis=1).toarray().ravel(), 1e-9)
        grams = csr_matrix(diags(_GREATEST / greatest) @ self.grams)
        grams.data = np.where(grams.data < _LEAST, 0, np.rint(grams.data))
        grams.eliminate_zeros()
        grams = grams.T.tocsr()[order]
        grams.sort_indices()
        return {
            f"{name}_data": grams.data.astype(np.uint8),
            f"{name}_steps": in_planes(in_steps(grams.indices, grams.indptr)),
            f"{name}_counts": in_planes(np.diff(grams.indptr)),
            f"{name}_greatest": greatest.astype(np.float32),
            f"{name}_vectors": in_bytes(self.vectors),
            f"{name}_senses": in_bytes(self.senses),
        }

    @classmethod
    def load(cls, name: str, arrays: Arrays, order: Rows) -> Texts:
        """Return the texts that were saved with this order of the n-grams."""
        steps, counts = (
            from_planes(arrays[f"{name}_{kind}"].astype(np.uint8)) for kind in ("steps", "counts")
        )
        indptr = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        texts = from_steps(steps, indptr)
        greatest = arrays[f"{name}_greatest"].astype(np.float32) / _GREATEST
        data = arrays[f"{name}_data"].astype(np.float32) * greatest[texts]
        places = np.repeat(order, counts)
        grams = csr_matrix((data, (texts, places)), shape=(len(greatest), len(order)))
        # By columns: so a message is compared with all of them in three quarters of the time.
        vectors, senses = (
            np.asfortranarray(unit(arrays[f"{name}_{kind}"].astype(np.float32)))
            for kind in ("vectors", "senses")
        )
        return cls(grams, vectors, senses)


@dataclass(frozen=True)
class Read:
    """Texts as which messages are read, a row each: n-grams, unit vectors, senses.

    The n-grams of all stand one after the other, `places` with their `shares`; `ends` is where
    those of each text begin, and where the last ones end.
    """

    places: Rows
    shares: Vectors
    ends: Rows
    vectors: Vectors
    senses: Vectors


@dataclass(frozen=True)
class Sides:
    """The sides by name, each with a row an answer, or a row a fact."""

    texts: Mapping[str, Texts]

    def likeness(self, read: Read, name: str, means: str) -> Vectors:
        """Return how like each reading and each text of a side are, readings × texts."""
        own = self.texts[name]
        if means == "grams":
            shape = (len(read.vectors), own.grams.shape[1])
            grams = csr_matrix((read.shares, read.places, read.ends), shape)
            return np.asarray((grams @ own.grams.T).toarray())
        likeness: Vectors = getattr(read, means) @ getattr(own, means).T
        return likeness

    def sums(self, read: Read, weights: Vectors) -> dict[str, Vectors]:
        """Return the weighed sums of the likenesses, messages × texts, by side.

        `weights` is sides × MEANS × messages × texts that were read. These are added up before they
        are compared: one product a side and a message, not one a reading.
        """
        by_gram = self._grams_alike(read, weights[:, 0])
        found = {}
        for number, (name, own) in enumerate(self.texts.items()):
            _, by_vectors, by_senses = weights[number]
            sums = by_gram[:, self._rows[name]]
            # One by one: for a few the library would rearrange all that it multiplies.
            for row, vector in enumerate(by_vectors @ read.vectors):
                sums[row] += own.vectors @ vector
            for row, sense in enumerate(by_senses @ read.senses):
                sums[row] += own.senses @ sense
            found[name] = sums
        return found

    def _grams_alike(self, read: Read, weights: Vectors) -> Vectors:
        """Return the weighed sums by n-grams, messages × texts of all sides."""
        grams, columns = np.unique(read.places, return_inverse=True)
        held = np.zeros((len(read.vectors), len(grams)), np.float32)
        held[np.repeat(np.arange(len(held)), np.diff(read.ends)), columns] = read.shares
        sides = len(self.texts)
        texts_with = self._by_gram[(grams[:, None] * sides + np.arange(sides)).ravel()]
        of_sides = (
            (weights @ held).transpose(2, 0, 1).reshape(texts_with.shape[0], weights.shape[1])
        )
        found: Vectors = (texts_with.T @ of_sides).T
        return found

    @cached_property
    def _by_gram(self) -> csr_matrix:
        """N-grams × texts, a row a side: turned at each message it would cost more than the rest.

        A side weighs an n-gram by itself: so one product does for all of them.
        """
        by_gram = hstack([each.grams.T for each in self.texts.values()]).tocsr()
        counts = [each.grams.getnnz(axis=0) for each in self.texts.values()]
        ends = np.concatenate([[0], np.cumsum(np.stack(counts, axis=1))])
        return csr_matrix((by_gram.data, by_gram.indices, ends), (len(ends) - 1, by_gram.shape[1]))

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


def in_bytes(vectors: Vectors, steps: int = _STEPS) -> npt.NDArray[np.int8]:
    """Return unit vectors with each coordinate in a byte; `unit` brings them back."""
    usual = steps * np.sqrt(vectors.shape[1])  # a unit vector has coordinates of 1 / √d
    taken: npt.NDArray[np.int8] = np.rint(vectors * usual).clip(-127, 127).astype(np.int8)
    return taken
