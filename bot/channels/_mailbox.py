"""What came in and what is to go out, in the database: a killed server loses nothing of it.

Two tables. An arrival waits until the bot has answered; then only a digest of its id stays, so that
a platform that delivers it again is answered nothing again. A call waits until the platform has
taken it. Whoever works on a row holds it for a short while and says so again and again; a row
whose holder fell silent is anybody's.
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
from bot.records import create_missing, engine_for, in_plain_words

HOLD = 15.0  # seconds without a word after which a holder is taken for dead
_REMEMBERED = 7 * 24 * 3600.0  # seconds: the platforms deliver again for some hours, at most a day
_UNDELIVERED = 6 * 3600.0  # seconds after which an answer is of no use to anybody
_LONGEST = 64

_tables = sa.MetaData()
_Serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_arrivals = sa.Table(
    "channel_arrivals",
    _tables,
    sa.Column("position", _Serial, primary_key=True, autoincrement=True),
    sa.Column("digest", sa.String(_LONGEST), nullable=False, unique=True),
    sa.Column("channel", sa.String(_LONGEST), nullable=False),
    sa.Column("received_at", sa.Float, nullable=False),
    sa.Column("sent_at", sa.Float, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("holder", sa.String(_LONGEST)),
    sa.Column("held_until", sa.Float),
    # Null once answered: what could name the visitor, or quote them.
    sa.Column("conversation", sa.String(_LONGEST), index=True),
    sa.Column("message", sa.Text),  # JSON
    sqlite_autoincrement=True,  # else the next row takes the number of one that was deleted
)
_calls = sa.Table(
    "channel_calls",
    _tables,
    sa.Column("position", _Serial, primary_key=True, autoincrement=True),
    sa.Column("channel", sa.String(_LONGEST), nullable=False),
    sa.Column("conversation", sa.String(_LONGEST), nullable=False, index=True),
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("begun", sa.Boolean, nullable=False),  # under way: perhaps delivered already
    sa.Column("holder", sa.String(_LONGEST)),
    sa.Column("held_until", sa.Float),
    sa.Column("call", sa.Text, nullable=False),  # JSON
    sqlite_autoincrement=True,
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
        columns = _arrivals.c
        query = (
            sa.select(_arrivals)
            .where(columns.conversation == conversation)
            .order_by(columns.sent_at, columns.position)
            .limit(1)
        )
        with self._transaction() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            if not self._hold(connection, _arrivals, row):
                return Later(self._silence(row))
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
        forgotten = {"conversation": None, "message": None, "holder": None, "held_until": None}
        with self._transaction() as connection:
            if not self._update(connection, _arrivals, kept.position, **forgotten):
                return False
            if erase:
                connection.execute(_calls.delete().where(_calls.c.conversation == conversation))
            rows = [self._call_row(conversation, call) for call in calls]
            if rows:
                connection.execute(_calls.insert(), rows)
        if erase:
            self._empty_the_journal()
        return True

    # --- Calls --------------------------------------------------------------------------------

    def next_call(self, conversation: str) -> Waiting | Later | None:
        """Hold the next call of a conversation and return it; None when there is none."""
        query = (
            sa.select(_calls)
            .where(_calls.c.conversation == conversation)
            .order_by(_calls.c.position)
            .limit(1)
        )
        with self._transaction() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            if row.due_at > self._clock():
                return Later(row.due_at - self._clock())
            if not self._hold(connection, _calls, row):
                return Later(self._silence(row))
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
                    .where(table.c.channel == self._channel, table.c.conversation.is_not(None))
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
            old = sa.and_(
                _arrivals.c.received_at < now - _REMEMBERED, _arrivals.c.conversation.is_(None)
            )
            connection.execute(_arrivals.delete().where(old))

    def let_go(self) -> None:
        """Leave what was not finished to the next server, at once."""
        with self._transaction() as connection:
            for table in (_arrivals, _calls):
                held = table.c.holder == self._holder
                values = {"holder": None, "held_until": None}
                connection.execute(table.update().where(held).values(values))

    def _hold(self, connection: Any, table: Any, row: Any) -> bool:
        now = self._clock()
        free = sa.or_(
            table.c.holder.is_(None), table.c.holder == self._holder, table.c.held_until < now
        )
        condition = sa.and_(table.c.position == row.position, free)
        values = {"holder": self._holder, "held_until": now + HOLD}
        return bool(connection.execute(table.update().where(condition).values(values)).rowcount)

    def _silence(self, row: Any) -> float:
        return max(0.1, min(1.0, (row.held_until or 0.0) - self._clock()))

    def _update(self, connection: Any, table: Any, position: int, **values: Any) -> bool:
        ours = sa.and_(table.c.position == position, table.c.holder == self._holder)
        return bool(connection.execute(table.update().where(ours).values(values)).rowcount)

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
        message = {**asdict(arrival), "receipt": ""}
        row = {
            "digest": _digest(self._channel, arrival.message_id),
            "channel": self._channel,
            "received_at": self._clock(),
            "sent_at": arrival.sent_at,
            "attempts": 0,
            "conversation": arrival.conversation,
            "message": json.dumps(message, separators=(",", ":")),
        }
        statement = insert(_arrivals).values(row).on_conflict_do_nothing()
        return bool(connection.execute(statement).rowcount)

    def _empty_the_journal(self) -> None:
        # What was deleted still stands in SQLite's journal beside the file.
        if self._engine.dialect.name != "sqlite":
            return
        with in_plain_words(self._engine), self._engine.connect() as connection:
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).all()

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        with in_plain_words(self._engine), self._engine.begin() as connection:
            yield connection


def _digest(channel: str, message_id: str) -> str:
    return hashlib.sha256(f"{channel}:{message_id}".encode("utf-8", "replace")).hexdigest()
