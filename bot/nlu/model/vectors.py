"""The vectors of sentences, by the universal sentence encoder.

Without Rasa: the processes that encode at training would wait for it longer than they work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from bot.nlu.model.forward import ForwardPass
from bot.nlu.model.progress import announce

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512  # of the universal sentence encoder, multilingual v3
_BATCH = 512  # sentences that a process is handed at once
_FEW = 24  # texts at most as which a message is read: those of the one before are remembered
_REMEMBERED = 512
_remembered: dict[str, Vectors] = {}
_begun: Iterator[tuple[list[str], Vectors]] = iter(())
_ahead: dict[str, Vectors] = {}  # what has come of it


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
    for own, vectors in _begun:
        _ahead.update(zip(own, vectors, strict=True))
    new = [text for text in dict.fromkeys(texts) if text not in _ahead]
    encoded = dict(zip(new, _encode_many(new, workers), strict=True))
    return np.stack([encoded[text] if text in encoded else _ahead[text] for text in texts])


@contextmanager
def encoding_ahead(begun: Iterable[tuple[list[str], Vectors]]) -> Iterator[None]:
    """Let `encode` take what it can from `begun`, texts and their vectors as they are ready."""
    global _begun
    _begun = iter(begun)
    try:
        yield
    finally:
        _begun = iter(())
        _ahead.clear()


def _encode_many(texts: list[str], workers: int) -> list[Vectors]:
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    if len(batches) <= 1:
        return [*_encode_batch(texts)] if texts else []
    encoded = Parallel(workers, return_as="generator")(delayed(_encode_batch)(b) for b in batches)
    vectors = []
    for number, batch in enumerate(encoded, start=1):
        vectors += [*batch]
        announce("encode", number / len(batches))
    return vectors


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
