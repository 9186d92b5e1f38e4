"""The model that tells the topics apart: linear SVMs over n-grams, concepts and sentence vectors.

Pure numpy, scipy and scikit-learn: the Rasa component, the evaluation by voice and the tests use
the same class. Nothing is pickled: a model is arrays and JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack

from bot.nlu._neighbours import Neighbours
from bot.nlu._svms import fit_svms, from_bytes, in_bytes
from bot.nlu._views import Views

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]

# Principal components of the sentence vectors, and their weight beside the n-grams: with many
# voices to learn from, words tell more than the vectors do.
_DENSE_DIMENSIONS = 256
_DENSE_WEIGHT = 0.7
# Of those, the ones that tell which example is nearest, and what its nearness adds to the margins
# of the topics that have a chance.
_NEAR_DIMENSIONS = 128
_NEAR_WEIGHT = 1.5
_RIVALS = 10


@dataclass(frozen=True)
class Sample:
    """Messages as the model reads them: plain spelling, and vectors (n × 512)."""

    texts: list[str]
    vectors: Vectors

    def take(self, rows: npt.NDArray[np.int64]) -> Sample:
        """Return the sample of the given rows."""
        return Sample([self.texts[row] for row in rows], self.vectors[rows])


@dataclass(frozen=True)
class TopicModel:
    """One linear SVM a topic; `scores` are their signed margins, and more for a near example.

    `weights` is n-gram features × topics, mostly zeros since most n-grams are rare; `dense` is
    components × topics.
    """

    topics: list[str]
    views: Views
    weights: csr_matrix
    dense: Vectors
    bias: Vectors
    mean: Vectors
    components: Vectors
    neighbours: Neighbours

    @classmethod
    def fit(cls, sample: Sample, labels: list[str], seed: int, threads: int) -> TopicModel:
        """Return the model of labelled messages, the same for the same data and seed."""
        views, grams = Views.fit(sample.texts, threads)
        mean = sample.vectors.mean(axis=0)
        components = _principal_components(sample.vectors - mean)
        dense = (sample.vectors - mean) @ components
        features = hstack([grams, csr_matrix(dense)]).tocsr().astype(np.float64)
        features.sort_indices()
        topics = sorted(set(labels))
        weights, bias = fit_svms(features, np.array(labels), topics, seed, threads)
        columns = np.searchsorted(topics, labels)
        return cls(
            topics,
            views,
            weights[: views.width],
            weights[views.width :].toarray(),
            bias,
            mean,
            components,
            Neighbours.fit(dense[:, :_NEAR_DIMENSIONS], columns, len(topics)),
        )

    def scores(self, sample: Sample) -> Vectors:
        """Return the margins of messages: one row a message, one column a topic."""
        margins = (self.views.features(sample.texts) @ self.weights).toarray()
        dense = (sample.vectors - self.mean) @ self.components
        scores: Vectors = (margins + dense @ self.dense + self.bias).astype(np.float32)
        for row, vector in zip(scores, dense[:, :_NEAR_DIMENSIONS], strict=True):
            rivals = np.argsort(-row, kind="stable")[:_RIVALS]
            row[rivals] += _NEAR_WEIGHT * self.neighbours.similarity(vector, rivals)
        return scores

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        return self.views.knows_a_word(text)

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, the weights in a byte each, and JSON."""
        np.savez_compressed(
            folder / "topic_model.npz",
            dense=self.dense.astype(np.float16),
            bias=self.bias,
            mean=self.mean.astype(np.float16),
            components=self.components.astype(np.float16),
            **in_bytes(self.weights),
            **self.neighbours.arrays(),
            **self.views.arrays(),
        )
        document = {"topics": self.topics, "vocabularies": self.views.vocabularies()}
        text = json.dumps(document, ensure_ascii=False)
        (folder / "topic_model.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Return the model saved in a folder."""
        document = json.loads((folder / "topic_model.json").read_text(encoding="utf-8"))
        with np.load(folder / "topic_model.npz") as arrays:
            return cls(
                document["topics"],
                Views.load(document["vocabularies"], arrays),
                from_bytes(arrays),
                arrays["dense"].astype(np.float32),
                arrays["bias"].astype(np.float32),
                arrays["mean"].astype(np.float32),
                arrays["components"].astype(np.float32),
                Neighbours.from_arrays(arrays),
            )


def _principal_components(centred: Vectors) -> Vectors:
    _, _, axes = np.linalg.svd(centred.T.astype(np.float64) @ centred, hermitian=True)
    components: Vectors = _DENSE_WEIGHT * axes[:_DENSE_DIMENSIONS].T.astype(np.float32)
    return components
