"""What the actions share of the installation: its settings and its records."""

from __future__ import annotations

from functools import lru_cache

from bot.content import Content
from bot.content.brands import brand_of
from bot.flows.contact.courier import Courier
from bot.publishing import library
from bot.settings import Settings
from bot.storage import Erasure, Records


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this installation. Raises StartupError."""
    return Settings.from_environment()


@lru_cache(maxsize=1)
def records() -> Records:
    """Return the records in the database of the settings. Raises RecordsError."""
    return Records(settings().database)


@lru_cache(maxsize=1)
def erasure() -> Erasure:
    """Return what erases in the database of the settings. Raises RecordsError."""
    return Erasure(settings().database)


@lru_cache(maxsize=1)
def courier() -> Courier:
    """Return the courier that sends contact requests; it does nothing before it is started."""
    return Courier(records(), settings(), _bot_of)


def _bot_of(brand: str) -> str:
    return brand_of(content(), brand).bot


def content() -> Content:
    """Return the content as it is now, everything of it checked. Raises ContentError."""
    return library().current()
