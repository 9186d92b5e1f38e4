"""All tables. Who writes, erases and keeps each stands in docs/storage.md.

How they come into being, and change, is in `migrations`: what differs between it and this module
fails a test.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from sqlalchemy.types import TypeDecorator  # type: ignore[import-untyped]

from bot.storage import digests

_NAME = 64  # characters of a conversation, a channel, a holder
_RASA_NAME = 255


class _Utc(TypeDecorator):  # type: ignore[misc]
    """A moment: UTC in the database, aware in the program."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no time zone.
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class _Words(TypeDecorator):  # type: ignore[misc]
    """A text that a visitor may have sent, less what a database refuses: NUL, half a character."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return value and value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


_Position = sa.BigInteger().with_variant(sa.Integer, "sqlite")

TABLES = sa.MetaData()


def _claimed() -> tuple[Any, Any]:
    """Return the columns that `claims` works with: who holds an entry, until when."""
    return sa.Column("holder", sa.String(_NAME)), sa.Column("held_until", sa.Float)


contact_requests = sa.Table(
    "contact_requests",
    TABLES,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("conversation", _Words, nullable=False),
    sa.Column("first_name", _Words, nullable=False),
    sa.Column("email", _Words),
    sa.Column("phone", _Words),
    sa.Column("subject", _Words, nullable=False),
    sa.Column("consent_text", _Words, nullable=False),
    sa.Column("created_at", _Utc, nullable=False),
    sa.Column("delivered_at", _Utc),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", _Utc),
    sa.Column("last_error", _Words),
    sa.Column("consent", sa.String(digests.LENGTH), unique=True, index=True),
    sa.Column("brand", sa.String(_NAME)),  # none: kept by an earlier release
    *_claimed(),
)

feedback = sa.Table(
    "feedback",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", _Words, nullable=False),
    sa.Column("topic", _Words, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", _Words),
    sa.Column("question", _Words),
    sa.Column("answer", _Words),
    sa.Column("created_at", _Utc, nullable=False),
)

# What was not surely understood.
questions = sa.Table(
    "questions",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", _Words, index=True),
    sa.Column("channel", sa.String(_NAME), nullable=False),
    sa.Column("question", _Words, nullable=False),
    sa.Column("outcome", sa.String(_NAME), nullable=False),
    sa.Column("guesses", _Words, nullable=False),  # labels, « topic/detail », between spaces
    sa.Column("created_at", _Utc, nullable=False),
)

# The table of Rasa's own SQLTrackerStore, whose programs may read it; tests compare the two.
events = sa.Table(
    "events",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(_RASA_NAME), nullable=False, index=True),
    sa.Column("type_name", sa.String(_RASA_NAME), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(_RASA_NAME)),
    sa.Column("action_name", sa.String(_RASA_NAME)),
    sa.Column("data", sa.Text),
    sa.Index("ix_events_sender_id_id", "sender_id", "id"),
)

# What came before the events that a turn reads (bot/storage/conversations/window.py).
conversation_snapshots = sa.Table(
    "conversation_snapshots",
    TABLES,
    sa.Column("conversation", sa.String(_RASA_NAME), primary_key=True),
    sa.Column("since", sa.Integer, nullable=False),  # the id of the first event that is read
    sa.Column("turns", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # JSON
)

# What was answered. The times of the channels' tables are in seconds since 1970.
channel_turns = sa.Table(
    "channel_turns",
    TABLES,
    sa.Column("conversation", sa.String(_NAME), primary_key=True),
    sa.Column("id", sa.String(_NAME), primary_key=True),
    sa.Column("owner", sa.String(_NAME), nullable=False),
    sa.Column("claimed_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
    sa.Column("replies", sa.Text),  # JSON; null while the message is being answered
)

# Conversations whose tokens are worth nothing any more.
channel_ended = sa.Table(
    "channel_ended",
    TABLES,
    sa.Column("digest", sa.String(digests.LENGTH), primary_key=True),
    sa.Column("expires_at", sa.Float, nullable=False),
)

# Messages that a platform may bring again.
channel_seen = sa.Table(
    "channel_seen",
    TABLES,
    sa.Column("digest", sa.String(digests.LENGTH), primary_key=True),
    sa.Column("received_at", sa.Float, nullable=False),
)

# Who asked not to be written to: a digest of a name that is one itself, with the server's key.
channel_opt_outs = sa.Table(
    "channel_opt_outs",
    TABLES,
    sa.Column("digest", sa.String(digests.LENGTH), primary_key=True),
    sa.Column("since", sa.Float, nullable=False),
    sa.Column("message", sa.String(digests.LENGTH)),  # that asked; none: of an earlier release
)


# Until when what somebody may ask in a minute is used up: on PostgreSQL, where servers share it.
channel_rates = sa.Table(
    "channel_rates",
    TABLES,
    sa.Column("digest", sa.String(digests.LENGTH), primary_key=True),
    sa.Column("used_until", sa.Float(53), nullable=False),
)

# Work that one server of all does at a time. Times are in seconds since 1970.
chores = sa.Table(
    "chores",
    TABLES,
    sa.Column("name", sa.String(_NAME), primary_key=True),
    sa.Column("done_at", sa.Float),
    *_claimed(),
)

# Events that the broker has not got yet (outbox.py).
broker_events = sa.Table(
    "broker_events",
    TABLES,
    sa.Column("position", _Position, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(_NAME), nullable=False),
    sa.Column("conversation", sa.String(_RASA_NAME), nullable=False, index=True),
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("event", sa.Text, nullable=False),  # JSON, masked
    sqlite_autoincrement=True,  # else the next row takes the number of one that was deleted
)


def _in_order(table: str, *columns: Any) -> Any:
    return sa.Table(
        table,
        TABLES,
        sa.Column("position", _Position, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(_NAME), nullable=False),
        sa.Column("conversation", sa.String(_NAME), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        *_claimed(),
        *columns,
        sqlite_autoincrement=True,  # else the next row takes the number of one that was deleted
    )


# What came in and was not answered yet.
channel_arrivals = _in_order(
    "channel_arrivals",
    sa.Column("sent_at", sa.Float, nullable=False),  # by the platform's count, maybe no time at all
    sa.Column("message", sa.Text, nullable=False),  # JSON
    sa.Column("kept_at", sa.Float),  # none: kept by a server of an earlier release
)

# What is to go out and was not taken yet.
channel_calls = _in_order(
    "channel_calls",
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("begun", sa.Boolean, nullable=False),  # under way: perhaps delivered already
    sa.Column("call", sa.Text, nullable=False),  # JSON
)
