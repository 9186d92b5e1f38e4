"""What the actions share of the installation: its settings and its records."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bot.content import Content
from bot.delivery import Courier
from bot.errors import ContentError
from bot.records import Records
from bot.settings import Settings

logger = structlog.get_logger()

Read = TypeVar("Read")
_read_before: dict[Path, tuple[int, Any]] = {}  # file -> when it was edited, what it holds


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this installation. Raises StartupError."""
    return Settings.from_environment()


@lru_cache(maxsize=1)
def records() -> Records:
    """Return the records in the database of the settings. Raises RecordsError."""
    return Records(settings().database)


@lru_cache(maxsize=1)
def courier() -> Courier:
    """Return the courier that sends contact requests; it does nothing before it is started."""
    return Courier(records(), settings())


@lru_cache(maxsize=1)
def _content() -> Content:
    return Content()


def content() -> Content:
    """Return the content as its files are now."""
    _content().refresh()
    return _content()


def edited(path: Path, read: Callable[[Path], Read]) -> Read:
    """Return what `read` makes of a content file as it is now; a broken edit keeps the last good.

    Raises ContentError when no good version was ever read.
    """
    stamp = path.stat().st_mtime_ns
    kept = _read_before.get(path)
    if kept is None or kept[0] != stamp:
        try:
            _read_before[path] = (stamp, read(path))
        except ContentError as error:
            if kept is None:
                raise
            logger.error("content.kept_last_good", problem=str(error))
            _read_before[path] = (stamp, kept[1])
    result: Read = _read_before[path][1]
    return result
