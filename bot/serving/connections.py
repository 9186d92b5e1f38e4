"""Connections of a server: cut when they are idle or slow, and never more than it can bear.

Sanic counts a request's time from its last byte, so one byte every ten seconds keeps a connection
for ever. Here the time counts from the first byte of a request to the first of its answer.
"""

from __future__ import annotations

import resource
from typing import Any

import structlog
from sanic import Sanic
from sanic.http import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

from bot.channels.limits import Rate

logger = structlog.get_logger()

IDLE = 15  # seconds of a connection without a request
HEAD = 15  # seconds from the first byte of a request to the end of its headers
WHOLE = 60  # seconds from its first byte to the first of its answer
_FAREWELL = 1.0  # seconds to tell a client why it is cut
_WANTED_DESCRIPTORS = 65_536
_FEW_DESCRIPTORS = 4_096
_RESERVED_DESCRIPTORS = 256  # for the database, files and whom the server calls itself

_refusals = Rate(1)


class BoundedProtocol(HttpProtocol):
    """A connection that is cut in time. `bound` says when."""

    __slots__ = ()

    def connection_made(self, transport: Any) -> None:
        """Take a connection on, or close it at once when there are too many."""
        if len(self.connections) >= self.app.config.MOST_CONNECTIONS:
            if not _refusals.spend(""):  # once a minute
                logger.error("server.too_many_connections", most=len(self.connections))
            transport.abort()
            return
        super().connection_made(transport)  # type: ignore[no-untyped-call]

    def check_timeouts(self) -> None:
        """Cut the connection when its time is over, even while the rest of a body trickles in."""
        super().check_timeouts()  # type: ignore[no-untyped-call]
        http = getattr(self, "_http", None)
        if getattr(http, "exception", None) is not None:  # the client is being told why
            self.loop.call_later(_FAREWELL, self.abort)

    def data_received(self, data: bytes) -> None:
        """Take what came, on the time of the request that it is a part of."""
        http = getattr(self, "_http", None)
        began = self._time
        super().data_received(data)
        if http is not None and http.stage in (Stage.REQUEST, Stage.HANDLER):
            self._time = began


def bound(app: Sanic, idle: float = IDLE, head: float = HEAD, whole: float = WHOLE) -> None:
    """Set the times of an application, in seconds, and how many connections it takes."""
    app.config.update(
        {
            "KEEP_ALIVE_TIMEOUT": idle,
            "REQUEST_TIMEOUT": head,
            "RESPONSE_TIMEOUT": whole,
            "MOST_CONNECTIONS": max(1, raised_descriptors() - _RESERVED_DESCRIPTORS),
        }
    )


def raised_descriptors() -> int:
    """Raise the process's limit of open files as far as it may, and return it; few are reported."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_DESCRIPTORS if hard == resource.RLIM_INFINITY else hard
    most = max(soft, min(wanted, _WANTED_DESCRIPTORS))
    if most != soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < _FEW_DESCRIPTORS:
        logger.error("server.few_descriptors", limit=most, remedy=f"allow {_FEW_DESCRIPTORS}")
    return most
