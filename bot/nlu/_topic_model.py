"""The model that tells the topics apart: linear SVMs over n-grams, concepts and sentence vectors.

Pure numpy, scipy and scikit-learn: the Rasa component, the evaluation by voice and the tests use
the same class. Nothing is pickled: a model is arrays and JSON.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags, hstack, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.nlu._neighbours import Neighbours
from bot.nlu._thesaurus import thesaurus
from bot.nlu._words import phonetic, without_accents

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]

_WORDS: dict[str, object] = {"ngram_range": (1, 2), "token_pattern": r"\w+"}
# Name -> how a text is read there. Figures of each in docs/understanding.md.
_VIEWS: dict[str, dict[str, object]] = {
    "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
    "concepts": _WORDS,
    "sounds": _WORDS,
    "words": _WORDS,
}
# Principal components of the sentence vectors, and their weight beside the n-grams: with many
# voices to learn from, words tell more than the vectors do.
_DENSE_DIMENSIONS = 256
_DENSE_WEIGHT = 0.7
# Of those, the ones that tell which example is nearest, and what its nearness adds to the margins
# of the topics that have a chance.
_NEAR_DIMENSIONS = 128
_NEAR_WEIGHT = 1.5
_RIVALS = 10
_MARGIN_COST = 1.0  # C of the SVMs: 0.3 and 2 lose a little on unseen voices
# In the file a weight is a whole number of steps, 127 for the greatest of its topic. Those of fewer
# steps move one message in a thousand, and are a seventh of the file.
_LEAST_STEPS = 1.5
_NO_GRAM = 1e-9  # the norm of a text of which nothing is known: its features stay none
_TOLERANCE = 1e-2  # as right on unheard voices as 1e-4
# Only the examples near its margin make an SVM. A rough one, of this share of all examples, finds
# the like share of the others' examples that are nearest; a second one finds those still missed.
# The third is the SVM of all examples, in two thirds of the time.
_SHARE = 0.08
_FEWEST = 2_000  # examples from which a share is worth it: a bot's first ones are all read
_ROUGH_TOLERANCE = 0.1


@dataclass(frozen=True)
class Sample:
    """Messages as the model reads them: plain spelling, and vectors (n × 512)."""

    texts: list[str]
    vectors: Vectors

    def take(self, rows: npt.NDArray[np.int64]) -> Sample:
        """Return the sample of the given rows."""
        return Sample([self.texts[row] for row in rows], self.vectors[rows])


class TopicModel:
    """One linear SVM a topic; `scores` are their signed margins, and more for a near example.

    `weights` is n-gram features × topics, mostly zeros since most n-grams are rare; `dense` is
    dimensions × topics.
    """

    def __init__(
        self,
        topics: list[str],
        vectorisers: dict[str, TfidfVectorizer],
        weights: csr_matrix,
        dense: Vectors,
        bias: Vectors,
        mean: Vectors,
        components: Vectors,
        neighbours: Neighbours,
    ) -> None:
        self.topics = topics
        self._vectorisers = vectorisers
        self._weights = weights
        self._dense = dense
        self._bias = bias
        self._mean = mean
        self._components = components
        self._neighbours = neighbours
        self._views = list(_views(vectorisers))

    @classmethod
    def fit(cls, sample: Sample, labels: list[str], seed: int, threads: int) -> TopicModel:
        """Return the model of labelled messages, the same for the same data and seed."""
        fitted = Parallel(threads)(delayed(_fit_view)(name, sample.texts) for name in _VIEWS)
        vectorisers = {name: view for name, (view, _) in zip(_VIEWS, fitted, strict=True)}
        mean = sample.vectors.mean(axis=0)
        components = _principal_components(sample.vectors - mean)
        dense = (sample.vectors - mean) @ components
        matrices = [matrix for _, matrix in fitted]
        features = hstack([*matrices, csr_matrix(dense)]).tocsr().astype(np.float64)
        features.sort_indices()
        topics = sorted(set(labels))
        weights, bias = _fit_svms(features, np.array(labels), topics, seed, threads)
        split = features.shape[1] - dense.shape[1]
        columns = np.searchsorted(topics, labels)
        neighbours = Neighbours.fit(dense[:, :_NEAR_DIMENSIONS], columns, len(topics))
        return cls(
            topics,
            vectorisers,
            weights[:split],
            weights[split:].toarray(),
            bias,
            mean,
            components,
            neighbours,
        )

    def scores(self, sample: Sample) -> Vectors:
        """Return the margins of messages: one row a message, one column a topic."""
        found = [self._features(text) for text in sample.texts]
        ends = np.cumsum([0, *(len(positions) for positions, _ in found)])
        positions, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
        shape = (len(found), self._weights.shape[0])
        margins = (csr_matrix((values, positions, ends), shape=shape) @ self._weights).toarray()
        dense = (sample.vectors - self._mean) @ self._components
        scores: Vectors = (margins + dense @ self._dense + self._bias).astype(np.float32)
        for row, vector in zip(scores, dense[:, :_NEAR_DIMENSIONS], strict=True):
            rivals = np.argsort(-row, kind="stable")[:_RIVALS]
            row[rivals] += _NEAR_WEIGHT * self._neighbours.similarity(vector, rivals)
        return scores

    def _features(self, text: str) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Return where the n-grams of a text are among the features, and their weights there.

        As `TfidfVectorizer.transform` of each view, whose product of two matrices as wide as the
        vocabulary takes four times as long for one message.
        """
        positions, values = [], []
        for view in self._views:
            counts = Counter(filter(view.position.__contains__, view.grams(text)))
            places = np.array([view.position[gram] for gram in counts], dtype=np.int64)
            weights = (1 + np.log(np.array([*counts.values()], np.float32))) * view.idf[places]
            positions.append(places + view.offset)
            values.append(weights / max(float(np.linalg.norm(weights)), _NO_GRAM))
        return np.concatenate(positions), np.concatenate(values)

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        words = re.findall(r"\w\w+", without_accents(text))
        vocabulary = self._vectorisers["words"].vocabulary_
        return any(word in vocabulary for word in words) or not words

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, the weights in a byte each, and JSON."""
        small, scale = _in_bytes(self._weights)
        np.savez_compressed(
            folder / "topic_model.npz",
            weights=small.data,
            columns=small.indices.astype(np.min_scalar_type(len(self.topics))),
            lengths=np.diff(small.indptr).astype(np.min_scalar_type(len(self.topics))),
            scale=scale,
            dense=self._dense.astype(np.float16),
            bias=self._bias,
            mean=self._mean.astype(np.float16),
            components=self._components.astype(np.float16),
            **self._neighbours.arrays(),
            **{f"idf_{name}": v.idf_.astype(np.float16) for name, v in self._vectorisers.items()},
        )
        vocabularies = {
            name: sorted(v.vocabulary_, key=v.vocabulary_.__getitem__)
            for name, v in self._vectorisers.items()
        }
        document = {"topics": self.topics, "vocabularies": vocabularies}
        text = json.dumps(document, ensure_ascii=False)
        (folder / "topic_model.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Return the model saved in a folder."""
        document = json.loads((folder / "topic_model.json").read_text(encoding="utf-8"))
        with np.load(folder / "topic_model.npz") as arrays:
            vectorisers = {}
            for name, words in document["vocabularies"].items():
                vectoriser = _vectoriser(name)
                vectoriser.vocabulary = {word: index for index, word in enumerate(words)}
                vectoriser.idf_ = arrays[f"idf_{name}"].astype(np.float64)
                vectorisers[name] = vectoriser
            return cls(
                document["topics"],
                vectorisers,
                _from_bytes(arrays, len(document["topics"])),
                arrays["dense"].astype(np.float32),
                arrays["bias"].astype(np.float32),
                arrays["mean"].astype(np.float32),
                arrays["components"].astype(np.float32),
                Neighbours.from_arrays(arrays),
            )


def _vectoriser(name: str) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_VIEWS[name])


def _fit_view(name: str, texts: list[str]) -> tuple[TfidfVectorizer, csr_matrix]:
    vectoriser = _vectoriser(name)
    return vectoriser, vectoriser.fit_transform(_read(name, texts))


def _read(view: str, texts: list[str]) -> list[str]:
    return [_READINGS.get(view, without_accents)(text) for text in texts]


@dataclass(frozen=True)
class _View:
    """What one message needs of a fitted vectoriser; `offset` is its first feature's place."""

    grams: Callable[[str], list[str]]
    position: dict[str, int]
    idf: Vectors
    offset: int


def _views(vectorisers: dict[str, TfidfVectorizer]) -> Iterator[_View]:
    offset = 0
    for name, vectoriser in vectorisers.items():
        read, analyse = _READINGS.get(name, without_accents), vectoriser.build_analyzer()
        idf = vectoriser.idf_.astype(np.float32)
        yield _View(partial(_grams, read, analyse), vectoriser.vocabulary_, idf, offset)
        offset += len(idf)


def _grams(read: Callable[[str], str], analyse: Callable[[str], list[str]], text: str) -> list[str]:
    return analyse(read(text))


def _in_concepts(text: str) -> str:
    return thesaurus().read(text)


_READINGS = {"concepts": _in_concepts, "sounds": phonetic}


def _principal_components(centred: Vectors) -> Vectors:
    _, _, axes = np.linalg.svd(centred.T.astype(np.float64) @ centred, hermitian=True)
    components: Vectors = _DENSE_WEIGHT * axes[:_DENSE_DIMENSIONS].T.astype(np.float32)
    return components


def _fit_svms(
    features: csr_matrix,
    labels: npt.NDArray[np.str_],
    topics: list[str],
    seed: int,
    threads: int,
) -> tuple[csr_matrix, Vectors]:
    share = min(1.0, max(_SHARE, _FEWEST / len(labels)))
    first = np.random.RandomState(seed).rand(len(labels)) < share
    # Processes, not threads: liblinear draws its random numbers from one generator a process, and
    # threads that share it make a model that no seed repeats.
    fitted = Parallel(threads)(
        delayed(_fit_svm)(features, labels == topic, first, share, seed) for topic in topics
    )
    weights = vstack([coefficients for coefficients, _ in fitted]).T.tocsr()
    return weights, np.array([intercept for _, intercept in fitted], dtype=np.float32)


def _fit_svm(
    features: csr_matrix,
    is_topic: npt.NDArray[np.bool_],
    first: npt.NDArray[np.bool_],
    share: float,
    seed: int,
) -> tuple[csr_matrix, float]:
    def fit(rows: npt.NDArray[np.bool_], tolerance: float) -> LinearSVC:
        svm = LinearSVC(C=_MARGIN_COST, random_state=seed, tol=tolerance)
        return svm.fit(features[rows], is_topic[rows])

    margins = fit(is_topic | first, _ROUGH_TOLERANCE).decision_function(features)
    near = is_topic | (margins >= np.quantile(margins[~is_topic], 1 - share))
    near |= fit(near, _ROUGH_TOLERANCE).decision_function(features) > -1
    svm = fit(near, _TOLERANCE)
    return csr_matrix(svm.coef_.astype(np.float32)), float(svm.intercept_[0])


def _in_bytes(weights: csr_matrix) -> tuple[csr_matrix, Vectors]:
    """Return weights as whole numbers from -127 to 127, and what one is worth for each topic."""
    scale = np.maximum(abs(weights).max(axis=0).toarray()[0] / 127, 1e-9).astype(np.float32)
    small = csr_matrix(weights @ diags(1 / scale))
    small.data[np.abs(small.data) < _LEAST_STEPS] = 0
    small.data = np.rint(small.data).astype(np.int8)
    small.eliminate_zeros()
    return small, scale


def _from_bytes(arrays: Mapping[str, npt.NDArray[Any]], topics: int) -> csr_matrix:
    ends = np.concatenate([[0], np.cumsum(arrays["lengths"], dtype=np.int64)])
    columns = arrays["columns"].astype(np.int32)
    values = arrays["weights"].astype(np.float32) * arrays["scale"][columns]
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, topics))
