"""The connections to the database, and its errors in the operator's words.

One pool a process and a database: whoever needs the database shares it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
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


_engines: dict[str, Any] = {}  # by URL
_making = threading.Lock()


def engine_for(url: str) -> Any:
    """Return the engine of a database URL: the same one in all of a process.

    Raises RecordsError for one that means nothing. Its connections stay open until `dispose()`.
    """
    with _making:
        if url not in _engines:
            _engines[url] = _made(url)
        return _engines[url]


def separate_engine(url: str, connections: int) -> Any:
    """Return an engine of a PostgreSQL database that nobody shares, of so many connections.

    Raises RecordsError for a URL that means nothing.
    """
    return _made(url, pool_size=connections, max_overflow=0)


def _made(url: str, **pool: int) -> Any:
    try:
        parsed = sa.engine.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed)
        options = {"connect_timeout": _PATIENCE}
        # Without pre_ping, the first use after the server's restart would fail.
        return sa.create_engine(parsed, connect_args=options, pool_pre_ping=True, **pool)
    except (ArgumentError, ImportError, ValueError):
        remedy = "write sqlite:////folder/file.db or postgresql://user:password@host/database"
        raise RecordsError(_SETTING, "is no database URL", remedy) from None


@contextlib.contextmanager
def transaction(engine: Any, durable: bool = True) -> Iterator[Any]:
    """Give a connection whose statements all count, or none. Raises RecordsError.

    What is not `durable` spares the disk: a killed process loses nothing of it, but a power cut
    may take the last of it from a SQLite file.
    """
    with in_plain_words(engine), engine.connect() as connection:
        spares = not durable and engine.dialect.name == "sqlite"
        if spares:
            connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
        try:
            with connection.begin():
                yield connection
        finally:
            if spares:  # the next one who gets the connection may want to be sure
                connection.exec_driver_sql("PRAGMA synchronous = FULL")


@contextlib.contextmanager
def one_statement(engine: Any) -> Iterator[Any]:
    """Give a connection on which each statement counts by itself, at the cost of no other.

    Raises RecordsError.
    """
    with in_plain_words(engine), engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def insert_once(connection: Any, table: Any, row: dict[str, Any]) -> bool:
    """Insert a row; False when one with its key is there already."""
    statement = _inserts(connection)(table).values(row).on_conflict_do_nothing()
    return bool(connection.execute(statement).rowcount)


def _inserts(connection: Any) -> Any:
    # Both databases of ours know « on conflict »; SQLAlchemy has it for each apart.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[import-untyped]
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[import-untyped]
    return insert


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
            where, remedy = place_of(engine), f"see that it runs, or set {_SETTING}"
            raise RecordsError(where, f"cannot be used: {reason}", remedy) from None
        kind = type(getattr(error, "orig", None) or error).__name__
        remedy = f"see the database's own log, or set {_SETTING}"
        raise RecordsError(place_of(engine), f"refused a statement ({kind})", remedy) from None


def empty_the_journal(engine: Any) -> bool:
    """Write SQLite's journal into its file: what was deleted still stands in it until then.

    False when somebody else read or wrote for longer than our patience.
    """
    if engine.dialect.name != "sqlite":
        return True
    with in_plain_words(engine), engine.connect() as connection:
        is_busy, *_ = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    return not is_busy


def _sqlite(url: Any) -> Any:
    if not url.database:
        raise ValueError("no file")
    _make_private(Path(url.database))
    # Several threads use a connection, one at a time.
    options = {"timeout": _PATIENCE, "check_same_thread": False}
    # Kept open: SQLite makes a checkpoint when the last one closes, which each message would pay.
    engine = sa.create_engine(url, connect_args=options, poolclass=sa.pool.QueuePool)
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


@contextlib.contextmanager
def patience_of(connection: Any, seconds: int) -> Iterator[None]:
    """Have a connection to a SQLite file wait so long for another process to end its writing."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {seconds * 1000}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    # The Rasa server and the action server write the same file. WAL stays in the file: whoever
    # cannot switch now, because another is at it, has nothing to do. What is wrong with the file
    # itself, the first statement says.
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA journal_mode = WAL")


def place_of(engine: Any) -> str:
    """Return where the database is, without user and password."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        return str(url.database)
    return f"{engine.dialect.name}://{url.host or ''}:{url.port or 5432}/{url.database or ''}"
