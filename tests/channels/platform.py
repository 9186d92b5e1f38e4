"""The platforms on loopback: one server that speaks the APIs as their documentation says.

It records every call, plays the answers of a script first, refuses what the platform would refuse,
and can be away: then nothing listens on its port.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.channels import platform_meta, platform_slack, platform_telegram, platform_twilio
from tests.conftest import free_ports

_PATIENCE = 20.0  # seconds that a test waits for calls


@dataclass(frozen=True)
class Recorded:
    """A call that came in: `path` is behind the platform's name, `sent` its JSON or its form."""

    platform: str
    path: str
    headers: dict[str, str]
    sent: dict[str, Any]
    at: float
    method: str = "POST"


@dataclass(frozen=True)
class Answer:
    """What the platform says to the next call; `cut` hangs up without a word, after `delay`."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False


Judge = Callable[[Recorded], tuple[int, dict[str, Any]]]

_JUDGES: dict[str, Judge] = {
    "telegram": platform_telegram.judge,
    "slack": platform_slack.judge,
    "messenger": platform_meta.judge,
    "twilio": platform_twilio.judge,
}


class FakePlatform:
    """All platforms at `url`: /telegram, /messenger, /twilio, /slack."""

    def __init__(self) -> None:
        (self._port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self._port}"
        self.calls: list[Recorded] = []
        self.script: list[Answer] = []
        self.receipts_take = 0.0  # seconds on their way here
        self.templates: dict[str, str] | None = None  # ids by name; None: the account has no API
        self._runner: web.AppRunner | None = None

    @property
    def settings(self) -> dict[str, str]:
        """The settings that send all calls here."""
        apis = {f"{platform}_api": f"{self.url}/{platform}" for platform in _JUDGES}
        of_whatsapp = ("twilio_content_api", "twilio_messaging_api")
        return {**apis, **dict.fromkeys(of_whatsapp, f"{self.url}/twilio")}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What visitors were sent, in order: no « is typing », no set-up."""
        return [call.sent for call in self.calls if _shows(call)]

    async def up(self) -> None:
        """Listen (again)."""
        app = web.Application()
        app.router.add_route("*", "/{platform}/{path:.*}", self._take)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def down(self) -> None:
        """Be away."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def wait_for(self, count: int) -> list[dict[str, Any]]:
        """Return what visitors were sent once it is so much; fail when it never is."""
        await until(lambda: len(self.shown) >= count, lambda: f"{count} messages: {self.shown}")
        return self.shown

    async def _take(self, request: web.Request) -> web.StreamResponse:
        form = request.content_type == "application/x-www-form-urlencoded"
        sent = dict(await request.post()) if form else json.loads(await request.read() or b"{}")
        call = Recorded(
            request.match_info["platform"],
            f"/{request.match_info['path']}",
            {name.lower(): value for name, value in request.headers.items()},
            sent,
            time.monotonic(),
            request.method,
        )
        if not _shows(call):
            await asyncio.sleep(self.receipts_take)
        self.calls.append(call)
        # What nobody reads the answer of does not use up the script.
        is_read = _shows(call) or (call.method == "GET" and call.path != "/Content")
        scripted = self.script and is_read
        answer = self.script.pop(0) if scripted else self._judged(call)
        await asyncio.sleep(answer.delay)
        if answer.cut and request.transport:
            request.transport.abort()
        return web.json_response(answer.body or {}, status=answer.status, headers=answer.headers)

    def _judged(self, call: Recorded) -> Answer:
        if call.path.startswith("/Content"):
            return Answer(*platform_twilio.judge_template(call, self.templates))
        status, body = _JUDGES[call.platform](call)
        return Answer(status, body)


def _shows(call: Recorded) -> bool:
    ends = ("/sendMessage", "/chat.postMessage", "/me/messages", "/Messages.json")
    return call.path.endswith(ends) and "sender_action" not in call.sent


async def until(condition: Callable[[], bool], what: Callable[[], str]) -> None:
    """Wait until a condition holds; fail with `what` was waited for."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what()}"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def fake_platform() -> AsyncIterator[FakePlatform]:
    """A platform that listens."""
    platform = FakePlatform()
    await platform.up()
    try:
        yield platform
    finally:
        await platform.down()
