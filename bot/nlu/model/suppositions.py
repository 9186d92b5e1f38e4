"""What an answer supposes that nobody said: « Entreprise : comment faire cesser ces appels ? ».

The rarest word of the question that an answer answers, among those that neither the message nor
what came before it has, tells for whom or what it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.text.denials import keys

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Suppositions:
    """Which words stand in the question of each answer (answers × words): how rare each is."""

    places: dict[str, int]
    rarity: csr_matrix

    @classmethod
    def fit(cls, questions: Sequence[str]) -> Suppositions:
        """Return the words of the questions, in plain spelling, of the answers; "" has none."""
        words = [sorted(keys(question)) for question in questions]
        places = {word: place for place, word in enumerate(dict.fromkeys(chain(*words)))}
        columns = np.array([places[word] for own in words for word in own], np.int64)
        held = np.bincount(columns, minlength=len(places))
        rarity = np.log(len(questions) / np.maximum(held, 1)).astype(np.float32)
        ends = np.cumsum([0, *map(len, words)])
        return cls(places, csr_matrix((rarity[columns], columns, ends), (len(words), len(places))))

    def of(self, said: Iterable[str]) -> Vectors:
        """Return how rare the rarest word is that each answer supposes and no text `said` has."""
        unsaid = np.ones(len(self.places), np.float32)
        known = {word for text in said for word in keys(text)} & self.places.keys()
        unsaid[[self.places[word] for word in known]] = 0
        left = self.rarity.data * unsaid[self.rarity.indices]
        most = np.zeros(self.rarity.shape[0], np.float32)
        asking = np.flatnonzero(np.diff(self.rarity.indptr))
        if len(asking):
            most[asking] = np.maximum.reduceat(left, self.rarity.indptr[asking])
        return most

    def words(self) -> list[str]:
        """Return the words, in the order of their places."""
        return [*self.places]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads beside the words."""
        return {
            "supposed_data": self.rarity.data.astype(np.float16),
            "supposed_indices": self.rarity.indices.astype(np.uint16),
            "supposed_indptr": self.rarity.indptr,
        }

    @classmethod
    def load(
        cls, words: Sequence[str], arrays: Mapping[str, npt.NDArray[np.generic]]
    ) -> Suppositions:
        """Return those that were saved."""
        data = arrays["supposed_data"].astype(np.float32)
        indices, indptr = arrays["supposed_indices"].astype(np.int64), arrays["supposed_indptr"]
        shape = (len(indptr) - 1, len(words))
        places = {word: place for place, word in enumerate(words)}
        return cls(places, csr_matrix((data, indices, indptr), shape))
