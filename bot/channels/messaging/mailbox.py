"""What came in and what is to go out, in the database: a killed server loses nothing of it.

An arrival waits until the bot has answered, a call until the platform has taken it. Whoever works
on a row holds it for a short while and says so again and again; a row whose holder fell silent is
anybody's. Of what came only a digest of its id stays for a while, so that what a platform brings
again is not answered again.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
import structlog

from bot.channels.messaging.messages import Arrival, Call
from bot.storage import (
    Claims,
    channel_arrivals,
    channel_calls,
    channel_seen,
    digest_of,
    empty_the_journal,
    insert_once,
    open_database,
    transaction,
)

logger = structlog.get_logger()

HOLD = 15.0  # seconds without a word after which a holder is taken for dead
_REMEMBERED = 7 * 24 * 3600.0  # seconds: the platforms deliver again for some hours, at most a day
_UNDELIVERED = 6 * 3600.0  # seconds after which an answer is of no use to anybody
_TOO_OLD = "it waited too long"
_SHORTEST_WAIT = 0.1  # seconds
_SWEEP_EVERY = 600.0  # seconds between two looks for what is too old


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
        holder = uuid.uuid4().hex
        self._arrivals = Claims(channel_arrivals, HOLD, clock, holder)
        self._calls = Claims(channel_calls, HOLD, clock, holder)
        self._swept_at = 0.0
        self._engine = open_database(url)

    # --- Arrivals -----------------------------------------------------------------------------

    def keep(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Keep arrivals until they are answered, and return those that never came before."""
        with transaction(self._engine) as connection:
            return [arrival for arrival in arrivals if self._insert(connection, arrival)]

    def next_arrival(self, conversation: str) -> Kept | Later | None:
        """Hold the next arrival of a conversation and return it; None when there is none."""
        first = (channel_arrivals.c.sent_at, channel_arrivals.c.position)
        with transaction(self._engine) as connection:
            row = self._first(connection, self._arrivals, channel_arrivals, conversation, *first)
            if row is None or isinstance(row, Later):
                return row
            of_theirs = channel_arrivals.c.conversation == conversation
            newest = sa.select(sa.func.max(channel_arrivals.c.kept_at)).where(of_theirs)
            written_at = connection.execute(newest).scalar() or 0.0
        arrival = Arrival(**{**json.loads(row.message), "written_at": written_at})
        return Kept(row.position, arrival, row.attempts)

    def postpone_arrival(self, kept: Kept) -> None:
        """Note that an arrival could not be answered yet."""
        attempts = kept.attempts + 1
        with transaction(self._engine) as connection:
            ours = self._arrivals.is_ours(kept.position)
            connection.execute(channel_arrivals.update().where(ours).values(attempts=attempts))

    def answered(self, kept: Kept, calls: Iterable[Call], erase: bool = False) -> bool:
        """Let the calls that answer an arrival wait for delivery, and forget its words.

        With `erase`, what else waits to be delivered in the conversation is forgotten too. False
        when somebody else answered it meanwhile: then nothing is done.
        """
        conversation = kept.arrival.conversation
        ours = self._arrivals.is_ours(kept.position)
        with transaction(self._engine) as connection:
            if not connection.execute(channel_arrivals.delete().where(ours)).rowcount:
                return False
            if erase:
                connection.execute(
                    channel_calls.delete().where(channel_calls.c.conversation == conversation)
                )
            rows = [self._call_row(conversation, call) for call in calls]
            if rows:
                connection.execute(channel_calls.insert(), rows)
        if erase and not empty_the_journal(self._engine):
            logger.warning("mailbox.journal_in_use", channel=self._channel)
        return True

    def is_busy(self, conversation: str) -> bool:
        """Tell whether an arrival of a conversation waits for its answer, or that to be sent."""
        waiting = (
            sa.select(table.c.position).where(
                table.c.channel == self._channel, table.c.conversation == conversation
            )
            for table in (channel_arrivals, channel_calls)
        )
        with transaction(self._engine) as connection:
            return any(connection.execute(each.limit(1)).first() for each in waiting)

    def follow(self, *what: str) -> None:
        """Remember a thread for a week from now: who spoke to the bot there need not name it."""
        digest, now = self._thread(*what), self._clock()
        renewed = channel_seen.update().where(channel_seen.c.digest == digest)
        with transaction(self._engine) as connection:
            if not insert_once(connection, channel_seen, {"digest": digest, "received_at": now}):
                connection.execute(renewed.values(received_at=now))

    def follows(self, *what: str) -> bool:
        """Tell whether a thread is remembered."""
        known = sa.select(channel_seen.c.digest).where(channel_seen.c.digest == self._thread(*what))
        with transaction(self._engine) as connection:
            return connection.execute(known).first() is not None

    # --- Calls --------------------------------------------------------------------------------

    def next_call(self, conversation: str) -> Waiting | Later | None:
        """Hold the next call of a conversation and return it; None when there is none."""
        with transaction(self._engine) as connection:
            row = self._first(
                connection, self._calls, channel_calls, conversation, channel_calls.c.position
            )
            if row is None or isinstance(row, Later):
                return row
            if self._clock() - row.made_at > _UNDELIVERED:
                self._delete_call(connection, row.position)
                logger.error("messaging.call_given_up", channel=self._channel, reason=_TOO_OLD)
                return Later(0.0)
            if row.due_at > self._clock():
                return Later(row.due_at - self._clock())
            if row.begun:
                # Its sender died on it. Better no answer than the same one twice.
                self._delete_call(connection, row.position)
                return Later(0.0)
            ours = self._calls.is_ours(row.position)
            connection.execute(channel_calls.update().where(ours).values(begun=True))
        return Waiting(row.position, Call(**json.loads(row.call)), row.attempts)

    def postpone_call(self, waiting: Waiting, seconds: float) -> bool:
        """Try a call again after so many seconds; False when it has waited too long and goes."""
        now = self._clock()
        values = {"due_at": now + seconds, "attempts": waiting.attempts + 1, "begun": False}
        made_at = sa.select(channel_calls.c.made_at).where(
            channel_calls.c.position == waiting.position
        )
        with transaction(self._engine) as connection:
            made = connection.execute(made_at).scalar()
            if made is not None and now + seconds - made > _UNDELIVERED:
                self._delete_call(connection, waiting.position)
                return False
            ours = self._calls.is_ours(waiting.position)
            connection.execute(channel_calls.update().where(ours).values(values))
        return True

    def done(self, waiting: Waiting) -> None:
        """Forget a call that needs no more trying."""
        with transaction(self._engine) as connection:
            self._delete_call(connection, waiting.position)

    def drop_calls(self, conversation: str) -> None:
        """Forget all calls of a conversation: nobody is there to receive them."""
        with transaction(self._engine) as connection:
            connection.execute(
                channel_calls.delete().where(channel_calls.c.conversation == conversation)
            )

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self._clock()

    # --- Both ---------------------------------------------------------------------------------

    def unfinished(self) -> tuple[list[str], list[str]]:
        """Return the conversations with arrivals to answer, and those with calls to make."""
        with transaction(self._engine) as connection:
            arrivals, calls = (
                connection.execute(
                    sa.select(table.c.conversation)
                    .where(table.c.channel == self._channel)
                    .distinct()
                )
                .scalars()
                .all()
                for table in (channel_arrivals, channel_calls)
            )
        return list(arrivals), list(calls)

    def hold_on(self) -> None:
        """Say that this server lives, to keep what it works on; forget what is too old."""
        now = self._clock()
        with transaction(self._engine) as connection:
            for claims in (self._arrivals, self._calls):
                claims.hold_on(connection)
            if now - self._swept_at > _SWEEP_EVERY:
                self._swept_at = now
                self._sweep(connection)

    def let_go(self) -> None:
        """Leave what was not finished to the next server, at once."""
        with transaction(self._engine) as connection:
            for claims in (self._arrivals, self._calls):
                claims.let_go(connection)

    def _delete_call(self, connection: Any, position: int) -> None:
        connection.execute(channel_calls.delete().where(channel_calls.c.position == position))

    def _sweep(self, connection: Any) -> None:
        """Forget what is too old, also of channels that were turned off."""
        now = self._clock()
        seen = channel_seen.c.received_at < now - _REMEMBERED
        connection.execute(channel_seen.delete().where(seen))
        undelivered = channel_calls.c.made_at < now - _UNDELIVERED
        if given_up := connection.execute(channel_calls.delete().where(undelivered)).rowcount:
            logger.error("messaging.call_given_up", calls=given_up, reason=_TOO_OLD)

    def _thread(self, *what: str) -> str:
        return str(digest_of(self._channel, "thread", *what))

    def _first(
        self, connection: Any, claims: Claims, table: Any, conversation: str, *order: Any
    ) -> Any:
        """Claim the first row of a conversation and return it; Later when another server has it."""
        columns = table.c
        query = sa.select(columns.position, columns.held_until).order_by(*order).limit(1)
        found = connection.execute(query.where(columns.conversation == conversation)).first()
        if found is None:
            return None
        row = claims.this(connection, found.position)  # the next one has to wait for it
        left = (found.held_until or 0.0) - self._clock()
        return Later(max(_SHORTEST_WAIT, min(1.0, left))) if row is None else row

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
        digest = digest_of(self._channel, arrival.message_id)
        now = self._clock()
        seen = {"digest": digest, "received_at": now}
        if not insert_once(connection, channel_seen, seen):
            return False
        row = {
            "channel": self._channel,
            "conversation": arrival.conversation,
            "attempts": 0,
            "sent_at": arrival.sent_at,
            "kept_at": now,
            "message": json.dumps({**asdict(arrival), "receipt": ""}, separators=(",", ":")),
        }
        connection.execute(channel_arrivals.insert().values(row))
        return True
