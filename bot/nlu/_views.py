"""The n-grams of a message, read in several ways: its characters, words, sounds and concepts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu._thesaurus import thesaurus
from bot.nlu._words import phonetic, without_accents

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

_WORDS: dict[str, object] = {"ngram_range": (1, 2), "token_pattern": r"\w+"}
# Name -> the n-grams looked at. Figures of each in docs/understanding.md.
_GRAMS: dict[str, dict[str, object]] = {
    "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
    "concepts": _WORDS,
    "sounds": _WORDS,
    "words": _WORDS,
}
_NO_GRAM = 1e-9  # the norm of a text of which nothing is known: its features stay none


@dataclass(frozen=True)
class _View:
    """One way to read: `analyse` gives the n-grams of a text, `offset` is the first one's place."""

    vocabulary: dict[str, int]
    analyse: Callable[[str], list[str]]
    idf: Vectors
    offset: int


class Views:
    """Weighed n-grams of all views side by side: each view's are a vector of length one."""

    def __init__(self, vocabularies: dict[str, dict[str, int]], idfs: dict[str, Vectors]) -> None:
        self._views: dict[str, _View] = {}
        self.width = 0
        for name, vocabulary in vocabularies.items():
            analyse = _vectoriser(name).build_analyzer()
            self._views[name] = _View(vocabulary, analyse, idfs[name], self.width)
            self.width += len(vocabulary)

    @classmethod
    def fit(cls, texts: list[str], threads: int) -> tuple[Views, csr_matrix]:
        """Return the views of all n-grams of `texts` in plain spelling, and their features."""
        fitted = Parallel(threads)(delayed(_fit)(name, texts) for name in _GRAMS)
        vectorisers = {
            name: vectoriser for name, (vectoriser, _) in zip(_GRAMS, fitted, strict=True)
        }
        views = cls(
            {name: v.vocabulary_ for name, v in vectorisers.items()},
            {name: v.idf_.astype(np.float32) for name, v in vectorisers.items()},
        )
        return views, hstack([features for _, features in fitted]).tocsr()

    def features(self, texts: list[str]) -> csr_matrix:
        """Return the features of texts, texts × width, as those of the texts of `fit`.

        `TfidfVectorizer.transform` would multiply two matrices as wide as the vocabulary: four
        times as long for one message.
        """
        found = [self._features(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in found)])
        places, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return csr_matrix((values, places, ends), shape=(len(texts), self.width))

    def _features(self, text: str) -> tuple[Places, Vectors]:
        found = [_weigh(view, _read(name, text)) for name, view in self._views.items()]
        places, values = zip(*found, strict=True)
        return np.concatenate(places), np.concatenate(values)

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        words = re.findall(r"\w\w+", without_accents(text))
        vocabulary = self._views["words"].vocabulary
        return any(word in vocabulary for word in words) or not words

    def vocabularies(self) -> dict[str, list[str]]:
        """Return the n-grams of each view, in the order of their features."""
        vocabularies = {name: view.vocabulary for name, view in self._views.items()}
        return {name: sorted(v, key=v.__getitem__) for name, v in vocabularies.items()}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `load` reads beside the vocabularies."""
        return {f"idf_{name}": view.idf.astype(np.float16) for name, view in self._views.items()}

    @classmethod
    def load(
        cls, vocabularies: dict[str, list[str]], arrays: Mapping[str, npt.NDArray[Any]]
    ) -> Views:
        """Return the views that were saved."""
        return cls(
            {n: {g: place for place, g in enumerate(grams)} for n, grams in vocabularies.items()},
            {name: arrays[f"idf_{name}"].astype(np.float32) for name in vocabularies},
        )


def _vectoriser(name: str) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_GRAMS[name])


def _fit(name: str, texts: list[str]) -> tuple[TfidfVectorizer, csr_matrix]:
    vectoriser = _vectoriser(name)
    return vectoriser, vectoriser.fit_transform([_read(name, text) for text in texts])


def _read(name: str, text: str) -> str:
    if name == "concepts":
        return thesaurus().read(text)
    return phonetic(text) if name == "sounds" else without_accents(text)


def _weigh(view: _View, text: str) -> tuple[Places, Vectors]:
    counts = Counter(filter(view.vocabulary.__contains__, view.analyse(text)))
    places = np.array([view.vocabulary[gram] for gram in counts], dtype=np.int64)
    weights = (1 + np.log(np.array([*counts.values()], np.float32))) * view.idf[places]
    return places + view.offset, weights / max(float(np.linalg.norm(weights)), _NO_GRAM)
