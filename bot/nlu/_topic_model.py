"""The model that tells the topics apart: linear SVMs over n-grams, and the sentence vectors.

Pure numpy, scipy and scikit-learn: the Rasa component, the evaluation by voice and the tests use
the same class. Nothing is pickled: a model is arrays and JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu._meaning import Meaning
from bot.nlu._svms import fit_svms, from_bytes, in_bytes
from bot.nlu._views import Views

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """Messages as the model reads them: plain spelling, and vectors (n × 512).

    The vector of an example that was not encoded is zeros.
    """

    texts: list[str]
    vectors: Vectors

    def take(self, rows: npt.NDArray[np.int64]) -> Sample:
        """Return the sample of the given rows."""
        return Sample([self.texts[row] for row in rows], self.vectors[rows])


@dataclass(frozen=True)
class TopicModel:
    """One linear SVM a topic over the n-grams, to whose margins the sentence vectors add.

    `weights` is n-gram features × topics, mostly zeros since most n-grams are rare.
    """

    topics: list[str]
    views: Views
    weights: csr_matrix
    bias: Vectors
    meaning: Meaning

    @classmethod
    def fit(cls, sample: Sample, labels: list[str], seed: int, threads: int) -> TopicModel:
        """Return the model of labelled messages, the same for the same data and seed."""
        topics = sorted(set(labels))
        columns = np.searchsorted(topics, labels)
        views, grams = Views.fit(sample.texts, threads)
        weights, bias = fit_svms(grams, columns, len(topics), seed, threads)
        return cls(topics, views, weights, bias, Meaning.fit(sample.vectors, columns, len(topics)))

    def scores(self, sample: Sample) -> Vectors:
        """Return the margins of messages: one row a message, one column a topic."""
        margins = (self.views.features(sample.texts) @ self.weights).toarray() + self.bias
        return self.meaning.add(margins.astype(np.float32), sample.vectors)

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        return self.views.knows_a_word(text)

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, the weights in a byte each, and JSON."""
        np.savez_compressed(
            folder / "topic_model.npz",
            bias=self.bias,
            **in_bytes(self.weights),
            **self.meaning.arrays(),
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
                arrays["bias"].astype(np.float32),
                Meaning.from_arrays(arrays),
            )
