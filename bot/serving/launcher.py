"""`decroche run`: the two servers as children of one process that stops them both.

Imports neither Rasa nor TensorFlow, so that the parent stays small and starts at once.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError
from bot.installation.places import ROOT
from bot.settings import Settings

_READY_WITHIN = 120  # seconds: ten times what a slow machine needs
_STOP_WITHIN = 8  # seconds before a server that does not end is killed
_LOOK_EVERY = 0.1  # seconds between two looks at the children
_PR_SET_PDEATHSIG = 1  # Linux: the kernel ends the child when the parent dies, however it dies
_REASON_LENGTH = 300  # characters of a dead server's last line


@dataclass
class Server:
    """A child process that answers HTTP."""

    name: str
    module: str
    health: str
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, settings: Settings, verbose: bool) -> None:
        """Start the process, its output going to its log unless `verbose`."""
        command = [sys.executable, "-m", self.module, *(["--verbose"] if verbose else [])]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **settings.as_environment()},
                stdout=None if verbose else log,
                stderr=None if verbose else subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def require_alive(self) -> None:
        """Raise StartupError with the server's last words when it has ended."""
        if self.process and self.process.poll() is not None:
            raise StartupError(
                f"{self.name} server",
                f"ended with code {self.process.returncode}{_last_words(self.log)}",
                f"the whole log is in {self.log}",
            )

    def answers(self) -> bool:
        """Tell whether the server answers its health address."""
        try:
            with urllib.request.urlopen(self.health, timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End the process, by force when it does not end by itself."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def run(settings: Settings, verbose: bool, on_ready: Callable[[], None]) -> None:
    """Start the servers, call `on_ready` once they answer, and watch them.

    The action server is not started when the settings say that it is elsewhere.

    Returns when the operator stops them. Raises StartupError when a port is busy, a folder cannot
    be written, or a server ends by itself.
    """
    _require_free(settings.host, settings.port, "DECROCHE_PORT")
    if settings.runs_actions:
        _require_free(settings.action_host, settings.action_port, "DECROCHE_ACTION_PORT")
    servers = _servers(settings)
    stop = _stop_on_signals()
    try:
        for server in servers:
            server.start(settings, verbose)
        if _wait_until_ready(servers, stop):
            on_ready()
        while not stop.wait(_LOOK_EVERY):
            for server in servers:
                server.require_alive()
    finally:
        for server in servers:
            server.stop()


def _servers(settings: Settings) -> list[Server]:
    try:
        settings.logs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"cannot write there ({error.strerror})"
        remedy = "mend its rights or set DECROCHE_DATA"
        raise StartupError(str(settings.data), problem, remedy) from None
    rasa = Server("rasa", "bot.serving.rasa_server", f"{settings.url}/", settings.logs / "rasa.log")
    if not settings.runs_actions:
        return [rasa]
    health = f"{settings.own_action_address}/health"
    return [
        Server("action", "bot.serving.action_server", health, settings.logs / "actions.log"),
        rasa,
    ]


def _wait_until_ready(servers: list[Server], stop: threading.Event) -> bool:
    deadline = time.monotonic() + _READY_WITHIN
    waiting = list(servers)
    while waiting and not stop.wait(_LOOK_EVERY):
        for server in servers:
            server.require_alive()
        waiting = [server for server in waiting if not server.answers()]
        if waiting and time.monotonic() > deadline:
            raise StartupError(
                f"{waiting[0].name} server",
                f"does not answer after {_READY_WITHIN} s{_last_words(waiting[0].log)}",
                f"the whole log is in {waiting[0].log}",
            )
    return not waiting


def _require_free(host: str, port: int, setting: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            where, problem = f"{host}:{port}", f"cannot be listened on ({error.strerror})"
            remedy = f"stop the program that uses it or set {setting}"
            raise StartupError(where, problem, remedy) from None


def _stop_on_signals() -> threading.Event:
    # A flag, not an exception: one raised in the middle of a print would print it twice.
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _last_words(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    said = [line.strip() for line in lines if line.strip()]
    return f": {said[-1][:_REASON_LENGTH]}" if said else ""
