"""What all tests share: one trained model a session, and the servers that serve it.

DECROCHE_TEST_DATA names a folder whose model is reused when its inputs have not changed, for
quick rounds at the desk; without it every session trains anew.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from bot.settings import ROOT, Settings
from bot.training import is_due

DECROCHE = [sys.executable, "-m", "bot.cli"]
_PATIENCE = 120  # seconds that a condition may take on a busy machine


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until `condition` holds; fail with `what` when it never does."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def answers(url: str) -> bool:
    """Tell whether something answers HTTP at `url`."""
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


def run_decroche(
    *arguments: str, settings: Settings, stdin: str = "", root: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end and return what it said."""
    return subprocess.run(
        [*DECROCHE, *arguments],
        input=stdin,
        env={**os.environ, **settings.as_environment(), "COLUMNS": "100"},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=_PATIENCE * 3,
        check=False,
    )


def settings_in(data: Path) -> Settings:
    """Return settings with a data folder and ports of their own."""
    port, action_port = free_ports(2)
    return Settings(host="127.0.0.1", port=port, action_port=action_port, data=data)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The installation that the session shares, its model trained."""
    kept = os.environ.get("DECROCHE_TEST_DATA")
    installation = settings_in(Path(kept) if kept else tmp_path_factory.mktemp("data"))
    if is_due(installation):
        trained = run_decroche("train", settings=installation)
        assert trained.returncode == 0, trained.stderr
    return installation


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Settings]:
    """The two servers of the shared installation, started by `decroche run`."""
    with subprocess.Popen(
        [*DECROCHE, "run"],
        env={**os.environ, **settings.as_environment()},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_for(
            lambda: (
                process.poll() is not None
                or (answers(settings.url) and answers(f"{settings.action_url}/health"))
            ),
            "the servers",
        )
        assert process.poll() is None, "the servers ended at once"
        yield settings
        process.terminate()
