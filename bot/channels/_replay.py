"""Which message of a conversation was answered with what, so that none is answered twice.

It stands in the database: a restarted server and another replica replay the same. What is kept of
a conversation expires with its session, and goes when its visitor erases it.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.channels._problems import Ended
from bot.channels._replies import Reply
from bot.records import create_missing, empty_the_journal, engine_for, in_plain_words

_SWEEP_EVERY = 600.0  # seconds between two looks for what has expired
_LONGEST_ID = 64

_tables = sa.MetaData()
_turns = sa.Table(
    "channel_turns",
    _tables,
    sa.Column("conversation", sa.String(_LONGEST_ID), primary_key=True),
    sa.Column("id", sa.String(_LONGEST_ID), primary_key=True),
    sa.Column("owner", sa.String(_LONGEST_ID), nullable=False),
    sa.Column("claimed_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
    sa.Column("replies", sa.Text),  # JSON; null while the message is being answered
)
# Conversations whose tokens are worth nothing any more, by digest: an erased one leaves no name.
_ended = sa.Table(
    "channel_ended",
    _tables,
    sa.Column("digest", sa.String(_LONGEST_ID), primary_key=True),
    sa.Column("expires_at", sa.Float, nullable=False),
)


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
        self._engine = engine_for(url, keep_open=True)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _spare_the_disk)
        with in_plain_words(self._engine):
            create_missing(self._engine, _tables)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._engine.dispose()

    def claim(self, conversation: str, id: str, expires_at: float) -> list[Reply] | Taken | None:
        """Return the replies to a message, or None when it is new and now the caller's to answer.

        Raises Ended for a conversation that is over.
        """
        now = self._clock()
        row = {"conversation": conversation, "id": id, "owner": self._owner, "claimed_at": now}
        with self._transaction() as connection:
            self._sweep(connection, now)
            _require_open(connection, conversation)
            found = connection.execute(sa.select(_turns).where(_is(conversation, id))).first()
            if found is None and self._insert(connection, {**row, "expires_at": expires_at}):
                return None
            found = (
                found or connection.execute(sa.select(_turns).where(_is(conversation, id))).one()
            )
        if found.replies is not None:
            told: list[Reply] = json.loads(found.replies)
            return told
        return Taken(found.owner, now - found.claimed_at, found.owner == self._owner)

    def take_over(self, conversation: str, id: str, owner: str) -> bool:
        """Become the one who answers a message, if `owner` still was."""
        condition = sa.and_(
            _is(conversation, id), _turns.c.owner == owner, _turns.c.replies.is_(None)
        )
        values = {"owner": self._owner, "claimed_at": self._clock()}
        with self._transaction() as connection:
            return bool(
                connection.execute(_turns.update().where(condition).values(values)).rowcount
            )

    def keep(self, conversation: str, id: str, replies: list[Reply]) -> None:
        """Keep the replies to a message that was claimed."""
        text = json.dumps(replies, ensure_ascii=False, separators=(",", ":"))
        with self._transaction() as connection:
            connection.execute(_turns.update().where(_is(conversation, id)).values(replies=text))

    def release(self, conversation: str, id: str) -> None:
        """Give back a claim: the message was refused."""
        with self._transaction() as connection:
            connection.execute(_turns.delete().where(_is(conversation, id)))

    def offered(self, conversation: str, payload: str) -> str | None:
        """Return the title of the button with that payload, shown in the conversation, or None."""
        query = (
            sa.select(_turns.c.replies)
            .where(_turns.c.conversation == conversation, _turns.c.replies.is_not(None))
            .order_by(_turns.c.claimed_at.desc())
        )
        with self._transaction() as connection:
            for (text,) in connection.execute(query):
                for reply in json.loads(text):
                    for button in reply["buttons"]:
                        if button["payload"] == payload:
                            return str(button["title"])
        return None

    def forget(self, conversation: str, but: str = "") -> None:
        """Delete what is kept of a conversation, all `but` one message."""
        condition = sa.and_(_turns.c.conversation == conversation, _turns.c.id != but)
        with self._transaction() as connection:
            connection.execute(_turns.delete().where(condition))
        empty_the_journal(self._engine)

    def end(self, conversation: str, expires_at: float) -> None:
        """Refuse a conversation from now on; `expires_at` is when its last token does."""
        row = {"digest": _digest(conversation), "expires_at": expires_at}
        with self._transaction() as connection:
            connection.execute(_ended.delete().where(_ended.c.digest == row["digest"]))
            connection.execute(_ended.insert().values(row))

    def require_open(self, conversation: str) -> None:
        """Raise Ended for a conversation that is over."""
        with self._transaction() as connection:
            _require_open(connection, conversation)

    def _insert(self, connection: Any, row: dict[str, Any]) -> bool:
        # Both databases of ours know it; SQLAlchemy has it for each apart.
        if self._engine.dialect.name == "sqlite":
            from sqlalchemy.dialects.sqlite import insert  # type: ignore[import-untyped]
        else:
            from sqlalchemy.dialects.postgresql import insert  # type: ignore[import-untyped]
        statement = insert(_turns).values(row).on_conflict_do_nothing()
        return bool(connection.execute(statement).rowcount)

    def _sweep(self, connection: Any, now: float) -> None:
        if now - self._swept_at < _SWEEP_EVERY:
            return
        self._swept_at = now
        for table in (_turns, _ended):
            connection.execute(table.delete().where(table.c.expires_at < now))

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        with in_plain_words(self._engine), self._engine.begin() as connection:
            yield connection


def _require_open(connection: Any, conversation: str) -> None:
    query = sa.select(_ended.c.digest).where(_ended.c.digest == _digest(conversation))
    if connection.execute(query).first():
        raise Ended


def _is(conversation: str, id: str) -> Any:
    return sa.and_(_turns.c.conversation == conversation, _turns.c.id == id)


def _digest(conversation: str) -> str:
    return hashlib.sha256(conversation.encode()).hexdigest()


def _spare_the_disk(connection: Any, _: object) -> None:
    # In WAL mode a killed server loses nothing by it; a power cut loses the last replays only,
    # and the conversation itself is what counts then.
    connection.execute("PRAGMA synchronous = NORMAL")
