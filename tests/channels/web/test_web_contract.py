"""schemathesis plays what docs/openapi.yml allows and forbids against the real servers."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.channels.web.servers import Servers

SCHEMATHESIS = ROOT / ".tools" / "contract" / "bin" / "schemathesis"
HOOKS = Path(__file__).parent / "contract" / "hooks.py"
_CASES = 40  # of each operation and phase


@pytest.fixture(scope="module")
def played(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What schemathesis said, and its record of all exchanges."""
    assert SCHEMATHESIS.exists(), "run `make test`, which installs schemathesis"
    record = tmp_path_factory.mktemp("contract") / "exchanges.har"
    command = [
        str(SCHEMATHESIS),
        *("run", str(ROOT / "docs" / "openapi.yml"), "--url", servers.url, "--no-color"),
        *("--max-examples", str(_CASES), "--generation-deterministic", "--continue-on-failure"),
        *("--report", "har", "--report-har-path", str(record)),
    ]
    hooks = {"SCHEMATHESIS_HOOKS": str(HOOKS), "DECROCHE_WEB_URL": servers.url}
    run = subprocess.run(
        command,
        cwd=record.parent,
        env={**os.environ, **hooks},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
    return run.stdout, record


def test_the_server_keeps_to_its_description(played: tuple[str, Path]) -> None:
    said, _ = played
    assert "No issues found" in said
    print(said)


def test_both_what_is_allowed_and_what_is_forbidden_were_tried(played: tuple[str, Path]) -> None:
    entries = json.loads(played[1].read_text(encoding="utf-8"))["log"]["entries"]
    seen = Counter(
        (
            entry["request"]["method"],
            entry["request"]["url"].split("?")[0].partition("/web/")[2],
            entry["response"]["status"],
        )
        for entry in entries
    )
    for done in [
        ("POST", "api/session", 201),
        ("POST", "api/messages", 200),
        ("GET", "api/messages", 200),
        ("DELETE", "api/conversation", 204),
        ("GET", "qr.svg", 200),
        ("GET", "api/faq", 200),
        ("GET", "api/speech", 200),
        ("POST", "api/speech", 200),
        ("POST", "api/speech", 400),
        ("POST", "api/speech", 401),
        ("POST", "api/messages", 400),
        ("POST", "api/messages", 401),
        ("POST", "api/messages", 415),
    ]:
        assert seen[done], f"never saw {done}"
    assert max(status for _, _, status in seen) < 500
