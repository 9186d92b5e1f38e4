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

from bot.nlu.model.meaning import Meaning
from bot.nlu.model.progress import announce
from bot.nlu.model.svms import fit_svms, from_bytes, in_bytes
from bot.nlu.model.vectors import Encoder
from bot.nlu.model.views import Views

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]

# Examples that are encoded at training, drawn by lot: with all of them strangers are understood no
# better, and the encoding takes ten times as long.
_MOST_ENCODED = 10_000
# Of 11,300 messages of voices left out whose best topic leads by so much, the vectors changed the
# topic of none and whether the bot is sure of seven. To such a lead they add `_MEANT` (mean).
_CLEAR = 1.0
_MEANT = 0.4


@dataclass(frozen=True)
class TopicModel:
    """One linear SVM a topic over the n-grams, to whose margins the sentence vectors add.

    `weights` is n-gram features × topics, mostly zeros since most n-grams are rare. Texts are in
    their plain spelling.
    """

    topics: list[str]
    views: Views
    weights: csr_matrix
    bias: Vectors
    meaning: Meaning

    @classmethod
    def fit(
        cls, texts: list[str], labels: list[str], encoder: Encoder, seed: int, threads: int
    ) -> TopicModel:
        """Return the model of labelled texts, the same for the same data and seed."""
        topics = sorted(set(labels))
        columns = np.searchsorted(topics, labels)
        drawn = np.random.RandomState(seed).permutation(len(texts))[:_MOST_ENCODED]
        vectors = encoder.encode([texts[row] for row in drawn], threads)
        announce("classify", 0.0)
        views, grams = Views.fit(texts, threads)
        weights, bias = fit_svms(grams, columns, len(topics), seed, threads)
        meaning = Meaning.fit(vectors, columns[drawn], len(topics))
        return cls(topics, views, weights, bias, meaning)

    def scores(self, texts: list[str], encoder: Encoder) -> Vectors:
        """Return the margins of messages: one row a message, one column a topic.

        Only a message that the n-grams leave in doubt is encoded.
        """
        grams = self.views.features(texts) @ self.weights
        margins: Vectors = (grams.toarray() + self.bias).astype(np.float32)
        second, best = np.argsort(margins, axis=1, kind="stable")[:, -2:].T
        rows = np.arange(len(texts))
        clear = margins[rows, best] - margins[rows, second] >= _CLEAR
        margins[rows[clear], best[clear]] += _MEANT
        doubtful = [texts[row] for row in rows[~clear]]
        margins[~clear] = self.meaning.add(margins[~clear], encoder.encode(doubtful))
        return margins

    def knows_a_word(self, text: str) -> bool:
        """Tell whether one word at least was in the training: others may sound like anything."""
        return self.views.knows_a_word(text)

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, the weights in a byte each, and JSON."""
        np.savez_compressed(
            folder / "topic_model.npz",
            bias=self.bias,
            **in_bytes(self.weights, self.views.from_common),
            **self.meaning.arrays(),
            **self.views.arrays(),
        )
        text = json.dumps({"topics": self.topics}, ensure_ascii=False)
        (folder / "topic_model.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Return the model saved in a folder."""
        document = json.loads((folder / "topic_model.json").read_text(encoding="utf-8"))
        with np.load(folder / "topic_model.npz") as arrays:
            views = Views.load(arrays)
            weights = from_bytes(arrays, views.from_common)
            bias, meaning = arrays["bias"].astype(np.float32), Meaning.from_arrays(arrays)
        return cls(document["topics"], views, weights, bias, meaning)
