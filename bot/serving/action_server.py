"""The action server: `python -m bot.serving.action_server`, as `decroche run` starts it.

rasa_sdk's own asks nobody for credentials, inflates what it gets without bound and answers an
error with its text and the request. Here a call bears the secret that the Rasa server shares.
"""

from __future__ import annotations

import json
import sys
from asyncio import AbstractEventLoop
from typing import TYPE_CHECKING, Any

import structlog

from actions import desk
from bot.errors import place_of
from bot.installation.secret import action_secret, is_bearer
from bot.serving.logs import mask_logs
from bot.serving.process import keep_private, prepare
from bot.settings import Settings

if TYPE_CHECKING:
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse

logger = structlog.get_logger()

_MOST_BYTES = 16_777_216  # of a call, which holds its conversation whole: some 2,500 turns
_HEALTH = "/health"  # tells nothing: asked without secret


def main() -> None:
    """Serve the actions on the address of the settings, until a signal ends it."""
    settings = Settings.from_environment()
    verbose = "--verbose" in sys.argv
    keep_private()
    prepare(verbose)
    from rasa_sdk.utils import configure_colored_logging

    from bot.serving.connections import BoundedProtocol, bound

    configure_colored_logging("INFO" if verbose else "ERROR")
    mask_logs()
    desk.content()  # reading and checking it takes seconds: not at the first visitor's cost
    app = _app(action_secret(settings))
    app.register_listener(_start_courier, "after_server_start")
    app.register_listener(_stop_courier, "before_server_stop")
    bound(app)
    address = settings.action_host, settings.action_port
    app.run(*address, access_log=verbose, protocol=BoundedProtocol)


def _app(secret: str) -> Sanic:
    """Return rasa_sdk's application behind a guard."""
    from rasa_sdk.endpoint import create_app
    from sanic.exceptions import SanicException

    async def admit(request: Request, **_: Any) -> None:
        if request.path == _HEALTH:
            return
        if not is_bearer(request.headers.get("authorization", ""), secret):
            raise SanicException("no secret", status_code=401)
        if "content-encoding" in request.headers:
            raise SanicException("no encoding", status_code=415)

    app: Sanic = create_app("actions", cors_origins=[])
    app.config.REQUEST_MAX_SIZE = _MOST_BYTES
    app.signal("http.routing.after")(admit)  # before the body is read, as no middleware is
    app.error_handler.add(Exception, _refuse)
    return app


async def _refuse(request: Request, error: Exception) -> HTTPResponse:
    """Answer without the error's text or the request's: they may be a visitor's."""
    from sanic.exceptions import SanicException
    from sanic.response import HTTPResponse

    status = error.status_code if isinstance(error, SanicException) else 500
    if status == 500:
        logger.error("actions.failed", error=type(error).__name__, place=place_of(error))
    body = json.dumps({"error": status})
    return HTTPResponse(body, status=status, content_type="application/json")


async def _start_courier(app: Any, loop: AbstractEventLoop) -> None:
    desk.courier().start()


async def _stop_courier(app: Any, loop: AbstractEventLoop) -> None:
    desk.courier().stop()


if __name__ == "__main__":
    main()
