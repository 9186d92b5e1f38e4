"""The action server as Rasa calls it: awaited while it starts again, spoken for while it is away.

Rasa's own endpoint raises, and Rasa then says nothing and goes on. Here the bot says that a part of
it does not answer, and what a flow had heard stays as it was: the next message takes it up.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import structlog
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.content.keys import ACTIONS_AWAY

logger = structlog.get_logger()

_STARTS_WITHIN = 5.0  # seconds: a kiosk gives up after 8
_TRY_EVERY = 0.25
_TO_ANSWER = aiohttp.ClientTimeout(total=20.0)  # an action writes to the database, no more
_REJECTED = 400  # what Rasa reads itself: the action refused to run


class ActionServer(EndpointConfig):
    """The action server's endpoint, which always has an answer."""

    _is_away = False  # for long: nobody waits for it any more

    @classmethod
    def at(cls, endpoint: EndpointConfig) -> ActionServer:
        """Return the action server that an endpoint of bot/endpoints.yml names."""
        return cls(endpoint.url, headers=endpoint.headers, **endpoint.kwargs)

    async def request(self, *arguments: Any, json: dict[str, Any], **options: Any) -> Any:
        """Run an action and return its result, or one that says that the server is away."""
        options["timeout"] = _TO_ANSWER
        deadline = time.monotonic() + (0 if self._is_away else _STARTS_WITHIN)
        while True:
            try:
                result = await super().request(*arguments, json=json, **options)
                if result is None:
                    raise ValueError("no JSON")
            except aiohttp.ClientConnectorError as error:  # it got nothing: it may be tried again
                if time.monotonic() >= deadline:
                    self._is_away = True
                    return _without(json, error)
                await asyncio.sleep(_TRY_EVERY)
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                if isinstance(error, ClientResponseError) and error.status == _REJECTED:
                    raise
                return _without(json, error)
            else:
                self._is_away = False
                return result


def _without(call: dict[str, Any], error: Exception) -> dict[str, Any]:
    # Not the error's text, which may hold the call.
    name, status = type(error).__name__, getattr(error, "status", None)
    action = str(call["next_action"])
    logger.error("actions.away", action=action, error=name, status=status)
    flow = action.removeprefix("validate_").removesuffix("_form")
    event: dict[str, Any]
    if action == flow:
        event = {"event": "followup", "name": "action_listen"}
    else:
        # A slot that is set keeps the form at its open question; without one it would end.
        state = call["tracker"]["slots"].get(flow) or {"asked": None}
        event = {"event": "slot", "name": flow, "value": state}
    return {"events": [event], "responses": [{"response": f"utter_{ACTIONS_AWAY}"}]}
