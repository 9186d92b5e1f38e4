"""The Rasa server: `python -m bot.serving.rasa_server`, as `decroche run` starts it."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from asyncio import AbstractEventLoop
from dataclasses import asdict
from functools import partial
from typing import Any

import structlog

from bot.errors import ModelError, RecordsError
from bot.installation.places import ROOT
from bot.installation.secret import action_secret
from bot.serving.logs import mask_logs
from bot.serving.process import configure_logging, keep_private, prepare
from bot.settings import Settings

logger = structlog.get_logger()

_LOCKS = "bot.storage.locks.AdvisoryLocks"
_LOCKS_OF_ONE = "bot.storage.locks.ProcessLocks"
_BACKLOG = 100  # connections that wait to be taken on
_FIRST_MESSAGE = "bonjour"


def main() -> None:
    """Serve the trained model on the address of the settings, until a signal ends it."""
    settings = Settings.from_environment()
    keep_private()
    prepare(verbose="--verbose" in sys.argv)
    os.environ.update(environment(settings))
    os.chdir(ROOT)
    configure_logging()
    mask_logs()
    _serve(settings)


def _serve(settings: Settings) -> None:
    # As Rasa's `serve_application`, which leaves no say in how connections are cut.
    from rasa.core.run import (
        close_resources,
        configure_app,
        create_http_input_channels,
        load_agent_on_start,
    )
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import update_sanic_log_level

    from bot.serving.action_endpoint import ActionServer
    from bot.serving.connections import IDLE, BoundedProtocol, bound

    app = configure_app(
        create_http_input_channels(None, str(ROOT / "bot" / "credentials.yml")),
        enable_api=False,
        port=settings.port,
        server_listeners=[(_make_ready, "after_server_start")],
        keep_alive_timeout=IDLE,
    )
    bound(app)
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "bot" / "endpoints.yml"))
    endpoints.action = ActionServer.at(endpoints.action)
    load = partial(load_agent_on_start, str(settings.model), endpoints, None)
    app.register_listener(load, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    update_sanic_log_level()
    app.run(settings.host, settings.port, protocol=BoundedProtocol, backlog=_BACKLOG)


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings with what the `${…}` of bot/endpoints.yml stand for.

    Raises StartupError.
    """
    return {
        **settings.as_environment(),
        "DECROCHE_ACTION_URL": settings.action_address,
        "DECROCHE_ACTION_SECRET": action_secret(settings),
        "DECROCHE_LOCK_STORE": _LOCKS if settings.is_shared else _LOCKS_OF_ONE,
        "COMPRESS_ACTION_SERVER_REQUEST": "false",  # the action server inflates nothing
    }


async def _make_ready(app: Any, loop: AbstractEventLoop) -> None:
    # Rasa logs a model that it cannot load and serves on without one: nobody would be answered.
    if not app.ctx.agent or not app.ctx.agent.is_ready():
        error = ModelError("var/models", "the model cannot be loaded", "run `decroche train`")
        print(error, file=sys.stderr, flush=True)
        os._exit(2)
    from bot.serving.action_results import check_results_with_one_schema
    from bot.serving.ordered_runner import run_in_order
    from bot.storage.failing import let_the_store_fail

    let_the_store_fail(app.ctx.agent)
    run_in_order(app.ctx.agent)
    check_results_with_one_schema()
    # The first message pays for what loads late: the bot pays before the first visitor does.
    await app.ctx.agent.parse_message(_FIRST_MESSAGE)
    gc.freeze()  # what is loaded stays: to look through it all again would make everybody wait
    app.add_task(_purge_daily(Settings.from_environment()))


async def _purge_daily(settings: Settings) -> None:
    """Delete what is too old, today and each day, unless another server does."""
    from bot.storage.retention import LOOK_EVERY, Retention

    retention = Retention(settings)
    while True:
        try:
            counts = await asyncio.to_thread(retention.purge_if_due)
            if counts:
                logger.info("retention.purged", **asdict(counts))
        except RecordsError as error:
            logger.error("retention.failed", problem=str(error))
        await asyncio.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main()
