"""The npm package of the widget: what `npm pack` puts into it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

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
