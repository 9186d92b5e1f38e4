"""What people said, and what they asked by it: how like a message is the nearest of it.

The centre of all that asks for an answer is near to what is usual. Who tells a story with their
question is nearer to a few others who did; and after an answer, what others said after the same one
tells what « et après ? » asks (nearest neighbours: Cover and Hart, 1967). Pure numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.nlu.model.axes import widest
from bot.nlu.model.sides import Arrays, in_bytes, unit

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

FIRST = -1  # where the column of the answer before stands: what was said after none
_PARTS = ("rows", "asked", "after")
_AXES = 48  # of those of the senses: as many tell as much
_STEPS = 2  # from zero of a coordinate of usual size: there are many, and each is but near
_NEAREST = 3  # sayings, whose mean likeness is less by chance than that of one


@dataclass(frozen=True)
class Sayings:
    """Sentences along the axes, a row each, and what they ask, after what.

    `rows`, `asked` and `after` are as long as each other: the sentence, the column of an answer
    that it asks for, the column of the answer after which it was said, or FIRST.
    """

    axes: Vectors
    places: Vectors
    rows: Rows
    asked: Rows
    after: Rows

    @classmethod
    def fit(
        cls, texts: Sequence[str], places: Vectors, columns: Sequence[tuple[int, int]]
    ) -> Sayings:
        """Return those of texts with their places among the senses, and the columns asked for and
        come after."""
        first = {text: row for row, text in reversed([*enumerate(texts)])}
        kept = {row: number for number, row in enumerate(sorted(first.values()))}
        rows = np.array([kept[first[text]] for text in texts], np.int64)
        asked, after = np.array(columns, np.int64).reshape(-1, 2).T
        own = unit(places[[*kept]])
        axes = widest(own, _AXES)
        return cls(axes, unit(own @ axes), rows, asked, after)

    def nearest(self, place: Vectors, columns: Rows) -> Vectors:
        """Return how like a message are those that ask for each of some answers.

        `place` is where it lies among the senses; 0 of an answer that none asks for.
        """
        own = [self._asking.get(column, _NONE) for column in columns.tolist()]
        alike = self.places[self.rows[np.concatenate([_NONE, *own])]] @ self._along(place)
        counts = np.array([len(pairs) for pairs in own], np.int64)
        answers = np.repeat(np.arange(len(own)), counts)
        ends = np.cumsum(counts)
        by_nearness = np.lexsort((-alike, answers))  # each answer's in its place, the nearest first
        near = np.arange(len(alike)) - (ends - counts)[answers] < _NEAREST
        sums = np.bincount(answers[near], alike[by_nearness][near], len(own))
        found: Vectors = (sums / np.clip(counts, 1, _NEAREST)).astype(np.float32)
        return found

    def asked_after(self, column: int) -> Rows:
        """Return the columns of the answers that others asked for after that of a column."""
        return self.asked[self._following.get(column, _NONE)]

    def next(self, place: Vectors, after: int, among: Rows, count: int) -> tuple[Vectors, Vectors]:
        """Return how like what was said after the answer `after`, and after any of `among`.

        Of each of `count` answers, the likeness of the nearest sentence that asks for it, 0 where
        there is none.
        """
        found = np.zeros((2, count), np.float32)
        pairs = np.concatenate(
            [_NONE, *(self._following.get(column, _NONE) for column in among.tolist())]
        )
        alike = self.places[self.rows[pairs]] @ self._along(place)
        np.maximum.at(found[1], self.asked[pairs], alike)
        own = self.after[pairs] == after
        np.maximum.at(found[0], self.asked[pairs[own]], alike[own])
        return found[0], found[1]

    def _along(self, place: Vectors) -> Vectors:
        return unit((place @ self.axes)[np.newaxis])[0]

    @cached_property
    def _asking(self) -> Mapping[int, Rows]:
        """Where the sentences stand that ask for each answer."""
        return _grouped(self.asked)

    @cached_property
    def _following(self) -> Mapping[int, Rows]:
        """Where the sentences stand that were said after each answer."""
        return _grouped(self.after)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads."""
        return {
            "sayings_rows": self.rows.astype(np.uint32),  # there are more than two bytes count
            "sayings_asked": self.asked.astype(np.uint16),
            "sayings_after": (self.after - FIRST).astype(np.uint16),
            "sayings_axes": self.axes.astype(np.float16),
            "sayings_places": in_bytes(self.places, _STEPS),
        }

    @classmethod
    def load(cls, arrays: Arrays) -> Sayings:
        """Return those that were saved."""
        axes, places = (arrays[f"sayings_{name}"].astype(np.float32) for name in ("axes", "places"))
        rows, asked, after = (arrays[f"sayings_{name}"].astype(np.int64) for name in _PARTS)
        return cls(axes, unit(places), rows, asked, after + FIRST)


_NONE = np.zeros(0, np.int64)


def _grouped(columns: Rows) -> dict[int, Rows]:
    """Return where each column stands among `columns`."""
    order = np.argsort(columns, kind="stable")
    own, starts = np.unique(columns[order], return_index=True)
    return dict(zip(own.tolist(), np.split(order, starts[1:]), strict=False))
