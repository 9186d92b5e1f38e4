"""Whether a message reacts to the answer before, and how: « à 53 ans ils me liront même pas ».

Multinomial logistic regression over the sentence vector and hashed n-grams. Pure numpy, scipy and
scikit-learn; a model is arrays and JSON.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.utils import murmurhash3_32

from bot.content.keys import (
    AGREEMENT,
    AMUSEMENT,
    DISAPPOINTMENT,
    ENTHUSIASM,
    EXPERIENCE,
    NEGATIVE_FEEDBACK,
    NO_REACTION,
    OUTRAGE,
    RELUCTANCE,
    SURPRISE,
    TRIED_ALREADY,
    WORRY,
)
from bot.nlu.model.axes import widest
from bot.nlu.model.vectors import Encoder

Vectors = npt.NDArray[np.float32]
Columns = npt.NDArray[np.int64]

# Chosen on the open half of tests/reactions, a development set.
_VECTOR_WEIGHT = 3.0  # of the sentence vector beside the n-grams
_AXES = 128  # of the sentence vector: all of it takes three times as long, and tells no more apart
_COST = 2.0  # C of the regression
_ITERATIONS = 60
_SURE_OF_TONE = 0.6  # of the probability that a message reacts at all
# Reactions alike in tone: one taken for another of its own is still met kindly.
_TONES = (
    (DISAPPOINTMENT, WORRY, OUTRAGE, RELUCTANCE, TRIED_ALREADY, NEGATIVE_FEEDBACK),
    (SURPRISE, AGREEMENT, EXPERIENCE),
    (ENTHUSIASM, AMUSEMENT),
)
_STEPS = 127  # of a byte
_LEAST_STEPS = 4  # of the weight of an n-gram: less changes no answer, and would fill the file
_HASHES = {"alternate_sign": False, "norm": "l2", "dtype": np.float32}
_CHARACTERS = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=2**15, **_HASHES)
_WORDS = HashingVectorizer(
    ngram_range=(1, 3), token_pattern=r"\w+|[?!.]+", n_features=2**14, **_HASHES
)
_characters_in, _words_in = _CHARACTERS.build_analyzer(), _WORDS.build_analyzer()
_WORDS_REMEMBERED = 2_000  # most messages are made of few words


@dataclass(frozen=True)
class ReactionModel:
    """`weights` is features × kinds, in the order of `kinds`. Texts are in their plain spelling."""

    kinds: list[str]
    mean: Vectors
    weights: Vectors
    bias: Vectors

    @classmethod
    def fit(
        cls, texts: Sequence[str], kinds: Sequence[str], encoder: Encoder, threads: int
    ) -> ReactionModel:
        """Return the model of texts and what each is: a reaction, or none."""
        vectors = encoder.encode([*texts], threads)
        mean = vectors.mean(axis=0)
        axes = widest(vectors - mean, _AXES)
        learnt = LogisticRegression(C=_COST, max_iter=_ITERATIONS, class_weight=_weights(kinds))
        learnt.fit(_features(texts, (vectors - mean) @ axes), kinds)
        of_axes, of_grams = np.split(learnt.coef_.T.astype(np.float32), [axes.shape[1]])
        weights = np.concatenate([axes @ of_axes, of_grams])
        return cls([*learnt.classes_], mean, weights, learnt.intercept_.astype(np.float32))

    def likeliest(self, text: str, encoder: Encoder) -> tuple[str, float]:
        """Return the likeliest reaction of a message, and the probability that it is any.

        The reaction is "" where its tone is in doubt: nobody in fear is told « tant mieux ».
        """
        vector = (encoder.encode([text])[0] - self.mean) * _VECTOR_WEIGHT
        columns, values = hashed(text)
        of_vectors, of_grams = np.split(self.weights, [len(vector)])
        margins = vector @ of_vectors + values @ of_grams[columns]
        likely = np.exp(margins + self.bias - (margins + self.bias).max())
        shares = dict(zip(self.kinds, (likely / likely.sum()).tolist(), strict=True))
        reacts = 1 - shares.pop(NO_REACTION)
        tones = [{kind: shares.get(kind, 0.0) for kind in tone} for tone in _TONES]
        tone = max(tones, key=lambda own: sum(own.values()))
        sure = sum(tone.values()) >= _SURE_OF_TONE * reacts
        return max(tone, key=tone.__getitem__) if sure else "", reacts

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, a byte a weight, and JSON."""
        scale = np.abs(self.weights).max(axis=0) / _STEPS
        steps = np.rint(self.weights / scale).astype(np.int8)
        grams = steps[len(self.mean) :]
        grams[np.abs(grams) < _LEAST_STEPS] = 0
        arrays = {"mean": self.mean, "bias": self.bias, "scale": scale, "weights": steps}
        np.savez_compressed(folder / "reactions.npz", **arrays)
        (folder / "reactions.json").write_text(json.dumps(self.kinds), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> ReactionModel:
        """Return the model saved in a folder."""
        kinds = json.loads((folder / "reactions.json").read_text(encoding="utf-8"))
        with np.load(folder / "reactions.npz") as arrays:
            weights = arrays["weights"].astype(np.float32) * arrays["scale"]
            return cls(kinds, arrays["mean"], weights, arrays["bias"])


def hashed(text: str) -> tuple[Columns, Vectors]:
    """Return the columns and values of the n-grams of a text, as `_features` would.

    scikit-learn makes three matrices of them, which takes longer than to encode a short message.
    """
    of_characters = chain.from_iterable(map(_columns_of_word, text.split()))
    of_words = (_column(gram, _WORDS) for gram in _words_in(text))
    (characters, values), (words, others) = map(_counted, (of_characters, of_words))
    columns = np.concatenate([characters, words + _CHARACTERS.n_features])
    return columns, np.concatenate([values, others])


@lru_cache(_WORDS_REMEMBERED)
def _columns_of_word(word: str) -> tuple[int, ...]:
    """Return the columns of the characters of a word: none go over its end."""
    return tuple(_column(gram, _CHARACTERS) for gram in _characters_in(word))


def _column(gram: str, hasher: HashingVectorizer) -> int:
    return abs(murmurhash3_32(gram, seed=0)) % int(hasher.n_features)


def _counted(columns: Iterable[int]) -> tuple[Columns, Vectors]:
    counts = Counter(columns)
    values = np.array([*counts.values()], np.float32)
    return np.array([*counts], np.int64), values / max(float(np.linalg.norm(values)), 1.0)


def _weights(kinds: Sequence[str]) -> dict[str, float]:
    """Return what a text of each kind counts: all reactions alike, and together as what is none."""
    counts = Counter(kinds)
    shares = {kind: 0.5 if kind == NO_REACTION else 0.5 / (len(counts) - 1) for kind in counts}
    return {kind: len(kinds) * share / counts[kind] for kind, share in shares.items()}


def _features(texts: Sequence[str], centred: Vectors) -> csr_matrix:
    vectors = csr_matrix(centred * _VECTOR_WEIGHT)
    return hstack([vectors, _CHARACTERS.transform(texts), _WORDS.transform(texts)]).tocsr()
