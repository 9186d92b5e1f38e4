"""The n-grams of a message, read in three ways: its characters, sounds, and words as concepts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from bot.nlu.model.packing import from_fronts, in_fronts
from bot.nlu.model.thesaurus import thesaurus
from bot.text.words import phonetic, without_accents

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

_CHARACTERS, _CONCEPTS, _SOUNDS = "characters", "concepts", "sounds"
_WORD = re.compile(r"\w+")
_WORDS: dict[str, object] = {"ngram_range": (1, 2), "token_pattern": _WORD.pattern}
# Name -> the n-grams looked at, the view that takes longest to fit first. Figures of each in
# docs/trials.md.
_GRAMS: dict[str, dict[str, object]] = {
    _CONCEPTS: _WORDS,
    _CHARACTERS: {"analyzer": "char_wb", "ngram_range": (3, 4)},
    _SOUNDS: _WORDS,
}
# Texts that hold characters, for these to count: those of fewer are slips of the finger; those of
# more are two thirds of all n-grams, which the SVMs would read for nothing.
_FEWEST_TEXTS = 2
_MOST_TEXTS = 1_000
_REMEMBERED = 512  # texts: what was said and asked before is read again with a message
_WORDS_REMEMBERED = 20_000  # those of a training
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
            analyse = _counter(name).build_analyzer()
            self._views[name] = _View(vocabulary, analyse, idfs[name], self.width)
            self.width += len(vocabulary)
        self._remembered = lru_cache(_REMEMBERED)(self._features)

    @classmethod
    def fit(cls, texts: list[str], threads: int) -> tuple[Views, csr_matrix]:
        """Return the views of all n-grams of `texts` in plain spelling, and their features."""
        fitted = Parallel(threads)(delayed(_fit)(name, texts) for name in _GRAMS)
        grams, idfs, features = zip(*fitted, strict=True)
        vocabularies = {name: _places(found) for name, found in zip(_GRAMS, grams, strict=True)}
        return cls(vocabularies, dict(zip(_GRAMS, idfs, strict=True))), hstack(features).tocsr()

    def features(self, texts: list[str]) -> csr_matrix:
        """Return the features of texts, texts × width, as those of the texts of `fit`.

        `TfidfTransformer.transform` would multiply two matrices as wide as the vocabulary: four
        times as long for one message.
        """
        places, values, ends = self.read(texts)
        return csr_matrix((values, places, ends), shape=(len(texts), self.width))

    def read(self, texts: Sequence[str]) -> tuple[Places, Vectors, Places]:
        """Return the places and values of the features of texts, one after the other.

        The third is where those of each text begin, and where the last ones end.
        """
        found = [self._remembered(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in found)])
        places, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return places, values, ends

    def _features(self, text: str) -> tuple[Places, Vectors]:
        found = [_weigh(view, _read(name, text)) for name, view in self._views.items()]
        places, values = zip(*found, strict=True)
        return np.concatenate(places), np.concatenate(values)

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        words = [word for word in _read(_CONCEPTS, text).split() if len(word) > 1]
        vocabulary = self._views[_CONCEPTS].vocabulary
        return any(word in vocabulary for word in words) or not words

    @property
    def concepts(self) -> slice:
        """The places of the concepts among the features."""
        view = self._views[_CONCEPTS]
        return slice(view.offset, view.offset + len(view.vocabulary))

    @property
    def from_common(self) -> Places:
        """The places of the features, those of the most common n-grams first, as saved too."""
        idfs = [view.idf.astype(np.float16) for view in self._views.values()]
        return np.argsort(np.concatenate(idfs), kind="stable")

    def vocabularies(self) -> dict[str, list[str]]:
        """Return the n-grams of each view, in the order of their features."""
        vocabularies = {name: view.vocabulary for name, view in self._views.items()}
        return {name: sorted(v, key=v.__getitem__) for name, v in vocabularies.items()}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `load` reads.

        The n-grams are among the arrays, which are compressed fast: in JSON the archive of the
        model would compress them at its slowest, for a second and a half.
        """
        arrays: dict[str, npt.NDArray[Any]] = {}
        for name, grams in self.vocabularies().items():
            arrays[f"idf_{name}"] = self._views[name].idf.astype(np.float16)
            arrays[f"shared_{name}"], arrays[f"grams_{name}"] = in_fronts(grams)
        return arrays

    @classmethod
    def load(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Views:
        """Return the views that were saved."""
        return cls(
            {
                name: _places(from_fronts(arrays[f"shared_{name}"], arrays[f"grams_{name}"]))
                for name in _GRAMS
            },
            {name: arrays[f"idf_{name}"].astype(np.float32) for name in _GRAMS},
        )


def _counter(name: str) -> CountVectorizer:
    return CountVectorizer(dtype=np.float32, **_GRAMS[name])


def _places(grams: Iterable[str]) -> dict[str, int]:
    return {gram: place for place, gram in enumerate(grams)}


def _fit(name: str, texts: list[str]) -> tuple[list[str], Vectors, csr_matrix]:
    """Return the n-grams of a view, the idf of each, and the features of `texts`."""
    grams, counts = _count(name, [_read(name, text) for text in texts])
    weigher = TfidfTransformer(sublinear_tf=True)
    features = weigher.fit_transform(counts)
    return grams, weigher.idf_.astype(np.float32), features


def _count(name: str, texts: list[str]) -> tuple[list[str], csr_matrix]:
    if name != _CHARACTERS:
        return _count_words(texts)
    counter = _counter(name)
    # None goes over the end of a word: each word is cut once, not wherever it stands.
    words = CountVectorizer(analyzer=str.split, dtype=np.float32)
    texts_by_words = words.fit_transform(texts)
    counts = texts_by_words @ counter.fit_transform(words.get_feature_names_out())
    texts_with = counts.getnnz(axis=0)
    kept = np.flatnonzero((texts_with >= _FEWEST_TEXTS) & (texts_with <= _MOST_TEXTS))
    return list(counter.get_feature_names_out()[kept]), counts[:, kept]


def _count_words(texts: list[str]) -> tuple[list[str], csr_matrix]:
    """Return the words and pairs of words of texts as `CountVectorizer` would, in half the time."""
    numbers: dict[str, int] = {}
    read = [[numbers.setdefault(w, len(numbers)) for w in _WORD.findall(text)] for text in texts]
    words = np.fromiter(chain.from_iterable(read), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(own) for own in read])
    within = np.flatnonzero(rows[1:] == rows[:-1])
    pairs = (words[within] + 1) * len(numbers) + words[within + 1]
    codes, columns = np.unique(np.concatenate([words, pairs]), return_inverse=True)
    names = [*numbers]
    firsts, seconds = (part.tolist() for part in np.divmod(codes, max(len(names), 1)))
    grams = [
        f"{names[first - 1]} {names[second]}" if first else names[second]
        for first, second in zip(firsts, seconds, strict=True)
    ]
    ones = np.ones(len(columns), np.float32)
    where = np.concatenate([rows, rows[within]]), columns
    counts = csr_matrix((ones, where), shape=(len(texts), len(grams)))
    order = sorted(range(len(grams)), key=grams.__getitem__)
    return [grams[place] for place in order], counts[:, order]


def _read(name: str, text: str) -> str:
    if name == _CONCEPTS:
        return thesaurus().read(text)
    if name == _CHARACTERS:
        return without_accents(text)
    return " ".join(map(_sound, text.split()))


@lru_cache(_WORDS_REMEMBERED)
def _sound(word: str) -> str:
    """Return how a word sounds, which does not depend on its neighbours."""
    return phonetic(word)


def _weigh(view: _View, text: str) -> tuple[Places, Vectors]:
    counts = Counter(filter(view.vocabulary.__contains__, view.analyse(text)))
    places = np.array([view.vocabulary[gram] for gram in counts], dtype=np.int64)
    weights = (1 + np.log(np.array([*counts.values()], np.float32))) * view.idf[places]
    return places + view.offset, weights / max(float(np.linalg.norm(weights)), _NO_GRAM)
