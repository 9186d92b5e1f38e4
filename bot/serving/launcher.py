"""`decroche run`: the two servers as children of one process that keeps them running.

Imports neither Rasa nor TensorFlow, so that the parent stays small and starts at once.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator

from bot.errors import StartupError
from bot.serving.children import Program, Server
from bot.settings import Settings

_LOOK_EVERY = 0.1  # seconds between two looks at the children


def run(
    settings: Settings,
    verbose: bool,
    on_ready: Callable[[], None],
    tell: Callable[[str], None],
) -> None:
    """Start the servers, call `on_ready` once all answer, and start again those that die.

    The action server is not started when the settings say that it is elsewhere. `tell` gets one
    line for each server that died.

    Returns when the operator stops them. Raises StartupError when a port is busy, a folder cannot
    be written, or a server cannot be kept running.
    """
    _require_free(settings.host, settings.port, "DECROCHE_HOST", "DECROCHE_PORT")
    if settings.runs_actions:
        own = settings.action_host, settings.action_port
        _require_free(*own, "DECROCHE_ACTION_HOST", "DECROCHE_ACTION_PORT")
    servers = [Server(program, tell) for program in _programs(settings, verbose)]
    stop = _stop_on_signals()
    is_told = False
    try:
        while not stop.wait(_LOOK_EVERY):
            for server in servers:
                server.look()
            if not is_told and all(server.is_ready for server in servers):
                is_told = True
                on_ready()
    finally:
        for server in servers:
            server.stop()


def _programs(settings: Settings, verbose: bool) -> Iterator[Program]:
    try:
        settings.logs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"cannot write there ({error.strerror})"
        remedy = "mend its rights or set DECROCHE_DATA"
        raise StartupError(str(error.filename), problem, remedy) from None
    environment = {**os.environ, **settings.as_environment()}
    if settings.runs_actions:
        health, log = f"{settings.own_action_address}/health", settings.logs / "actions.log"
        yield Program("action", "bot.serving.action_server", health, log, environment, verbose)
    health, log = f"{settings.url}/", settings.logs / "rasa.log"
    yield Program("rasa", "bot.serving.rasa_server", health, log, environment, verbose)


def _require_free(host: str, port: int, host_setting: str, port_setting: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET  # as the servers take it
    no_host = StartupError(
        host_setting,
        f"« {host} » is no address of this machine",
        "give an IP address or a name that stands for one, without http://",
    )
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (socket.gaierror, UnicodeError):  # the second for what no name may look like
            raise no_host from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise no_host from None
            where, problem = f"{host}:{port}", f"cannot be listened on ({error.strerror})"
            remedy = f"stop the program that uses it or set {port_setting}"
            raise StartupError(where, problem, remedy) from None


def _stop_on_signals() -> threading.Event:
    # A flag, not an exception: one raised in the middle of a print would print it twice.
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
