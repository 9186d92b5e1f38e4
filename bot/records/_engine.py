"""The connection to the database, and its errors in the operator's words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from sqlalchemy.exc import (  # type: ignore[import-untyped]
    ArgumentError,
    DatabaseError,
    OperationalError,
    SQLAlchemyError,
)

from bot.errors import RecordsError

_SETTING = "DECROCHE_DATABASE"
_PATIENCE = 5  # seconds to reach the server, or for another process to end its writing


def engine_for(url: str, keep_open: bool = False) -> Any:
    """Return the engine of a database URL. Raises RecordsError for one that means nothing.

    With `keep_open` its connections to a SQLite file stay open: who comes with every message would
    otherwise pay for the checkpoint that SQLite makes when the last one closes.
    """
    try:
        parsed = sa.engine.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed, keep_open)
        options = {"connect_timeout": _PATIENCE}
        # Without pre_ping, the first use after the server's restart would fail.
        return sa.create_engine(parsed, connect_args=options, pool_pre_ping=True)
    except (ArgumentError, ImportError, ValueError):
        remedy = "write sqlite:////folder/file.db or postgresql://user:password@host/database"
        raise RecordsError(_SETTING, "is no database URL", remedy) from None


@contextlib.contextmanager
def in_plain_words(engine: Any) -> Iterator[None]:
    """Turn an error of the database into a RecordsError, without the values of the statement."""
    try:
        yield
    except SQLAlchemyError as error:
        # These are about the database itself: out of reach, locked, no database at all.
        if type(error) in (OperationalError, DatabaseError):
            # First line only: PostgreSQL puts hints, and values, on the next.
            reason = str(error.orig).strip().partition("\n")[0] or "no reason given"
            where, remedy = _place(engine), f"see that it runs, or set {_SETTING}"
            raise RecordsError(where, f"cannot be used: {reason}", remedy) from None
        kind = type(getattr(error, "orig", None) or error).__name__
        remedy = f"see the database's own log, or set {_SETTING}"
        raise RecordsError(_place(engine), f"refused a statement ({kind})", remedy) from None


def empty_the_journal(engine: Any) -> None:
    """Write SQLite's journal into its file: what was deleted still stands in it until then."""
    if engine.dialect.name != "sqlite":
        return
    with in_plain_words(engine), engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).all()


def _sqlite(url: Any, keep_open: bool) -> Any:
    if not url.database:
        raise ValueError("no file")
    _make_private(Path(url.database))
    options: dict[str, Any] = {"timeout": _PATIENCE}
    if keep_open:  # one thread at a time, but not always the same
        options["check_same_thread"] = False
    pool = sa.pool.QueuePool if keep_open else sa.pool.NullPool
    engine = sa.create_engine(url, connect_args=options, poolclass=pool)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_private(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Names and addresses of visitors: for the account of the servers only.
        file.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        problem = f"cannot write there ({error.strerror})"
        raise RecordsError(str(file), problem, f"mend its rights or set {_SETTING}") from None


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    # The Rasa server and the action server write the same file. WAL stays in the file: whoever
    # cannot switch now, because another is at it, has nothing to do. What is wrong with the file
    # itself, the first statement says.
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA journal_mode = WAL")


def _place(engine: Any) -> str:
    """Return where the database is, without user and password."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        return str(url.database)
    return f"{engine.dialect.name}://{url.host or ''}:{url.port or 5432}/{url.database or ''}"
