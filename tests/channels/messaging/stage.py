"""A messaging channel on a real port: a scripted agent behind it, the fake platform before it."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa
from rasa.core.channels.channel import register
from sanic import Sanic
from sanic.response import HTTPResponse

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.services import MessagingServices
from bot.settings import Settings
from tests.channels.library import LIBRARY
from tests.channels.platform import FakePlatform
from tests.channels.visitors import Way
from tests.channels.web.stub import StubAgent
from tests.conftest import free_ports

PUBLIC = "https://bot.example.fr/decroche"
UNHURRIED = 1_000_000
_numbers = itertools.count()

Signed = tuple[bytes, dict[str, str]]


@dataclass
class Stage:
    """A running channel."""

    channel: MessagingChannel
    agent: StubAgent
    platform: FakePlatform
    http: aiohttp.ClientSession
    base: str

    @property
    def address(self) -> str:
        """The webhook as the platform knows it: what Twilio signs."""
        return f"{PUBLIC}/webhooks/{self.channel.name()}/webhook"

    @property
    def heard(self) -> list[str]:
        """What reached the bot."""
        return [message.text for message in self.agent.heard]

    async def post(self, signed: Signed) -> int:
        """Bring a request to the webhook and return the status of its answer."""
        raw, headers = signed
        async with self.http.post(f"{self.base}/webhook", data=raw, headers=headers) as response:
            await response.read()
            return response.status

    async def post_all(self, *requests: Signed) -> None:
        """Bring requests one after the other; all must be taken."""
        for request in requests:
            status = await self.post(request)
            assert status == 200, status


@asynccontextmanager
async def stage(
    data: Path,
    kind: type[MessagingChannel],
    platform: FakePlatform,
    settings: dict[str, Any],
    agent: StubAgent | None = None,
    *,
    waits: Callable[[int], float] = lambda attempts: 0.05,
    to_answer: float = 5.0,
    wall_clock: Callable[[], float] = time.time,
) -> AsyncIterator[Stage]:
    """Serve a channel on a free port, its database in `data`, all calls going to `platform`."""
    (port,) = free_ports(1)
    given: dict[str, Any] = {
        "public_url": PUBLIC,
        "web_rate": UNHURRIED,
        **platform.settings,
        **settings,
    }
    services = MessagingServices(
        Settings("127.0.0.1", port, port, data, **given),
        LIBRARY,
        wall_clock=wall_clock,
        waits=waits,
        to_answer=to_answer,
        look_every=0.2,
    )
    channel = kind(services)
    app = Sanic(f"messaging_{next(_numbers)}", configure_logging=False)
    app.add_route(lambda request: HTTPResponse("Rasa"), "/", name="home")
    register([channel], app, route="/webhooks/")
    app.ctx.agent = agent or StubAgent()
    if channel.is_on(services.settings):
        app.ctx.agent.keep_in(services.settings)
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    base = f"http://127.0.0.1:{port}/webhooks/{channel.name()}"
    async with aiohttp.ClientSession() as http:
        try:
            yield Stage(channel, app.ctx.agent, platform, http, base)
        finally:
            await server.before_stop()
            server.close()
            await server.wait_closed()


def texts(bot: Stage, way: Way) -> list[str]:
    """Return the words that visitors were sent."""
    return [way.words(sent) for sent in bot.platform.shown]


async def say(bot: Stage, way: Way, text: str, id: str = "") -> None:
    """Send words as one platform's visitor does."""
    await bot.post_all(way.said(text, id, bot.address))


def rows(data: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of a channel's database."""
    engine = sa.create_engine(f"sqlite:///{data / 'conversations.db'}")
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(table):
            return []
        found = [
            dict(row._mapping) for row in connection.execute(sa.text(f"select * from {table}"))
        ]
    engine.dispose()
    return found


def everything_kept(data: Path) -> str:
    """Return all that stands in a channel's database and in the files beside it."""
    return "".join(
        file.read_bytes().decode("utf-8", "replace")
        for file in sorted(data.glob("conversations.db*"))
    )
