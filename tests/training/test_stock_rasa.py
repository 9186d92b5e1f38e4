"""Rasa's own commands on this project, as docs/developer.md shows them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.model

_DEVELOPER = (ROOT / "docs" / "developer.md").read_text(encoding="utf-8")
_WRITTEN = "var/stock"  # the folder that the commands of the document write to


def _rasa(name: str, folder: Path, stdin: str = "") -> str:
    """Run the one command of the document that begins so, written to `folder`; return its words."""
    (line,) = re.findall(rf"^\.venv/bin/rasa {name} .*$", _DEVELOPER, re.MULTILINE)
    run = subprocess.run(
        [sys.executable, "-m", "rasa", *shlex.split(line.replace(_WRITTEN, str(folder)))[1:]],
        input=stdin,
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the model that `rasa train` made."""
    folder = tmp_path_factory.mktemp("stock")
    _rasa("train", folder)
    return folder


def test_rasa_data_validate_has_no_warning(tmp_path: Path) -> None:
    _rasa("data validate", tmp_path)


def test_rasa_test_nlu_knows_what_was_learnt(stock: Path) -> None:
    _rasa("test nlu", stock)
    report = json.loads((stock / "results" / "intent_report.json").read_text(encoding="utf-8"))
    assert report["accuracy"] > 0.9
    assert {"salary", "greet", "out_of_scope"} <= report.keys()


def test_rasa_shell_nlu_understands_a_line(stock: Path) -> None:
    said = _rasa("shell nlu", stock, stdin="on gagne combien ?\n")
    understood = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert understood["intent"]["name"] == "salary"
