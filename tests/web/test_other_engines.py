"""The widget and the kiosk in Debian's Firefox and WebKit: Chromium is not everybody's."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.settings import ROOT
from tests.channels.web.servers import Servers
from tests.web.conftest import SCREENSHOTS
from tests.web.kiosk import SCREEN

pytestmark = pytest.mark.browser  # two that the walk starts

PYTHON = ROOT / ".tools" / "contract" / "bin" / "python"
WALK = Path(__file__).parent / "engines" / "walk.py"
# WebKit needs a screen, which cage makes in memory.
STARTED_BY = {"firefox": [], "webkit": ["/usr/bin/cage", "--"]}


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_a_visitor_is_served_alike(servers: Servers, engine: str) -> None:
    seen = _walk(engine, servers.url)
    assert "1 867,02" in seen["answer"].replace("\u00a0", " ")
    assert seen["title"] in seen["chosen"] and len(seen["chosen"]) > len(seen["title"]) + 100
    assert seen["focus"] == "launcher"
    assert seen["asked"] in seen["told"] and "Source" in seen["told"]
    assert seen["widget_errors"] == seen["kiosk_errors"] == []


def _walk(engine: str, url: str) -> dict[str, Any]:
    assert PYTHON.exists(), "run `make test`, which installs the libraries"
    with TemporaryDirectory(prefix=engine) as folder:  # its sockets lie there
        run = subprocess.run(
            [*STARTED_BY[engine], str(PYTHON), str(WALK), engine, url, str(SCREENSHOTS)],
            env={**os.environ, **SCREEN, "XDG_RUNTIME_DIR": folder},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert run.returncode == 0, run.stderr[-2_000:]
    return dict(json.loads(run.stdout.splitlines()[-1]))
