"""How long what visitors leave is kept, and deleting what is older, once a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.settings import Settings
from bot.storage import Erasure, PurgeCounts, open_database, transaction
from bot.storage.chores import Chore

LOOK_EVERY = 600.0  # seconds between two looks whether it is time
_EVERY = 24 * 3600.0  # seconds
_CLAIM = 600.0  # seconds after which a server that purges is taken for dead


def purge_old(erasure: Erasure, settings: Settings, now: datetime) -> PurgeCounts:
    """Delete what is older than the settings allow, and return how many of each.

    Feedback and kept questions quote the conversation, so they last no longer. Raises RecordsError.
    """
    conversations = now - timedelta(days=settings.conversation_days)
    contacts = now - timedelta(days=settings.contact_days)
    return erasure.purge(contacts, conversations, conversations, now)


class Retention:
    """The daily purge, which one of all servers on a database does. `clock` is since 1970."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock
        self._engine = open_database(settings.database)
        self._erasure = Erasure(settings.database)
        self._chore = Chore("purge", _CLAIM, clock)

    def purge_if_due(self) -> PurgeCounts | None:
        """Purge, unless it was done today or another server does it. Raises RecordsError."""
        with transaction(self._engine) as connection:
            if not self._chore.is_due(connection, _EVERY) or not self._chore.claim(connection):
                return None
            if not self._chore.is_due(connection, _EVERY):  # another did it while we waited
                self._chore.let_go(connection)
                return None
        try:
            now = datetime.fromtimestamp(self._clock(), UTC)
            counts = purge_old(self._erasure, self._settings, now)
        except BaseException:
            with transaction(self._engine) as connection:
                self._chore.let_go(connection)
            raise
        with transaction(self._engine) as connection:
            self._chore.finish(connection)
        return counts
