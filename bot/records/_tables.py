"""The tables, and how they come into being."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from sqlalchemy.schema import CreateTable  # type: ignore[import-untyped]
from sqlalchemy.types import TypeDecorator  # type: ignore[import-untyped]

# Any number will do, as long as every process of ours takes the same.
_CREATION_LOCK = 0x6465_6372


class _Utc(TypeDecorator):  # type: ignore[misc]
    """A moment: UTC in the database, aware in the program."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no time zone.
        return value.replace(tzinfo=value.tzinfo or timezone.utc).astimezone(timezone.utc)


class _Words(TypeDecorator):  # type: ignore[misc]
    """A text that a visitor may have sent, less what a database refuses: NUL, half a character."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return value and value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


_ours = sa.MetaData()

contact_requests = sa.Table(
    "contact_requests",
    _ours,
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
)

feedback = sa.Table(
    "feedback",
    _ours,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", _Words, nullable=False),
    sa.Column("topic", _Words, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", _Words),
    sa.Column("question", _Words),
    sa.Column("answer", _Words),
    sa.Column("created_at", _Utc, nullable=False),
)

# Rasa's SQLTrackerStore makes it, with more columns than these; we only delete.
events = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", _Words),
    sa.Column("timestamp", sa.Float),
)


def create_missing(engine: Any, tables: Any = _ours) -> None:
    """Create our tables where they are missing, whatever other process does the same."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # There, two CREATE TABLE IF NOT EXISTS at once fail; SQLite has one writer at a time.
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATION_LOCK)))
        for table in tables.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
