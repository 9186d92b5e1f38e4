"""Rasa's REST channel for programs of the operator's, which hold a token.

Rasa's own asks nobody who they are, reads bodies of any size, takes a conversation's name from the
sender and writes the words of a message that fails to the log.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.conversations import storable
from bot.channels.limits import Rate
from bot.channels.refusals import Full, Refusal, TooMany
from bot.channels.web.bodies import RestRequest, body_of
from bot.channels.web.problems import Failed, NoToken, response_to
from bot.channels.web.visitors import AddressRate
from bot.errors import ConversationFull, place_of
from bot.installation.secret import is_bearer
from bot.settings import Settings

logger = structlog.get_logger()

Listener = Callable[[UserMessage], Awaitable[Any]]


class RestChannel(RestInput):
    """A program's way to the bot, off while no token is set."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.rest_token
        self._sender_rate = Rate(settings.web_rate)
        self._address_rate = AddressRate(settings)

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
            self._admit(request)
            said = await self._answer(on_new_message, await body_of(request, RestRequest))
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

    def _admit(self, request: Request) -> None:
        self._address_rate.require_patience(request)  # first: guessing the token is slowed down
        if not is_bearer(request.headers.get("authorization", ""), self._token or ""):
            raise NoToken

    async def _answer(self, on_new_message: Listener, given: RestRequest) -> list[dict[str, Any]]:
        if wait := self._sender_rate.spend(given.sender):
            raise TooMany(wait)
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
