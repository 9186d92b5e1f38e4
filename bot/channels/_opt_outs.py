"""Who asked to be written to no more: by digest, until they ask for the contrary."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.records import create_missing, engine_for, in_plain_words

_DIGEST = 64

_tables = sa.MetaData()
# Of a name that is itself a digest with the server's key: a row tells of nobody.
_opt_outs = sa.Table(
    "channel_opt_outs",
    _tables,
    sa.Column("digest", sa.String(_DIGEST), primary_key=True),
    sa.Column("since", sa.Float, nullable=False),
)


class OptOuts:
    """The conversations that ended with « STOP »; `clock` gives seconds since 1970.

    Every method raises RecordsError when the database cannot be used.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._engine = engine_for(url, keep_open=True)
        with in_plain_words(self._engine):
            create_missing(self._engine, _tables)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._engine.dispose()

    def add(self, conversation: str) -> None:
        """Remember that a conversation is not to be written to."""
        row = {"digest": _digest(conversation), "since": self._clock()}
        with self._transaction() as connection:
            connection.execute(_opt_outs.delete().where(_opt_outs.c.digest == row["digest"]))
            connection.execute(_opt_outs.insert().values(row))

    def remove(self, conversation: str) -> bool:
        """Forget that; False when there was nothing to forget."""
        theirs = _opt_outs.c.digest == _digest(conversation)
        with self._transaction() as connection:
            return bool(connection.execute(_opt_outs.delete().where(theirs)).rowcount)

    def holds(self, conversation: str) -> bool:
        """Tell whether a conversation is not to be written to."""
        query = sa.select(_opt_outs.c.since).where(_opt_outs.c.digest == _digest(conversation))
        with self._transaction() as connection:
            return connection.execute(query).first() is not None

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        with in_plain_words(self._engine), self._engine.begin() as connection:
            yield connection


def _digest(conversation: str) -> str:
    return hashlib.sha256(conversation.encode()).hexdigest()
