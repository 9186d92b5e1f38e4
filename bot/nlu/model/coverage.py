"""How much of the words and concepts of a message each answer has: rare ones count most.

Some stand somewhere in an answer, some in most questions that ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from bot.nlu.model.packing import from_planes, from_steps, in_planes, in_steps
from bot.nlu.model.thesaurus import thesaurus

Vectors = npt.NDArray[np.float32]

_WORDS: dict[str, object] = {"token_pattern": r"\w\w+", "dtype": np.float32}
_split = CountVectorizer(**_WORDS).build_analyzer()
_UNKNOWN = 0.7  # how rare a word is that no answer has, as a share of the rarest
_REMEMBERED = 64  # texts, 33 kB each
_USUAL, _STEPS = 3, 8  # a word of one question in three is as usual as can be told, in steps
_LEAST_WORDS = 4.0  # the sum of rarities under which a message is too short to be covered whole


@dataclass(frozen=True)
class Coverage:
    """Which answers have each word, and how rare each word is.

    `has` is words × answers, 1 or 0; `usual`, as its data, are eighths: of the questions that ask
    for the answer a third or more have the word (8), or fewer, or none (0).
    """

    places: dict[str, int]
    has: csr_matrix
    usual: npt.NDArray[np.uint8]
    rarity: Vectors

    @classmethod
    def fit(
        cls, texts: Sequence[str], answers: Sequence[int], count: int, questions: int
    ) -> Coverage:
        """Return the words of texts in plain spelling, each of the answer at its place.

        The first of them, so many, are questions.
        """
        counter = CountVectorizer(**_WORDS)
        counts = counter.fit_transform(thesaurus().read_both(text) for text in texts)
        ones = np.ones(len(texts), np.float32)
        member = csr_matrix((ones, (answers, np.arange(len(texts)))), shape=(count, len(texts)))
        has = csr_matrix((member @ counts > 0).astype(np.float32).T)
        has.sort_indices()
        rarity = np.log(count / np.maximum(np.asarray(has.sum(axis=1)).ravel(), 1))
        asking = member[:, :questions]
        asked = csr_matrix((asking @ (counts[:questions] > 0).astype(np.float32)).T)
        number = np.maximum(np.asarray(asking.sum(axis=1)).ravel(), 1)
        share = csr_matrix(asked.multiply(1 / number)) + has  # so that the same places are kept
        share.sort_indices()
        usual = np.rint(np.minimum(_USUAL * (share.data - 1), 1) * _STEPS).astype(np.uint8)
        return cls(counter.vocabulary_, has, usual, rarity.astype(np.float32))

    def covered(self, text: str) -> Vectors:
        """Return how much of the words of a text each answer has, from 0 to 1."""
        return self._covered(text)[0]

    def usual_in(self, text: str) -> Vectors:
        """Return how rare the words of a text are, all together, that are usual in the questions
        for each answer."""
        return self._covered(text)[1]

    @cached_property
    def _covered(self) -> Callable[[str], tuple[Vectors, Vectors]]:
        # What was said and asked before is read again with a message.
        return lru_cache(_REMEMBERED)(self._cover)

    def _cover(self, text: str) -> tuple[Vectors, Vectors]:
        words = set(_split(thesaurus().read_both(text)))
        known = [self.places[word] for word in words if word in self.places]
        unknown = (len(words) - len(known)) * _UNKNOWN * np.log(self.has.shape[1])
        total = max(float(self.rarity[known].sum() + unknown), _LEAST_WORDS)
        # By hand: scipy takes ten times as long to make the matrices of one message.
        ends = self.has.indptr
        own = [slice(ends[place], ends[place + 1]) for place in known]
        answers = [self.has.indices[each] for each in own]
        rarity = np.repeat(self.rarity[known], [len(each) for each in answers])
        held = np.concatenate([*answers, np.zeros(0, np.int32)])
        usual = np.concatenate([*(self.usual[each] for each in own), np.zeros(0, np.uint8)])
        count = self.has.shape[1]
        share = np.bincount(held, rarity, count) / total
        of_questions = np.bincount(held, rarity * usual / _STEPS, count)
        return share.astype(np.float32), of_questions.astype(np.float32)

    def vocabulary(self) -> list[str]:
        """Return the words, in the order of their places."""
        return sorted(self.places, key=self.places.__getitem__)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `load` reads beside the words."""
        return {
            "words_steps": in_planes(in_steps(self.has.indices, self.has.indptr)),
            "words_indptr": self.has.indptr,
            "words_usual": self.usual,
            "words_answers": np.array(self.has.shape[1]),
            "words_rarity": self.rarity.astype(np.float16),
        }

    @classmethod
    def load(cls, words: list[str], arrays: Mapping[str, npt.NDArray[np.generic]]) -> Coverage:
        """Return the words that were saved."""
        steps, indptr = from_planes(arrays["words_steps"].astype(np.uint8)), arrays["words_indptr"]
        indices = from_steps(steps, indptr.astype(np.int32)).astype(np.int32)
        shape = (len(words), int(arrays["words_answers"]))
        has = csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=shape)
        places = {word: place for place, word in enumerate(words)}
        usual = arrays["words_usual"].astype(np.uint8)
        return cls(places, has, usual, arrays["words_rarity"].astype(np.float32))
