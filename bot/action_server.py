"""The action server: `python -m bot.action_server`, as `decroche run` starts it."""

from __future__ import annotations

import sys

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
    app.run(settings.host, settings.action_port, access_log=verbose)


if __name__ == "__main__":
    main()
