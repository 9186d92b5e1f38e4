"""Who asked to be written to no more: by digest, until they ask for the contrary."""

from __future__ import annotations

import time
from collections.abc import Callable

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.storage import channel_opt_outs, digest_of, insert_once, open_database, transaction


class OptOuts:
    """The conversations that ended with « STOP »; `clock` gives seconds since 1970.

    Every method raises RecordsError when the database cannot be used.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._engine = open_database(url)

    def add(self, conversation: str, message: str) -> bool:
        """Remember that a message asked for a conversation not to be written to.

        False when an earlier one had: this one was confirmed by then.
        """
        theirs, asking = digest_of(conversation), digest_of(conversation, message)
        row = {"digest": theirs, "since": self._clock(), "message": asking}
        query = sa.select(channel_opt_outs.c.message).where(channel_opt_outs.c.digest == theirs)
        with transaction(self._engine) as connection:
            insert_once(connection, channel_opt_outs, row)
            return bool(connection.execute(query).scalar() == asking)

    def remove(self, conversation: str) -> bool:
        """Forget that; False when there was nothing to forget."""
        theirs = channel_opt_outs.c.digest == digest_of(conversation)
        with transaction(self._engine) as connection:
            return bool(connection.execute(channel_opt_outs.delete().where(theirs)).rowcount)

    def holds(self, conversation: str) -> bool:
        """Tell whether a conversation is not to be written to."""
        query = sa.select(channel_opt_outs.c.since).where(
            channel_opt_outs.c.digest == digest_of(conversation)
        )
        with transaction(self._engine) as connection:
            return connection.execute(query).first() is not None
