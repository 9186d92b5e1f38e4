"""Work that one server of all does at a time: who does it, and when it was last done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.storage.claims import UNCLAIMED, Claims
from bot.storage.engine import insert_once
from bot.storage.tables import chores


class Chore:
    """One such work. A claim lasts `seconds` unless it is renewed, by `clock` since 1970.

    Every method works in the caller's transaction.
    """

    def __init__(self, name: str, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self._name = name
        self._clock = clock
        self._claims = Claims(chores, seconds, clock)

    def claim(self, connection: Any) -> bool:
        """Take the work on, or go on with it; False while another server has it."""
        insert_once(connection, chores, {"name": self._name})
        return self._claims.this(connection, self._name) is not None

    def is_due(self, connection: Any, every: float) -> bool:
        """Tell whether it was not done in the last `every` seconds."""
        last = connection.execute(sa.select(chores.c.done_at).where(self._is_it)).scalar()
        # A moment to come is one of a clock that went wrong.
        return last is None or not 0 <= self._clock() - last < every

    def finish(self, connection: Any) -> None:
        """Say that it was done now, and leave it to all."""
        done = {"done_at": self._clock(), **UNCLAIMED}
        ours = self._claims.is_ours(self._name)
        connection.execute(chores.update().where(ours).values(done))

    def let_go(self, connection: Any) -> None:
        """Leave it to others at once, done or not."""
        self._claims.let_go(connection)

    @property
    def _is_it(self) -> Any:
        return chores.c.name == self._name
