"""The tables of a database, brought up to date when a process first opens it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.errors import RecordsError
from bot.storage.engine import engine_for, in_plain_words, patience_of, place_of, transaction

_MIGRATIONS = Path(__file__).parent / "migrations"
_HEAD = "0011"  # the last revision: known here, a database that has it costs no look at the others
_VERSIONS = sa.table("alembic_version", sa.column("version_num"))
# Any number will do, as long as every process of ours takes the same.
_LOCK = 0x6465_6372
_PATIENCE = 600  # seconds for another process to finish its upgrade

_up_to_date: set[str] = set()  # URLs
_opening = threading.Lock()


def open_database(url: str) -> Any:
    """Return the engine of a database whose tables are those of this version.

    The first time in a process, it makes or upgrades them, one process at a time; a database that
    an earlier release made without versions is recognised. Raises RecordsError.
    """
    engine = engine_for(url)
    with _opening:
        if url not in _up_to_date:
            if _version(engine) != _HEAD:
                _upgrade(engine)
            _up_to_date.add(url)
    return engine


def _version(engine: Any) -> str | None:
    with transaction(engine) as connection:
        if not sa.inspect(connection).has_table(_VERSIONS.name):
            return None
        version = connection.execute(sa.select(_VERSIONS.c.version_num)).scalar()
        return None if version is None else str(version)


def _upgrade(engine: Any) -> None:
    # Here, since few need it: it takes longer to load than to find that there is nothing to do.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with in_plain_words(engine), _alone(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:  # it names a revision that this version does not know
            problem, remedy = "was upgraded by a later version", "install that version again"
            raise RecordsError(place_of(engine), problem, remedy) from None


@contextmanager
def _alone(engine: Any) -> Iterator[Any]:
    """Give a connection in whose transaction no other process upgrades the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                yield connection
            return
        # By itself, Python's driver begins no transaction before a CREATE.
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        with patience_of(connection, _PATIENCE), connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
