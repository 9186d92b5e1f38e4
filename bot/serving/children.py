"""A server as a child process: started, asked whether it answers, started again when it dies.

Imports neither Rasa nor TensorFlow: the parent stays small and starts at once.
"""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.errors import StartupError
from bot.installation.places import ROOT
from bot.storage import BackOff

_READY_WITHIN = 120  # seconds: ten times what a slow machine needs
_STOP_WITHIN = 8  # seconds before a server that does not end is killed
_STEADY = 60.0  # seconds: who lasted so long is started again without a long wait
_MOST_FALSE_STARTS = 5  # in a row
_PR_SET_PDEATHSIG = 1  # Linux: the kernel ends the child when the parent dies, however it dies
_REASON_LENGTH = 300  # characters of a dead server's last line
# Without the proxy of the environment: no server of ours is behind it.
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


@dataclass(frozen=True)
class Program:
    """What a server runs and how to know that it serves: `health` is an address that answers 200.

    Its output goes to `log`, or to the terminal when it is `verbose`.
    """

    name: str
    module: str
    health: str
    log: Path
    environment: dict[str, str]
    verbose: bool = False


class Server:
    """A program that is kept running; `tell` gets one line each time that it is to start again."""

    def __init__(
        self,
        program: Program,
        tell: Callable[[str], None],
        wait_before: Callable[[int], float] = BackOff(first=1.0, longest=30.0),  # noqa: B008
    ) -> None:
        self._program = program
        self._tell = tell
        self._wait_before = wait_before
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._due = 0.0  # when to start, while there is no process
        self._answers = False
        self._ever_answered = False
        self._ends = 0  # in a row, each soon after a start
        self._false_starts = 0  # in a row: it never answered
        program.log.unlink(missing_ok=True)

    @property
    def is_ready(self) -> bool:
        """Whether the process that runs now has answered."""
        return self._answers

    def look(self) -> None:
        """Start the process when it is time to, and see whether it answers, or died.

        Raises StartupError when nothing is to be hoped for: it ended by itself before it ever
        answered, or was started again and again in vain.
        """
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            self._plan_start(f"ended with code {code}", code, now)
        elif not self._answers and self._is_healthy():
            self._answers = self._ever_answered = True
        elif not self._answers and now - self._started > _READY_WITHIN:
            self.stop()
            self._plan_start(f"did not answer within {_READY_WITHIN} s", 0, now)

    def stop(self) -> None:
        """End the process, by force when it does not end by itself."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self, now: float) -> None:
        program = self._program
        command = [sys.executable, "-m", program.module]
        with _private(program.log) as log:
            self._process = subprocess.Popen(
                [*command, "--verbose"] if program.verbose else command,
                cwd=ROOT,
                env=program.environment,
                stdout=None if program.verbose else log,
                stderr=None if program.verbose else subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self._started = now
        self._answers = False

    def _plan_start(self, problem: str, code: int, now: float) -> None:
        """Say when to start again. A `code` below 0 is the signal that ended the process."""
        self._ends = 1 if now - self._started > _STEADY else self._ends + 1
        self._false_starts = 0 if self._answers else self._false_starts + 1
        self._process, self._answers = None, False
        problem += _last_words(self._program.log)
        # What a server says before it ever answered is the operator's to mend.
        is_refusal = not self._ever_answered and code >= 0
        if is_refusal or self._false_starts == _MOST_FALSE_STARTS:
            times = f", {self._false_starts} times in a row" if self._false_starts > 1 else ""
            remedy = f"the whole log is in {self._program.log}"
            raise StartupError(f"{self._program.name} server", f"{problem}{times}", remedy)
        wait = self._wait_before(self._ends - 1)
        self._due = now + wait
        self._tell(f"{self._program.name} server: {problem} (starts again in {wait:.0f} s)")

    def _is_healthy(self) -> bool:
        try:
            with _open(self._program.health, timeout=2) as response:
                return bool(response.status == 200)
        except (OSError, http.client.HTTPException):
            return False


def _private(log: Path) -> BinaryIO:
    """Open a log that only the account of the servers may read, behind what it holds."""
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _last_words(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    said = [line.strip() for line in lines if line.strip()]
    return f": {said[-1][:_REASON_LENGTH]}" if said else ""
