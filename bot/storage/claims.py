"""Entries of a table that wait for work: each is one worker's at a time, tried later and later.

A worker claims an entry for a while and may say again that it lives; an entry whose holder fell
silent is anybody's. So several processes work on one table, and none does what another does.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

_MOST_DOUBLINGS = 32


@dataclass(frozen=True)
class BackOff:
    """How long to wait after failures: `first` seconds, doubling up to the `longest`.

    `spread` is the part of a wait by which it varies: what failed at one moment does not come
    again at one moment.
    """

    first: float
    longest: float
    spread: float = 0.0

    def __call__(self, failures: int) -> float:
        """Return the seconds to wait before trying again, after one failure and `failures` more."""
        doubled = self.first * 2.0 ** min(failures, _MOST_DOUBLINGS)
        return min(doubled, self.longest) * random.uniform(1 - self.spread, 1 + self.spread)


class Claims:
    """What one worker holds of a table with the columns `holder` and `held_until`.

    A claim lasts `seconds`, by `clock` in seconds since 1970: machines that share a database agree
    on the time. Every method works in the caller's transaction.
    """

    def __init__(
        self, table: Any, seconds: float, clock: Callable[[], float] = time.time, holder: str = ""
    ) -> None:
        self._table = table
        (self._key,) = table.primary_key.columns
        self._seconds = seconds
        self._clock = clock
        self._holder = holder or uuid.uuid4().hex

    def first(self, connection: Any, condition: Any, *order: Any) -> Any:
        """Claim the first entry in `order` that `condition` finds and nobody holds; None or a row.

        What another process is just claiming is passed over, not waited for.
        """
        query = (
            sa.select(self._key)
            .where(condition, self._is_abandoned())
            .order_by(*order)
            .limit(1)
            .with_for_update(skip_locked=True)  # SQLite, with one writer at a time, has no need
        )
        while (key := connection.execute(query).scalar()) is not None:
            # On SQLite, another may have done it, and let it go, since we looked.
            row = self._claimed(connection, self._key == key, condition, self._is_abandoned())
            if row is not None:
                return row
        return None

    def this(self, connection: Any, key: Any) -> Any:
        """Claim one entry, again if it is ours; return its row, or None when another holds it."""
        free = sa.or_(self._table.c.holder == self._holder, self._is_abandoned())
        return self._claimed(connection, self._key == key, free)

    def is_ours(self, key: Any) -> Any:
        """Return the condition that an entry is held by this worker."""
        return sa.and_(self._key == key, self._table.c.holder == self._holder)

    def hold_on(self, connection: Any) -> None:
        """Say that this worker lives, and keep what it holds."""
        self._change(connection, held_until=self._clock() + self._seconds)

    def let_go(self, connection: Any) -> None:
        """Leave all that this worker holds to others, at once."""
        self._change(connection, **UNCLAIMED)

    def _claimed(self, connection: Any, is_it: Any, *conditions: Any) -> Any:
        values = {"holder": self._holder, "held_until": self._clock() + self._seconds}
        claim = self._table.update().where(is_it, *conditions).values(values)
        if not connection.execute(claim).rowcount:
            return None
        # Read once it is ours: what was read before may have changed.
        return connection.execute(sa.select(self._table).where(is_it)).one()

    def _change(self, connection: Any, **values: Any) -> None:
        held = self._table.c.holder == self._holder
        connection.execute(self._table.update().where(held).values(values))

    def _is_abandoned(self) -> Any:
        columns = self._table.c
        return sa.or_(columns.holder.is_(None), columns.held_until < self._clock())


UNCLAIMED: dict[str, Any] = {"holder": None, "held_until": None}
