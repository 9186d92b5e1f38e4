"""A trained model is the account's own: it holds what was learnt, and is loaded as code is."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.training import train
from tests.conftest import settings_in


def test_others_cannot_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trained(models: Path, progress: object) -> Path:
        made = models / "in_training.tar.gz"
        made.write_bytes(b"a model")
        made.chmod(0o644)
        return made

    monkeypatch.setattr(train, "_trained_by_rasa", trained)
    monkeypatch.setattr("bot.training.ahead.encoded_questions", lambda *_: [])
    model = train.train(settings_in(tmp_path), lambda stage, share: None)
    assert stat.S_IMODE(model.stat().st_mode) == 0o600
