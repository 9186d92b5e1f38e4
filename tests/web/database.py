"""What the server's database holds of visitors."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.settings import Settings


def dump(settings: Settings) -> str:
    """Return every row of the database as text, the escapes of JSON undone."""
    file = settings.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection:
        rows = "\n".join(connection.iterdump())
    return rows.encode("latin-1", "backslashreplace").decode("unicode_escape", "replace")
