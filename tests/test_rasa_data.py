"""Rasa's own validation of the domain, the stories and the rules."""

from __future__ import annotations

import os
import subprocess
import sys

from bot.settings import ROOT


def test_rasa_data_validate_has_no_warning() -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "rasa", "data", "validate", "--fail-on-warnings"),
            *("--domain", "bot/domain.yml", "--config", "bot/config.yml", "--data", "data"),
        ],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
