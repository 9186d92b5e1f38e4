"""Which message of a conversation was answered with what, so that none is answered twice.

It stands in the database: a restarted server and another replica replay the same. What is kept of
a conversation expires with its session, and goes when its visitor erases it.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.channels.refusals import Ended
from bot.channels.replies import Reply
from bot.storage import (
    channel_ended,
    channel_turns,
    digest_of,
    insert_once,
    open_database,
    transaction,
)

_SWEEP_EVERY = 600.0  # seconds between two looks for what has expired


@dataclass(frozen=True)
class Taken:
    """A message that somebody began to answer `age` seconds ago; nobody knows whether he lives."""

    owner: str
    age: float
    is_ours: bool


class Replays:
    """The memory of what was answered; `clock` gives seconds since 1970.

    Every method raises RecordsError when the database cannot be used.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._owner = uuid.uuid4().hex
        self._swept_at = 0.0
        self._engine = open_database(url)

    def claim(self, conversation: str, id: str, expires_at: float) -> list[Reply] | Taken | None:
        """Return the replies to a message, or None when it is new and now the caller's to answer.

        Raises Ended for a conversation that is over.
        """
        now = self._clock()
        row = {"conversation": conversation, "id": id, "owner": self._owner, "claimed_at": now}
        with self._transaction() as connection:
            self._sweep(connection, now)
            _require_open(connection, conversation)
            found = connection.execute(
                sa.select(channel_turns).where(_is(conversation, id))
            ).first()
            if found is None and insert_once(
                connection, channel_turns, {**row, "expires_at": expires_at}
            ):
                return None
            found = (
                found
                or connection.execute(sa.select(channel_turns).where(_is(conversation, id))).one()
            )
        if found.replies is not None:
            told: list[Reply] = json.loads(found.replies)
            return told
        return Taken(found.owner, now - found.claimed_at, found.owner == self._owner)

    def take_over(self, conversation: str, id: str, owner: str) -> bool:
        """Become the one who answers a message, if `owner` still was."""
        condition = sa.and_(
            _is(conversation, id), channel_turns.c.owner == owner, channel_turns.c.replies.is_(None)
        )
        values = {"owner": self._owner, "claimed_at": self._clock()}
        with self._transaction() as connection:
            return bool(
                connection.execute(channel_turns.update().where(condition).values(values)).rowcount
            )

    def keep(self, conversation: str, id: str, replies: list[Reply]) -> None:
        """Keep the replies to a message that was claimed."""
        text = json.dumps(replies, ensure_ascii=False, separators=(",", ":"))
        with self._transaction() as connection:
            connection.execute(
                channel_turns.update().where(_is(conversation, id)).values(replies=text)
            )

    def release(self, conversation: str, id: str) -> None:
        """Give back a claim: the message was refused."""
        with self._transaction() as connection:
            connection.execute(channel_turns.delete().where(_is(conversation, id)))

    def offered(self, conversation: str, payload: str) -> str | None:
        """Return the title of the button with that payload, shown in the conversation, or None."""
        # As it stands in what `keep` wrote: only those that hold it are read.
        written = f'"payload":{json.dumps(payload, ensure_ascii=False)}'
        query = (
            sa.select(channel_turns.c.replies)
            .where(
                channel_turns.c.conversation == conversation,
                channel_turns.c.replies.contains(written, autoescape=True),
            )
            .order_by(channel_turns.c.claimed_at.desc())
            .limit(1)
        )
        with self._transaction() as connection:
            text = connection.execute(query).scalar()
        for reply in json.loads(text or "[]"):
            for button in (*reply["buttons"], reply.get("previous")):
                if button and button["payload"] == payload:
                    return str(button["title"])
        return None

    def end(self, conversation: str, expires_at: float) -> None:
        """Refuse a conversation from now on; `expires_at` is when its last token does."""
        row = {"digest": digest_of(conversation), "expires_at": expires_at}
        with self._transaction() as connection:
            insert_once(connection, channel_ended, row)

    def require_database(self) -> None:
        """Ask the database for nothing, and raise RecordsError when it does not answer."""
        with self._transaction() as connection:
            connection.execute(sa.select(sa.literal(1)))

    def require_open(self, conversation: str) -> None:
        """Raise Ended for a conversation that is over."""
        with self._transaction() as connection:
            _require_open(connection, conversation)

    def _sweep(self, connection: Any, now: float) -> None:
        if now - self._swept_at < _SWEEP_EVERY:
            return
        self._swept_at = now
        for table in (channel_turns, channel_ended):
            connection.execute(table.delete().where(table.c.expires_at < now))

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        # A power cut loses the last replays only, and the conversation is what counts then.
        with transaction(self._engine, durable=False) as connection:
            yield connection


def _require_open(connection: Any, conversation: str) -> None:
    query = sa.select(channel_ended.c.digest).where(
        channel_ended.c.digest == digest_of(conversation)
    )
    if connection.execute(query).first():
        raise Ended


def _is(conversation: str, id: str) -> Any:
    return sa.and_(channel_turns.c.conversation == conversation, channel_turns.c.id == id)
