"""The bot in the command's own process, without servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.serving.local_bot import LocalBot


def load_libraries() -> None:
    """Make numpy and Rasa quiet and single-threaded, before either loads."""
    from bot.serving.process import configure_logging, prepare

    prepare()
    configure_logging()


def local_bot_ready() -> LocalBot:
    """Return the bot of the trained model. Raises ModelError."""
    settings = Settings.from_environment()
    load_libraries()
    from bot.serving.local_bot import LocalBot

    return LocalBot(settings.model)
