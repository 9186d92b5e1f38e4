"""The web channel on a real port, before an agent that plays a script instead of a model."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from rasa.core.channels.channel import UserMessage, register
from rasa.server import configure_cors
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Sanic

from bot.channels.web.channel import WebChannel, WebServices
from bot.settings import ROOT, Settings
from bot.storage.conversations import ConversationStore
from bot.storage.locks import ProcessLocks
from tests.channels.library import LIBRARY
from tests.conftest import free_ports

_DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))
_numbers = itertools.count()
Sanic.test_mode = True  # else a second application in one process cannot start


@dataclass
class Clock:
    """A time that passes when the test says so."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class StubAgent:
    """Answers « écho : … » and saves it as Rasa does; `gate` holds it back until it is set.

    It is its own processor: the channels ask that one, with the lock in their hands.
    """

    def __init__(self) -> None:
        self.tracker_store: ConversationStore = None  # type: ignore[assignment]  # by `keep_in`
        self.lock_store = ProcessLocks()
        self.heard: list[UserMessage] = []
        self.begun: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.ready = True
        self.mute = False
        self.fault: Exception | None = None
        self.says: dict[str, dict[str, Any]] = {}

    @property
    def processor(self) -> StubAgent:
        return self

    def keep_in(self, settings: Settings) -> StubAgent:
        """Keep conversations in the database of the settings, as the server of Rasa does."""
        most = settings.session_turns
        self.tracker_store = ConversationStore(_DOMAIN, host=settings.database, session_turns=most)
        return self

    def is_ready(self) -> bool:
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        self.begun.append(message.text or "")
        await self.gate.wait()
        if self.fault:
            raise self.fault
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        heard = UserUttered(
            message.text,
            message_id=message.message_id,
            metadata=message.metadata,
            input_channel=message.input_channel,
        )
        tracker.update(heard)
        self.heard.append(message)
        if not self.mute:
            said = self._said(message.text or "")
            tracker.update(said)
            await message.output_channel.send_response(message.sender_id, said.message())
        await self.tracker_store.save(tracker)

    def _said(self, text: str) -> BotUttered:
        known = self.says.get(text, {})
        data = {"buttons": known["buttons"]} if "buttons" in known else {}
        metadata = {"topic": "help", "kind": "reply", **known.get("metadata", {})}
        return BotUttered(known.get("text", f"écho : {text}"), data, metadata)


@dataclass
class Page:
    """A browser's page: asks the API, keeps its token."""

    http: aiohttp.ClientSession
    base: str
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, method: str, path: str, body: Any = None, **more: Any
    ) -> tuple[int, Any, Any]:
        """Return status, body and headers of an answer."""
        headers = {**self.headers, **more.pop("headers", {})}
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        async with self.http.request(
            method, f"{self.base}/{path}", json=body, headers=headers, **more
        ) as response:
            is_json = "json" in response.headers.get("Content-Type", "")
            said = await (response.json(content_type=None) if is_json else response.read())
            return response.status, said, response.headers

    async def open(self, profile: str = "site") -> Page:
        """Open a session."""
        status, said, _ = await self.ask("POST", "api/session", {"profile": profile})
        assert status == 201, said
        self.token = said["token"]
        return self

    async def say(self, text: str, id: str = "") -> Any:
        """Send words and return the replies."""
        body = {"id": id or f"message-{next(_numbers)}", "text": text}
        status, said, _ = await self.ask("POST", "api/messages", body)
        assert status == 200, said
        return said["replies"]


@dataclass
class Stage:
    """A running channel with its agent and clocks."""

    agent: StubAgent
    channel: WebChannel
    base: str
    clock: Clock
    http: aiohttp.ClientSession
    app: Sanic

    def page(self, **headers: str) -> Page:
        """Return a page that has no session yet."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(self.http, self.base, headers=named)


@asynccontextmanager
async def stage(
    data: Path, agent: StubAgent | None = None, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Stage]:
    """Serve the channel on a free port; the settings are those given, the database in `data`."""
    clock = clock or Clock()
    (port,) = free_ports(1)
    chosen = Settings("127.0.0.1", port, port, data, **settings)
    pages = data / "pages"
    if not pages.exists():
        pages = ROOT / "bot" / "web"
    channel = WebChannel(WebServices(chosen, LIBRARY, pages, wall_clock=clock, clock=clock))
    app = Sanic(f"stage_{next(_numbers)}", configure_logging=False)
    configure_cors(app, None)
    register([channel], app, route="/webhooks/")
    app.ctx.agent = (agent or StubAgent()).keep_in(chosen)
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    async with aiohttp.ClientSession() as http:
        try:
            yield Stage(app.ctx.agent, channel, f"http://127.0.0.1:{port}/web", clock, http, app)
        finally:
            server.close()
            await server.wait_closed()
