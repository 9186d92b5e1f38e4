"""The model that tells the topics apart: linear SVMs over n-grams, sounds and sentence vectors.

Pure numpy, scipy and scikit-learn: the Rasa component, the evaluation by voice and the tests use
the same class. Nothing is pickled: a model is arrays and JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.nlu._words import phonetic, without_accents

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]

_WORDS: dict[str, object] = {"ngram_range": (1, 2), "token_pattern": r"\w+"}
# Name -> settings and reading of the text. Figures of each in docs/understanding.md.
_VIEWS: dict[str, dict[str, object]] = {
    "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
    "words": _WORDS,
    "sounds": _WORDS,
}
# Principal components of the sentence vectors, and their weight beside the n-grams: as good as all
# 512 on unheard voices, and half the features that the SVMs read.
_DENSE_DIMENSIONS = 128
_DENSE_WEIGHT = 1.41
_MARGIN_COST = 0.5  # C of the SVMs: 0.25 and 1 lose a little on unseen voices
_TOLERANCE = 1e-2  # as right on unheard voices as 1e-4
# The best features by weight: the rest moves no decision and would double the model file.
_KEPT_FEATURES = 120_000


@dataclass(frozen=True)
class Sample:
    """Messages as the model reads them: plain spelling, and vectors (n × 512)."""

    texts: list[str]
    vectors: Vectors

    def take(self, rows: npt.NDArray[np.int64]) -> Sample:
        """Return the sample of the given rows."""
        return Sample([self.texts[row] for row in rows], self.vectors[rows])


class TopicModel:
    """One linear SVM a topic; `scores` are their signed margins.

    `weights` is features × topics: the n-gram features that were kept, then the dense ones.
    """

    def __init__(
        self,
        topics: list[str],
        vectorisers: dict[str, TfidfVectorizer],
        kept: npt.NDArray[np.int64],
        weights: Vectors,
        bias: Vectors,
        mean: Vectors,
        components: Vectors,
    ) -> None:
        self.topics = topics
        self._vectorisers = vectorisers
        self._kept = kept
        self._weights = weights
        self._bias = bias
        self._mean = mean
        self._components = components
        width = sum(len(v.vocabulary_) for v in vectorisers.values())
        self._position = np.full(width, -1, dtype=np.int64)
        self._position[kept] = np.arange(len(kept))

    @classmethod
    def fit(cls, sample: Sample, labels: list[str], seed: int, threads: int) -> TopicModel:
        """Return the model of labelled messages, the same for the same data and seed."""
        vectorisers = {name: _vectoriser(name) for name in _VIEWS}
        sparse = hstack(
            [v.fit_transform(_read(name, sample.texts)) for name, v in vectorisers.items()]
        ).tocsr()
        mean = sample.vectors.mean(axis=0)
        components = _principal_components(sample.vectors - mean)
        dense = (sample.vectors - mean) @ components
        features = hstack([sparse, csr_matrix(dense)]).tocsr().astype(np.float64)
        features.sort_indices()
        topics = sorted(set(labels))
        weights, bias = _fit_svms(features, np.array(labels), topics, seed, threads)
        kept = _strongest(weights[: sparse.shape[1]])
        dense_rows = np.arange(sparse.shape[1], features.shape[1])
        chosen = weights[np.concatenate([kept, dense_rows])]
        return cls(topics, vectorisers, kept, chosen, bias, mean, components)

    def scores(self, sample: Sample) -> Vectors:
        """Return the margins of messages: one row a message, one column a topic."""
        sparse = hstack(
            [v.transform(_read(name, sample.texts)) for name, v in self._vectorisers.items()]
        ).tocsr()
        dense = (sample.vectors - self._mean) @ self._components
        split = len(self._kept)
        result = dense @ self._weights[split:] + self._bias
        for row in range(sparse.shape[0]):
            span = slice(sparse.indptr[row], sparse.indptr[row + 1])
            positions = self._position[sparse.indices[span]]
            known = positions >= 0
            result[row] += sparse.data[span][known] @ self._weights[positions[known]]
        scores: Vectors = result.astype(np.float32)
        return scores

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        words = re.findall(r"\w\w+", without_accents(text))
        vocabulary = self._vectorisers["words"].vocabulary_
        return any(word in vocabulary for word in words) or not words

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays in half precision, vocabularies as JSON."""
        np.savez_compressed(
            folder / "topic_model.npz",
            kept=self._kept.astype(np.uint32),
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            mean=self._mean.astype(np.float16),
            components=self._components.astype(np.float16),
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
                arrays["kept"].astype(np.int64),
                arrays["weights"].astype(np.float32),
                arrays["bias"].astype(np.float32),
                arrays["mean"].astype(np.float32),
                arrays["components"].astype(np.float32),
            )


def _vectoriser(name: str) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_VIEWS[name])


def _read(view: str, texts: list[str]) -> list[str]:
    return [phonetic(text) if view == "sounds" else without_accents(text) for text in texts]


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
) -> tuple[Vectors, Vectors]:
    # Processes, not threads: liblinear draws its random numbers from one generator a process, and
    # threads that share it make a model that no seed repeats.
    fitted = Parallel(threads)(delayed(_fit_svm)(features, labels == t, seed) for t in topics)
    weights = np.stack([coefficients for coefficients, _ in fitted], axis=1)
    return weights, np.array([intercept for _, intercept in fitted], dtype=np.float32)


def _fit_svm(
    features: csr_matrix, is_topic: npt.NDArray[np.bool_], seed: int
) -> tuple[Vectors, float]:
    svm = LinearSVC(C=_MARGIN_COST, random_state=seed, tol=_TOLERANCE)
    svm.fit(features, is_topic)
    return svm.coef_[0].astype(np.float32), float(svm.intercept_[0])


def _strongest(weights: Vectors) -> npt.NDArray[np.int64]:
    strength = np.square(weights).sum(axis=1)
    order = np.argsort(-strength, kind="stable")[:_KEPT_FEATURES]
    return np.sort(order)
