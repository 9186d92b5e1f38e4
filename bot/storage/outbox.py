"""Events that wait for the broker, in the database: a broker that is away loses none of them.

They are written in the transaction of their turn, already masked. One server of all hands them
over, in the order in which they were written, so those of a conversation keep theirs. An event
goes from here once the broker has confirmed it; of a server that is killed in between, the next
one hands it over again, with the same id.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.storage.chores import Chore
from bot.storage.engine import transaction
from bot.storage.public_events import masked_events
from bot.storage.schema import open_database
from bot.storage.tables import broker_events

CLAIM = 30.0  # seconds without a word after which a server that hands over is taken for dead


@dataclass(frozen=True)
class Outgoing:
    """An event to hand over: its `id`, for who gets it twice, and its JSON."""

    position: int
    id: str
    event: str


def rows_of(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the events of a turn, with their `sender_id`, masked.

    Names take some ten milliseconds a text: nobody is to wait for them in a transaction.
    """
    now = time.time()
    return [
        {
            "id": uuid.uuid4().hex,
            "conversation": event["sender_id"],
            "made_at": now,
            "event": json.dumps(event, ensure_ascii=False),
        }
        for event in masked_events(events)
    ]


def put_out(connection: Any, rows: list[dict[str, Any]]) -> None:
    """Write rows of events in the transaction of their turn."""
    if rows:
        connection.execute(broker_events.insert(), rows)


class Outbox:
    """What waits for the broker. Every method raises RecordsError."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._engine = open_database(url)
        self._chore = Chore("hand over to the broker", CLAIM, clock)

    def put(self, events: Sequence[dict[str, Any]]) -> None:
        """Write events that belong to no turn."""
        rows = rows_of(events)
        with transaction(self._engine) as connection:
            put_out(connection, rows)

    def next(self, most: int) -> list[Outgoing]:
        """Return the first events, ours to hand over; none while another server does it."""
        query = sa.select(
            broker_events.c.position, broker_events.c.id, broker_events.c.event
        ).order_by(broker_events.c.position)
        with transaction(self._engine) as connection:
            if connection.execute(query.limit(1)).first() is None:
                return []
            if not self._chore.claim(connection):
                return []
            # Read once the work is ours: another may have just finished with some of them.
            return [Outgoing(*row) for row in connection.execute(query.limit(most))]

    def done(self, events: Iterable[Outgoing]) -> None:
        """Drop events that the broker has confirmed."""
        positions = [event.position for event in events]
        with transaction(self._engine) as connection:
            given = broker_events.c.position.in_(positions)
            connection.execute(broker_events.delete().where(given))

    def let_go(self) -> None:
        """Leave the work to other servers."""
        with transaction(self._engine) as connection:
            self._chore.let_go(connection)
