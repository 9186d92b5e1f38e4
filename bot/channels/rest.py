"""Rasa's REST channel for programs of the operator's, which hold a token.

Rasa's own asks nobody who they are, reads bodies of any size, takes a conversation's name from the
sender and writes the words of a message that fails to the log.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from pydantic import BaseModel, ConstrainedStr, Extra
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.bodies import Text, body_of
from bot.channels.conversations import storable
from bot.channels.problems import Failed, NoToken, response_to
from bot.channels.rates import Spending, rates_of
from bot.channels.refusals import Full, Refusal
from bot.channels.visitors import Subscribers
from bot.errors import ConversationFull, place_of
from bot.installation.secret import is_bearer
from bot.settings import Settings

logger = structlog.get_logger()

Listener = Callable[[UserMessage], Awaitable[Any]]


class _Sender(ConstrainedStr):
    strict = True
    max_length = 200
    regex = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+\Z")  # what a database keeps as it is


class RestRequest(BaseModel):
    """What a program says for one of its users, called `sender`: words, or a payload."""

    sender: _Sender
    message: Text

    class Config:
        extra = Extra.forbid


class RestChannel(RestInput):
    """A program's way to the bot, off while no token is set."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.rest_token
        self._sender_rate = settings.web_rate
        self._rates = rates_of(settings)
        self._subscribers = Subscribers(self.name(), settings)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> RestChannel:
        """Return the channel of this installation. Raises StartupError."""
        return cls(Settings.from_environment())

    def blueprint(self, on_new_message: Listener) -> Blueprint:
        """Return the routes: none while the channel is off."""
        routes = Blueprint("decroche_rest")
        if self._token:
            routes.add_route(
                functools.partial(self._serve, on_new_message),
                "/webhook",
                methods=["POST"],
                name="webhook",
                stream=True,  # the size of a body is judged before it is all here
            )
        return routes

    def conversation(self, sender: str) -> str:
        """Return the name of a sender's conversation, which no other channel gives."""
        return f"{self.name()}-{sender}"

    async def _serve(self, on_new_message: Listener, request: Request) -> HTTPResponse:
        try:
            said = await self._answer(on_new_message, await self._admitted(request))
        except Refusal as refusal:
            return response_to(refusal)
        except ConversationFull:
            return response_to(Full())
        except Exception as error:
            # Neither its text nor its values: they may be a visitor's.
            logger.error("rest.failed", error=type(error).__name__, place=place_of(error))
            return response_to(Failed())
        text = json.dumps(said, ensure_ascii=False)
        return HTTPResponse(text, content_type="application/json")

    async def _admitted(self, request: Request) -> RestRequest:
        address = self._subscribers.spending(request)
        if not is_bearer(request.headers.get("authorization", ""), self._token or ""):
            await self._rates.require_patience(address)  # guessing the token is slowed down
            raise NoToken
        given = await body_of(request, RestRequest)
        sender = Spending(self.conversation(given.sender), self._sender_rate)
        await self._rates.require_patience(address, sender)
        return given

    async def _answer(self, on_new_message: Listener, given: RestRequest) -> list[dict[str, Any]]:
        uttered = CollectingOutputChannel()
        await on_new_message(
            UserMessage(
                storable(given.message),
                uttered,
                self.conversation(given.sender),
                input_channel=self.name(),
            )
        )
        return [{**message, "recipient_id": given.sender} for message in uttered.messages]
