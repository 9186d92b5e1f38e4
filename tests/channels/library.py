"""The real content as the channels of the tests have it."""

from __future__ import annotations

from bot.publishing import open_library

LIBRARY = open_library()
