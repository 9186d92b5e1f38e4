"""The patch of Rasa's trainer, and that it is still wanted."""

from __future__ import annotations

import inspect

from rasa.engine.training import graph_trainer, hooks

from bot.training.uncached import nothing_cached


def test_rasa_digests_though_its_cache_is_off() -> None:
    """Without this the patch has no reason: let Rasa's own hook be used again."""
    source = inspect.getsource(hooks.TrainingHook.on_before_node)
    assert "calculate_fingerprint_key" in source and "MAX_CACHE_SIZE" not in source


def test_the_hook_is_rasas_again_after_the_training() -> None:
    with nothing_cached():
        assert graph_trainer.TrainingHook is not hooks.TrainingHook
    assert graph_trainer.TrainingHook is hooks.TrainingHook
