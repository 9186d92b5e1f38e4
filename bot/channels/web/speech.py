"""What the API says of the server's voice, and what it reads aloud."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.bodies import body_of
from bot.channels.problems import NotFound
from bot.channels.web.bodies import SpeechRequest, reading_of
from bot.channels.web.session import Session
from bot.channels.web.voice import Voice


class Speech:
    """The voice of `program`, if any, for who has a session; `session_of` raises NoSession."""

    def __init__(self, program: str | None, session_of: Callable[[Request], Session]) -> None:
        self._voice = Voice(program) if program else None
        self._session_of = session_of

    @property
    def methods(self) -> dict[str, Callable[[Request], Awaitable[HTTPResponse]]]:
        """What answers at its address, by method."""
        return {"GET": self._tell, "POST": self._read}

    async def _tell(self, request: Request) -> HTTPResponse:
        told = json.dumps({"voice": self._voice is not None})
        return HTTPResponse(told, content_type="application/json")

    async def _read(self, request: Request) -> HTTPResponse:
        self._session_of(request)
        text = reading_of(await body_of(request, SpeechRequest))
        if self._voice is None:
            raise NotFound
        return HTTPResponse(await self._voice.read(text), content_type="audio/wav")
