"""A server that is kept running, and what is not worth another try: with small programs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.serving.children import Program, Server
from tests.conftest import answers, free_ports, wait_for

ANSWERING = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())
print("served", file=sys.stderr, flush=True)
"""
SERVING = "http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler)"

SPEAKING_NONSENSE = """
import socket
with socket.create_server(("127.0.0.1", int(os.environ["PORT"]))) as first:
    caller, _ = first.accept()
    caller.recv(1000)
    caller.sendall(b"nonsense")
    caller.close()
"""


class Kept:
    """A small program that is kept running, and what was said of it."""

    def __init__(self, folder: Path, source: str) -> None:
        (folder / "a_small_server.py").write_text(source, encoding="utf-8")
        (port,) = free_ports(1)
        environment = {**os.environ, "PYTHONPATH": str(folder), "PORT": str(port)}
        self.health = f"http://127.0.0.1:{port}/"
        self.log = folder / "log"
        program = Program("small", "a_small_server", self.health, self.log, environment)
        self.said: list[str] = []
        self.server = Server(program, self.said.append, lambda failures: 0.01 * failures)

    def until(self, condition: Callable[[], bool]) -> None:
        """Look after the server until a condition holds."""

        def look() -> bool:
            self.server.look()
            return condition()

        wait_for(look, "the server")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Callable[[str], Kept]]:
    """Keeps a program of the given source running; it ends with the test."""
    all_kept: list[Kept] = []

    def keep(source: str) -> Kept:
        all_kept.append(Kept(tmp_path, source))
        return all_kept[-1]

    yield keep
    for each in all_kept:
        each.server.stop()


def test_a_server_that_answers_is_started_again_however_often_it_dies(
    kept: Callable[[str], Kept],
) -> None:
    small = kept(f"{ANSWERING}{SERVING}.handle_request(); os.kill(os.getpid(), 9)")
    small.until(lambda: len(small.said) == 8)
    assert all("ended with code -9: " in line for line in small.said)


def test_one_that_ends_by_itself_before_it_ever_answers_is_not(
    kept: Callable[[str], Kept],
) -> None:
    small = kept("raise SystemExit('the model cannot be read')")
    with pytest.raises(StartupError, match="ended with code 1: the model cannot be read"):
        small.until(lambda: False)
    assert small.said == []


def test_one_that_fails_again_and_again_at_once_is_given_up(
    kept: Callable[[str], Kept], tmp_path: Path
) -> None:
    served = tmp_path / "served"
    small = kept(
        f"{ANSWERING}\nif os.path.exists({str(served)!r}): sys.exit('no more')\n"
        f"open({str(served)!r}, 'w')\n{SERVING}.handle_request()"
    )
    with pytest.raises(StartupError, match="no more, 5 times in a row"):
        small.until(lambda: False)
    assert len(small.said) == 5, "the end after the answer, and four false starts"


def test_one_that_is_killed_while_it_starts_is_started_again(
    kept: Callable[[str], Kept], tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    small = kept(
        f"{ANSWERING}\nif not os.path.exists({str(killed)!r}):\n"
        f"    open({str(killed)!r}, 'w')\n    os.kill(os.getpid(), 9)\n{SERVING}.serve_forever()"
    )
    small.until(lambda: small.server.is_ready)
    assert len(small.said) == 1
    assert answers(small.health)


def test_the_operators_proxy_is_not_asked_whether_it_answers(
    kept: Callable[[str], Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    (closed,) = free_ports(1)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed}")
    monkeypatch.setenv("no_proxy", "")
    small = kept(f"{ANSWERING}{SERVING}.serve_forever()")
    small.until(lambda: small.server.is_ready)


def test_one_that_first_speaks_no_http_is_asked_again(
    kept: Callable[[str], Kept],
) -> None:
    small = kept(f"{ANSWERING}{SPEAKING_NONSENSE}{SERVING}.serve_forever()")
    small.until(lambda: small.server.is_ready)
    assert small.said == []


def test_a_log_goes_on_after_a_new_start_and_is_the_accounts_own(
    kept: Callable[[str], Kept],
) -> None:
    small = kept(f"{ANSWERING}{SERVING}.handle_request()")
    small.until(lambda: len(small.said) == 3)
    assert small.log.read_text().count("served") == 3
    assert stat.S_IMODE(small.log.stat().st_mode) == 0o600
