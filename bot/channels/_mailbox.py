"""What came in and what is to go out, in the database: a killed server loses nothing of it.

An arrival waits until the bot has answered, a call until the platform has taken it. Whoever works
on a row holds it for a short while and says so again and again; a row whose holder fell silent is
anybody's. Of what came only a digest of its id stays for a while, so that what a platform brings
again is not answered again.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.channels._messages import Arrival, Call
from bot.records import create_missing, empty_the_journal, engine_for, in_plain_words

HOLD = 15.0  # seconds without a word after which a holder is taken for dead
_REMEMBERED = 7 * 24 * 3600.0  # seconds: the platforms deliver again for some hours, at most a day
_UNDELIVERED = 6 * 3600.0  # seconds after which an answer is of no use to anybody
_LONGEST = 64
_SHORTEST_WAIT = 0.1  # seconds
_SWEEP_EVERY = 600.0  # seconds between two looks for what is too old

_tables = sa.MetaData()
_Serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_seen = sa.Table(
    "channel_seen",
    _tables,
    sa.Column("digest", sa.String(_LONGEST), primary_key=True),
    sa.Column("received_at", sa.Float, nullable=False),
)


def _worked_on(table: str, *columns: Any) -> Any:
    return sa.Table(
        table,
        _tables,
        sa.Column("position", _Serial, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(_LONGEST), nullable=False),
        sa.Column("conversation", sa.String(_LONGEST), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("holder", sa.String(_LONGEST)),
        sa.Column("held_until", sa.Float),
        *columns,
        sqlite_autoincrement=True,  # else the next row takes the number of one that was deleted
    )


_arrivals = _worked_on(
    "channel_arrivals",
    sa.Column("sent_at", sa.Float, nullable=False),
    sa.Column("message", sa.Text, nullable=False),  # JSON
)
_calls = _worked_on(
    "channel_calls",
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("begun", sa.Boolean, nullable=False),  # under way: perhaps delivered already
    sa.Column("call", sa.Text, nullable=False),  # JSON
)


@dataclass(frozen=True)
class Kept:
    """An arrival that is ours to answer; `attempts` failed before."""

    position: int
    arrival: Arrival
    attempts: int


@dataclass(frozen=True)
class Waiting:
    """A call that is ours to make; `attempts` failed before."""

    position: int
    call: Call
    attempts: int


@dataclass(frozen=True)
class Later:
    """Nothing to do for so many seconds."""

    seconds: float


class Mailbox:
    """The arrivals and calls of one channel; `clock` gives seconds since 1970.

    Every method raises RecordsError when the database cannot be used.
    """

    def __init__(self, url: str, channel: str, clock: Callable[[], float] = time.time) -> None:
        self._channel = channel
        self._clock = clock
        self._holder = uuid.uuid4().hex
        self._swept_at = 0.0
        self._engine = engine_for(url, keep_open=True)
        with in_plain_words(self._engine):
            create_missing(self._engine, _tables)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._engine.dispose()

    # --- Arrivals -----------------------------------------------------------------------------

    def keep(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Keep arrivals until they are answered, and return those that never came before."""
        with self._transaction() as connection:
            return [arrival for arrival in arrivals if self._insert(connection, arrival)]

    def next_arrival(self, conversation: str) -> Kept | Later | None:
        """Hold the next arrival of a conversation and return it; None when there is none."""
        first = (_arrivals.c.sent_at, _arrivals.c.position)
        with self._transaction() as connection:
            row = self._held(connection, _arrivals, conversation, first)
            if row is None or isinstance(row, Later):
                return row
        return Kept(row.position, Arrival(**json.loads(row.message)), row.attempts)

    def postpone_arrival(self, kept: Kept) -> None:
        """Note that an arrival could not be answered yet."""
        attempts = kept.attempts + 1
        with self._transaction() as connection:
            self._update(connection, _arrivals, kept.position, attempts=attempts)

    def answered(self, kept: Kept, calls: Iterable[Call], erase: bool = False) -> bool:
        """Let the calls that answer an arrival wait for delivery, and forget its words.

        With `erase`, what else waits to be delivered in the conversation is forgotten too. False
        when somebody else answered it meanwhile: then nothing is done.
        """
        conversation = kept.arrival.conversation
        ours = _is_ours(_arrivals, kept.position, self._holder)
        with self._transaction() as connection:
            if not connection.execute(_arrivals.delete().where(ours)).rowcount:
                return False
            if erase:
                connection.execute(_calls.delete().where(_calls.c.conversation == conversation))
            rows = [self._call_row(conversation, call) for call in calls]
            if rows:
                connection.execute(_calls.insert(), rows)
        if erase:
            empty_the_journal(self._engine)
        return True

    # --- Calls --------------------------------------------------------------------------------

    def next_call(self, conversation: str) -> Waiting | Later | None:
        """Hold the next call of a conversation and return it; None when there is none."""
        with self._transaction() as connection:
            row = self._held(connection, _calls, conversation, (_calls.c.position,))
            if row is None or isinstance(row, Later):
                return row
            if row.due_at > self._clock():
                return Later(row.due_at - self._clock())
            if row.begun:
                # Its sender died on it. Better no answer than the same one twice.
                connection.execute(_calls.delete().where(_calls.c.position == row.position))
                return Later(0.0)
            self._update(connection, _calls, row.position, begun=True)
        return Waiting(row.position, Call(**json.loads(row.call)), row.attempts)

    def postpone_call(self, waiting: Waiting, seconds: float) -> bool:
        """Try a call again after so many seconds; False when it has waited too long and goes."""
        now = self._clock()
        values = {"due_at": now + seconds, "attempts": waiting.attempts + 1, "begun": False}
        made_at = sa.select(_calls.c.made_at).where(_calls.c.position == waiting.position)
        with self._transaction() as connection:
            made = connection.execute(made_at).scalar()
            if made is not None and now + seconds - made > _UNDELIVERED:
                connection.execute(_calls.delete().where(_calls.c.position == waiting.position))
                return False
            self._update(connection, _calls, waiting.position, **values)
        return True

    def done(self, waiting: Waiting) -> None:
        """Forget a call that needs no more trying."""
        with self._transaction() as connection:
            connection.execute(_calls.delete().where(_calls.c.position == waiting.position))

    def drop_calls(self, conversation: str) -> None:
        """Forget all calls of a conversation: nobody is there to receive them."""
        with self._transaction() as connection:
            connection.execute(_calls.delete().where(_calls.c.conversation == conversation))

    # --- Both ---------------------------------------------------------------------------------

    def unfinished(self) -> tuple[list[str], list[str]]:
        """Return the conversations with arrivals to answer, and those with calls to make."""
        with self._transaction() as connection:
            arrivals, calls = (
                connection.execute(
                    sa.select(table.c.conversation)
                    .where(table.c.channel == self._channel)
                    .distinct()
                )
                .scalars()
                .all()
                for table in (_arrivals, _calls)
            )
        return list(arrivals), list(calls)

    def hold_on(self) -> None:
        """Say that this server lives, to keep what it works on; forget what is too old."""
        now = self._clock()
        with self._transaction() as connection:
            for table in (_arrivals, _calls):
                held = table.c.holder == self._holder
                connection.execute(table.update().where(held).values(held_until=now + HOLD))
            if now - self._swept_at > _SWEEP_EVERY:
                self._swept_at = now
                old = _seen.c.received_at < now - _REMEMBERED
                connection.execute(_seen.delete().where(old))

    def let_go(self) -> None:
        """Leave what was not finished to the next server, at once."""
        with self._transaction() as connection:
            for table in (_arrivals, _calls):
                held = table.c.holder == self._holder
                values = {"holder": None, "held_until": None}
                connection.execute(table.update().where(held).values(values))

    def _held(self, connection: Any, table: Any, conversation: str, order: Any) -> Any:
        """Hold the first row of a conversation and return it; Later when another server has it."""
        now, columns = self._clock(), table.c
        query = sa.select(columns.position, columns.held_until).order_by(*order).limit(1)
        found = connection.execute(query.where(columns.conversation == conversation)).first()
        if found is None:
            return None
        free = sa.or_(
            columns.holder.is_(None), columns.holder == self._holder, columns.held_until < now
        )
        values = {"holder": self._holder, "held_until": now + HOLD}
        condition = sa.and_(columns.position == found.position, free)
        if not connection.execute(table.update().where(condition).values(values)).rowcount:
            return Later(max(_SHORTEST_WAIT, min(1.0, (found.held_until or 0.0) - now)))
        # Read once it is ours: what was read before may have changed.
        return connection.execute(sa.select(table).where(columns.position == found.position)).one()

    def _update(self, connection: Any, table: Any, position: int, **values: Any) -> None:
        ours = _is_ours(table, position, self._holder)
        connection.execute(table.update().where(ours).values(values))

    def _call_row(self, conversation: str, call: Call) -> dict[str, Any]:
        now = self._clock()
        return {
            "channel": self._channel,
            "conversation": conversation,
            "made_at": now,
            "due_at": now,
            "attempts": 0,
            "begun": False,
            "call": json.dumps(asdict(call), separators=(",", ":")),
        }

    def _insert(self, connection: Any, arrival: Arrival) -> bool:
        # Both databases of ours know it; SQLAlchemy has it for each apart.
        if self._engine.dialect.name == "sqlite":
            from sqlalchemy.dialects.sqlite import insert  # type: ignore[import-untyped]
        else:
            from sqlalchemy.dialects.postgresql import insert  # type: ignore[import-untyped]
        digest = _digest(self._channel, arrival.message_id)
        seen = insert(_seen).values(digest=digest, received_at=self._clock())
        if not connection.execute(seen.on_conflict_do_nothing()).rowcount:
            return False
        row = {
            "channel": self._channel,
            "conversation": arrival.conversation,
            "attempts": 0,
            "sent_at": arrival.sent_at,
            "message": json.dumps({**asdict(arrival), "receipt": ""}, separators=(",", ":")),
        }
        connection.execute(_arrivals.insert().values(row))
        return True

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        with in_plain_words(self._engine), self._engine.begin() as connection:
            yield connection


def _is_ours(table: Any, position: int, holder: str) -> Any:
    return sa.and_(table.c.position == position, table.c.holder == holder)


def _digest(channel: str, message_id: str) -> str:
    return hashlib.sha256(f"{channel}:{message_id}".encode("utf-8", "replace")).hexdigest()
