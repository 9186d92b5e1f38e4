"""Connections that are cut, on real sockets with short times."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from sanic import Sanic  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse, text  # noqa: E402

from bot.serving import connections  # noqa: E402
from bot.serving.connections import BoundedProtocol, bound, raised_descriptors  # noqa: E402

Sanic.test_mode = True  # else a second application in one process cannot start
_numbers = count()
_PATIENCE = 60  # seconds on a busy machine
_NEVER = 3_600.0
_HEAD = b"POST /body HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n"


@asynccontextmanager
async def _serving(most: int = 0, **times: float) -> AsyncIterator[int]:
    """Serve on a port of its own; times that are not given never come."""
    app = Sanic(f"bounded_{next(_numbers)}", configure_logging=False)

    async def answer(request: Request) -> HTTPResponse:
        while request.stream and await request.stream.read():
            pass
        return text("heard")

    async def sleep(request: Request) -> HTTPResponse:
        await asyncio.sleep(_NEVER)
        return text("late")

    app.add_route(answer, "/body", methods=["GET", "POST"], stream=True)
    app.add_route(sleep, "/slow")
    bound(app, **{name: times.get(name, _NEVER) for name in ("idle", "head", "whole")})
    if most:
        app.config.update({"MOST_CONNECTIONS": most})
    server = await app.create_server(
        "127.0.0.1", 0, return_asyncio_server=True, protocol=BoundedProtocol
    )
    assert server
    await server.startup()
    await server.start_serving()
    try:
        yield server.server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _trickled(port: int, start: bytes, drop: bytes) -> bytes:
    """Send a start, then a drop again and again until the server hangs up; return its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = b""
    writer.write(start)
    async with asyncio.timeout(_PATIENCE):
        while True:
            try:
                chunk = await asyncio.wait_for(reader.read(4_096), 0.05)
            except TimeoutError:
                writer.write(drop)
                continue
            except ConnectionError:
                break
            if not chunk:
                break
            said += chunk
    writer.close()
    return said


async def test_a_connection_without_a_request_is_cut() -> None:
    async with _serving(idle=0.2) as port:
        assert await _trickled(port, b"", b"") == b""


async def test_one_that_waits_after_an_answer_is_cut() -> None:
    async with _serving(idle=0.2) as port:
        said = await _trickled(port, b"GET /body HTTP/1.1\r\nHost: here\r\n\r\n", b"")
    assert said.startswith(b"HTTP/1.1 200") and said.endswith(b"heard")


async def test_headers_that_trickle_in_are_cut() -> None:
    async with _serving(head=0.3) as port:
        said = await _trickled(port, b"GET /body HTTP/1.1\r\nX: ", b"a")
    assert said.startswith(b"HTTP/1.1 408")


async def test_a_body_that_trickles_in_is_cut() -> None:
    async with _serving(whole=0.3) as port:
        said = await _trickled(port, _HEAD, b"a")
    assert said.startswith(b"HTTP/1.1 503")


async def test_an_answer_that_does_not_come_is_cut() -> None:
    async with _serving(whole=0.3) as port:
        said = await _trickled(port, b"GET /slow HTTP/1.1\r\nHost: here\r\n\r\n", b"")
    assert said.startswith(b"HTTP/1.1 503")


async def test_more_connections_than_may_be_are_closed_at_once_and_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "_refusals", connections.Rate(1))
    async with _serving(most=2) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        with capture_logs() as logs:
            for _ in range(3):
                assert await _trickled(port, b"", b"") == b""
        assert [log["event"] for log in logs] == ["server.too_many_connections"]
        for _, writer in held:
            writer.close()


@pytest.fixture
def limit() -> Iterator[Any]:
    """Sets the limit of open files, until the test is over."""
    former = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield lambda soft: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, former[1]))
    resource.setrlimit(resource.RLIMIT_NOFILE, former)


def test_the_limit_of_descriptors_is_raised(limit: Any) -> None:
    limit(1_024)
    assert raised_descriptors() == resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 1_024


def test_a_low_limit_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1_024, 1_024))
    with capture_logs() as logs:
        assert raised_descriptors() == 1_024
    assert [log["event"] for log in logs] == ["server.few_descriptors"]
