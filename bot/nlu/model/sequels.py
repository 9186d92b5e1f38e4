"""What visitors said next: how like a message is what others said after the same answer.

An answer leads to a few questions, and people put them in words that mean little elsewhere: « et
après ? ». The nearest sentence tells more there than the centre of all that asks for an answer
(nearest neighbour: Cover and Hart, 1967). Pure numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.nlu.model.sides import Arrays, in_bytes, unit

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
_PARTS = ("rows", "asked", "after")
_STEPS = 3  # from zero of a coordinate of usual size: there are many, and each is but near


@dataclass(frozen=True)
class Sequels:
    """Sentences among the senses, a row each, and what they ask, after what.

    `rows`, `asked` and `after` are as long as each other: the sentence, the column of an answer
    that it asks for, the column of the answer after which it was said.
    """

    places: Vectors
    rows: Rows
    asked: Rows
    after: Rows

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        places: Vectors,
        columns: Sequence[tuple[int, int]],
    ) -> Sequels:
        """Return those of texts with their places, and the columns asked for and come after."""
        first = {text: row for row, text in reversed([*enumerate(texts)])}
        kept = {row: number for number, row in enumerate(sorted(first.values()))}
        rows = np.array([kept[first[text]] for text in texts], np.int64)
        asked, after = np.array(columns, np.int64).reshape(-1, 2).T
        return cls(unit(places[[*kept]]), rows, asked, after)

    def likeness(self, place: Vectors, after: int, among: Rows, count: int) -> tuple[Vectors, ...]:
        """Return how like what was said after the answer `after`, and after any of `among`.

        Of each of `count` answers, the likeness of the nearest sentence that asks for it, 0 where
        there is none.
        """
        found = np.zeros((2, count), np.float32)
        pairs = np.concatenate(
            [_NONE, *(self._pairs.get(column, _NONE) for column in among.tolist())]
        )
        alike = self.places[self.rows[pairs]] @ place
        np.maximum.at(found[1], self.asked[pairs], alike)
        own = self.after[pairs] == after
        np.maximum.at(found[0], self.asked[pairs[own]], alike[own])
        return found[0], found[1]

    @cached_property
    def _pairs(self) -> Mapping[int, Rows]:
        """Where the sentences stand that were said after each answer."""
        order = np.argsort(self.after, kind="stable")
        columns, starts = np.unique(self.after[order], return_index=True)
        ends = [*starts[1:], len(order)]
        return {
            column: order[start:end]
            for column, start, end in zip(columns.tolist(), starts, ends, strict=False)
        }

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads."""
        kept = {f"next_{name}": getattr(self, name).astype(np.uint16) for name in _PARTS}
        return {**kept, "next_places": in_bytes(self.places, _STEPS)}

    @classmethod
    def load(cls, arrays: Arrays) -> Sequels:
        """Return those that were saved."""
        places = unit(arrays["next_places"].astype(np.float32))
        return cls(places, *(arrays[f"next_{name}"].astype(np.int64) for name in _PARTS))


_NONE = np.zeros(0, np.int64)
