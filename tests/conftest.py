"""What all tests share: one trained model a session, and the servers that serve it.

DECROCHE_TEST_DATA names a folder whose model is reused when its inputs have not changed, for
quick rounds at the desk; without it every session trains anew.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest
import requests
from filelock import FileLock

from bot.settings import ROOT, Settings
from bot.training.train import is_due

DECROCHE = [sys.executable, "-m", "bot.commands.main"]
REST_TOKEN = "the-token-of-the-tests"
UNHURRIED = 1_000_000  # messages or requests a minute
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
# The ports of one test process, reused in turn: more than it asks for. Two runs begin elsewhere.
_MOST_PORTS = 1_000
_OWN_PORTS = 20_000 + _MOST_PORTS * (_WORKER % 12)
_ports = cycle(_OWN_PORTS + (os.getpid() + n) % _MOST_PORTS for n in range(_MOST_PORTS))
_PATIENCE = 120  # seconds that a condition may take on a busy machine
# What a test needs is told by the fixtures that it uses, however far away,
NEEDS: dict[str, set[str]] = {
    "model": {"settings", "trained", "models"},
    "server": {"platform", "bot", "rabbitmq", "recipient", "server", "server_with_recipient"}
    | {"servers", "open_servers", "postgresql", "by_mail", "by_web"},
    "browser": {"browser"},
    "corpus": set(),  # told by the tests themselves
}
# by its folder, where fixtures are asked for only while the test runs,
FOLDERS = {
    f"tests/{room}": "server" for room in ("conversations", "load", "serving", "storage", "web")
} | {"tests/content": "corpus"}  # faults planted in a copy of it, which is checked whole
# and by what its module starts programs with: half a minute for a dozen of them.
STARTERS = {"run_decroche", "running", "serving", "stage", "subprocess"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the folders that hold no unit test when only these are asked for."""
    unit_only = config.option.markexpr == "unit"
    return True if unit_only and collection_path in {ROOT / folder for folder in FOLDERS} else None


def pytest_collection() -> None:
    """Spare the garbage collector what imports make: half a million objects that are to stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Let it collect again, but only what the tests make."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it needs, as `NEEDS` has it; `unit` is the rest, and comes last.

    The others wait for servers: begun first, they leave no process alone with the longest file.
    """
    for item in items:
        if item.get_closest_marker("unit"):  # by its own file, which knows better
            continue
        for need in _needs(item):
            item.add_marker(need)
        if not any(item.get_closest_marker(need) for need in NEEDS):
            item.add_marker("unit")
    items.sort(key=lambda item: item.get_closest_marker("unit") is not None)


def _needs(item: pytest.Item) -> set[str]:
    fixtures = {
        name
        for name, found in item._fixtureinfo.name2fixturedefs.items()
        # `settings` of a test file of its own trains nothing.
        if name != "settings" or found[-1].baseid == "tests"
    }
    # A parameter may name the fixture that is asked for: the database of `url`.
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    fixtures |= {value for value in parameters if isinstance(value, str)}
    needs = {need for need, names in NEEDS.items() if names & fixtures}
    needs |= {need for folder, need in FOLDERS.items() if item.nodeid.startswith(f"{folder}/")}
    return needs | ({"server"} if STARTERS & vars(item.module).keys() else set())


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on, and that no other test was given lately.

    They lie below those that the system hands to whoever connects: such a one could be taken
    between the moment it is found free and the moment a server listens on it.
    """
    found = list(islice(filter(_is_free, islice(_ports, _MOST_PORTS)), count))
    assert len(found) == count, "no port is free"
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_for(condition: Callable[[], bool], what: str, patience: int = _PATIENCE) -> None:
    """Wait until `condition` holds; fail with `what` when it does not within so many seconds."""
    deadline = time.monotonic() + patience
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
    """Return settings with a data folder and ports of their own; `Visitor` may talk at any rate."""
    port, action_port = free_ports(2)
    return Settings(
        host="127.0.0.1",
        port=port,
        action_port=action_port,
        data=data,
        rest_token=REST_TOKEN,
        web_rate=UNHURRIED,
        web_address_rate=UNHURRIED,
    )


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The installation that the session shares, its model trained once for all its processes."""
    base = tmp_path_factory.getbasetemp()
    session = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    training = settings_in(Path(os.environ.get("DECROCHE_TEST_DATA") or session / "trained"))
    training.data.mkdir(parents=True, exist_ok=True)
    with FileLock(training.data / "training.lock"):
        if is_due(training):
            trained = run_decroche("train", settings=training)
            assert trained.returncode == 0, trained.stderr
        return with_model_of(training, tmp_path_factory.mktemp("data"))


@contextmanager
def serving(installation: Settings) -> Iterator[Settings]:
    """The two servers of an installation, started by `decroche run`."""
    with subprocess.Popen(
        [*DECROCHE, "run"],
        env={**os.environ, **installation.as_environment()},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_for(
            lambda: process.poll() is not None or are_ready(installation),
            "the servers",
        )
        assert process.poll() is None, "the servers ended at once"
        yield installation
        process.terminate()


def are_ready(installation: Settings) -> bool:
    """Tell whether both servers of an installation answer."""
    return answers(installation.url) and answers(f"{installation.action_address}/health")


def with_model_of(installation: Settings, data: Path, **others: Any) -> Settings:
    """Return an installation of its own, in `data`, with a copy of another one's model."""
    copytree(installation.model.parent, data / "models")
    return replace(settings_in(data), **others)


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Settings]:
    """The servers of the shared installation: nobody receives the contact requests."""
    with serving(settings) as installation:
        yield installation


class Recipient:
    """Receives contact requests by webhook, as the operator's own system would."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        recipient = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                recipient.received.append(json.loads(body))
                self.send_response(HTTPStatus.NO_CONTENT)
                self.end_headers()

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/contacts"
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def all_text(self) -> str:
        """Everything that was received, as text."""
        return json.dumps(self.received, ensure_ascii=False)

    def close(self) -> None:
        """Receive no more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def recipient() -> Iterator[Recipient]:
    """Who receives the contact requests of `server_with_recipient`."""
    receiving = Recipient()
    yield receiving
    receiving.close()


@pytest.fixture(scope="session")
def server_with_recipient(
    settings: Settings, recipient: Recipient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """The servers of a second installation, whose contact requests go out by webhook."""
    data = tmp_path_factory.mktemp("with_recipient")
    with serving(with_model_of(settings, data, contact_webhook=recipient.url)) as installation:
        yield installation
