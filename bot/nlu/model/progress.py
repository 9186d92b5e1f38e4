"""How far the training is: the components announce it, `bot.training.train` shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, float], None]

_listeners: list[Listener] = []


def announce(stage: str, done: float) -> None:
    """Tell that a stage is `done`, from 0 to 1."""
    for listener in _listeners:
        listener(stage, done)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener` with every stage announced within the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
