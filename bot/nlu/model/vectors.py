"""The vectors of sentences, by the universal sentence encoder.

Without Rasa: the processes that encode at training would wait for it longer than they work.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from bot.nlu.model.forward import ForwardPass
from bot.nlu.model.progress import announce

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512  # of the universal sentence encoder, multilingual v3
_BATCH = 512  # sentences that a process is handed at once
_FEW = 6  # texts at most that a message is read as: those of the message before are remembered
_REMEMBERED = 512
_remembered: dict[str, Vectors] = {}


class Encoder:
    """Turns texts into vectors of their meaning; another one can stand in its place."""

    def encode(self, texts: list[str], workers: int = 1) -> Vectors:
        """Return the unit vectors of `texts`, one row each, by `workers` processes."""
        return encode(texts, workers)

    def fingerprint(self) -> str:
        """Return what tells one encoder from another, for Rasa's cache of what was trained."""
        return type(self).__qualname__


def encode(texts: list[str], workers: int = 1) -> Vectors:
    """Return the unit vectors of `texts`, one row each, by `workers` processes."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    if len(texts) <= _FEW:
        return _encode_few(texts)
    distinct = dict.fromkeys(texts)
    if len(distinct) < len(texts):
        places = {text: place for place, text in enumerate(distinct)}
        return encode([*distinct], workers)[[places[text] for text in texts]]
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    if len(batches) == 1:
        return _encode_batch(texts)
    encoded = Parallel(workers, return_as="generator")(delayed(_encode_batch)(b) for b in batches)
    vectors = []
    for number, batch in enumerate(encoded, start=1):
        vectors.append(batch)
        announce("encode", number / len(batches))
    return np.vstack(vectors)


def _encode_few(texts: list[str]) -> Vectors:
    """Encode together those that are new: three of them cost two thirds of one by one."""
    found = {text: _remembered.pop(text) for text in {*texts} & _remembered.keys()}
    new = [text for text in dict.fromkeys(texts) if text not in found]
    if new:
        found.update(zip(new, _encode_batch(new), strict=True))
    _remembered.update(found)  # at the end: the first are those that were asked for longest ago
    for text in list(_remembered)[:-_REMEMBERED]:
        del _remembered[text]
    return np.stack([found[text] for text in texts])


def _encode_batch(texts: list[str]) -> Vectors:
    vectors: Vectors = _encoder().encode(texts)
    return vectors


@lru_cache(maxsize=1)
def _encoder() -> ForwardPass:
    return ForwardPass()
