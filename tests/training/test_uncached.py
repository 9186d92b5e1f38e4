"""The patch of Rasa's trainer, and that it is still wanted."""

from __future__ import annotations

import inspect
import os

import pytest
from rasa.engine.training import graph_trainer, hooks

from bot.training.uncached import nothing_cached


def test_rasa_digests_though_its_cache_is_off() -> None:
    """Without this the patch has no reason: let Rasa's own hook be used again."""
    source = inspect.getsource(hooks.TrainingHook.on_before_node)
    assert "calculate_fingerprint_key" in source and "MAX_CACHE_SIZE" not in source


@pytest.mark.parametrize("size", [None, "1000"])
def test_the_hook_and_the_cache_are_as_before_after_the_training(
    size: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RASA_MAX_CACHE_SIZE", raising=False)
    if size:
        monkeypatch.setenv("RASA_MAX_CACHE_SIZE", size)
    with nothing_cached():
        assert graph_trainer.TrainingHook is not hooks.TrainingHook
        assert os.environ["RASA_MAX_CACHE_SIZE"] == "0"
    assert graph_trainer.TrainingHook is hooks.TrainingHook
    assert os.environ.get("RASA_MAX_CACHE_SIZE") == size
