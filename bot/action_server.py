"""The action server: `python -m bot.action_server`, as `decroche run` starts it."""

from __future__ import annotations

import sys
from asyncio import AbstractEventLoop
from typing import Any

from actions import desk
from bot.quiet import prepare
from bot.settings import Settings


def main() -> None:
    """Serve the actions on the address of the settings, until a signal ends it."""
    settings = Settings.from_environment()
    verbose = "--verbose" in sys.argv
    prepare(verbose)
    from rasa_sdk.endpoint import create_app
    from rasa_sdk.utils import configure_colored_logging

    configure_colored_logging("INFO" if verbose else "ERROR")
    app = create_app("actions", cors_origins=[])
    app.register_listener(_start_courier, "after_server_start")
    app.register_listener(_stop_courier, "before_server_stop")
    app.run(settings.host, settings.action_port, access_log=verbose)


async def _start_courier(app: Any, loop: AbstractEventLoop) -> None:
    desk.courier().start()


async def _stop_courier(app: Any, loop: AbstractEventLoop) -> None:
    desk.courier().stop()


if __name__ == "__main__":
    main()
