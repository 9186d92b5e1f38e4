"""Rasa's training without the digests of a cache that is off: a patch of its trainer.

With RASA_MAX_CACHE_SIZE at 0 nothing is kept, yet what each component gets and gives is digested
for a key, which takes as long as learning it. Rasa has no seam for that: its trainer makes the hook
by name. tests/training/test_uncached.py fails once the hook asks whether there is a cache.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from rasa.engine.training import graph_trainer

_SIZE = "RASA_MAX_CACHE_SIZE"


class _Nothing(graph_trainer.TrainingHook):  # type: ignore[misc]
    """A hook that looks at nothing and keeps nothing."""

    def on_before_node(self, **asked: object) -> dict[str, object]:
        return {}

    def on_after_node(self, **asked: object) -> None:
        return None


@contextlib.contextmanager
def cache_off() -> Iterator[None]:
    """Let Rasa keep nothing of a training: its cache would stay behind in the working folder."""
    before = os.environ.get(_SIZE)
    os.environ[_SIZE] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SIZE]
        else:
            os.environ[_SIZE] = before


@contextlib.contextmanager
def nothing_cached() -> Iterator[None]:
    """Let Rasa keep nothing of a training, nor digest for it what each component gets and gives.

    Its cache knows the source of a component, not of the modules that it imports.
    """
    rasas, graph_trainer.TrainingHook = graph_trainer.TrainingHook, _Nothing
    try:
        with cache_off():
            yield
    finally:
        graph_trainer.TrainingHook = rasas
