"""The npm package of the widget: what `npm pack` puts into it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from tools.npm_package import NAME, SCRIPT, write_package


def test_npm_packs_the_widget_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    write_package(folder)
    packed = subprocess.run(
        ["npm", "pack", "--json", "--offline"],
        cwd=folder,
        env={**os.environ, "HOME": str(tmp_path), "npm_config_cache": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    (told,) = json.loads(packed.stdout)
    assert told["name"] == NAME
    assert {file["path"] for file in told["files"]} == {
        SCRIPT,
        "package.json",
        "README.md",
        "LICENSE",
    }
    assert (folder / told["filename"]).stat().st_size < 30_000
    script = (folder / SCRIPT).read_text(encoding="utf-8")
    assert 'customElements.define("decroche-chat"' in script and "node_modules" not in script


@pytest.mark.parametrize("tool", ["npm_package", "screenshots"])
def test_a_tool_that_lacks_an_argument_says_which(tool: str) -> None:
    command = [sys.executable, "-m", f"tools.{tool}"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "required: " in run.stderr and "Traceback" not in run.stderr
