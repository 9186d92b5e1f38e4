"""The real servers with the trained model, on data and settings of their own; may be killed."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import requests

from bot.settings import ROOT, Settings
from tests.conftest import answers, free_ports, wait_for

_numbers = itertools.count()


@dataclass
class Servers:
    """The Rasa server and the action server of one installation."""

    settings: Settings
    rasa: subprocess.Popen[bytes] | None = None
    actions: subprocess.Popen[bytes] | None = None
    root: Path = ROOT  # whose program and content run

    @property
    def url(self) -> str:
        """Where the web channel answers."""
        return f"{self.settings.url}/web"

    def start(self, patience: int = 300) -> None:
        """Start what does not run, and wait until both answer, for so many seconds."""
        if self.actions is None and self.settings.runs_actions:
            self.actions = self._run("bot.serving.action_server", "actions.log")
        if self.rasa is None:
            self.rasa = self._run("bot.serving.rasa_server", "rasa.log")
        for name, health in (
            ("the action server", f"{self.settings.action_address}/health"),
            ("the Rasa server", f"{self.url}/api/health"),
        ):
            wait_for(lambda health=health: answers(health), name, patience)  # type: ignore[misc]

    def kill_rasa(self) -> None:
        """End the Rasa server as a power cut would."""
        assert self.rasa
        self.rasa.kill()
        self.rasa.wait()
        self.rasa = None

    def kill_actions(self) -> None:
        """End the action server in the same way."""
        assert self.actions
        self.actions.kill()
        self.actions.wait()
        self.actions = None

    def restart_rasa(self) -> None:
        """End the Rasa server as an operator does, and start it again."""
        assert self.rasa
        self.rasa.terminate()
        self.rasa.wait()
        self.rasa = None
        self.start()

    def stop(self) -> None:
        """End both."""
        for process in filter(None, (self.rasa, self.actions)):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _run(self, module: str, log: str) -> subprocess.Popen[bytes]:
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        with (self.settings.logs / log).open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=self.root,
                env={**os.environ, **self.settings.as_environment()},
                stdout=output,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def running(data: Path, models: Path, **settings: Any) -> Iterator[Servers]:
    """Run both servers on the model of `models`, everything else in `data`."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "models").symlink_to(models.resolve())
    port, action_port = free_ports(2)
    servers = Servers(Settings("127.0.0.1", port, action_port, data.resolve(), **settings))
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()


@contextmanager
def replicated(data: Path, models: Path, **settings: Any) -> Iterator[tuple[Servers, Servers]]:
    """Run two Rasa servers on the action server of the first; they share all but their ports."""
    with running(data, models, **settings) as first:
        (port,) = free_ports(1)
        shared = {"action_url": first.settings.action_address, "action_port": port}
        (port,) = free_ports(1)
        second = Servers(replace(first.settings, port=port, **shared))
        try:
            second.start()
            yield first, second
        finally:
            second.stop()


@dataclass
class WebVisitor:
    """A visitor of the web channel: one session."""

    url: str
    profile: str = "site"
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        if not self.token:
            opened = self.ask("POST", "session", {"profile": self.profile})
            assert opened.status_code == 201, opened.text
            self.token = opened.json()["token"]

    def ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        """Ask the API."""
        headers = dict(self.headers)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        url = f"{self.url}/api/{path}"
        return requests.request(method, url, json=body, headers=headers, timeout=60)

    def send(self, id: str = "", **message: str) -> list[dict[str, Any]]:
        """Send words or a payload and return the replies."""
        id = id or f"message-{next(_numbers)}-{uuid.uuid4().hex[:8]}"
        answer = self.ask("POST", "messages", {"id": id, **message})
        assert answer.status_code == 200, answer.text
        assert answer.json()["id"] == id
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def say(self, text: str) -> str:
        """Send words and return those of all replies."""
        return "\n".join(reply["text"] for reply in self.send(text=text))

    def history(self) -> list[dict[str, Any]]:
        """Return the turns that a page shows after a reload."""
        answer = self.ask("GET", "messages")
        assert answer.status_code == 200, answer.text
        turns: list[dict[str, Any]] = answer.json()["turns"]
        return turns

    def again(self) -> WebVisitor:
        """Return the same visitor in another tab."""
        return replace(self)
