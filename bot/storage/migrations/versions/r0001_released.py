"""The tables of the first release, which made each where it was missing.

So its databases are recognised: what stands there is left as it is.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0001"
down_revision = None

_Position = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _contact_requests() -> list[Any]:
    return [
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("consent_text", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.Text),
    ]


def _feedback() -> list[Any]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("question", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _events() -> list[Any]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False, index=True),
        sa.Column("type_name", sa.String(255), nullable=False),
        sa.Column("timestamp", sa.Float),
        sa.Column("intent_name", sa.String(255)),
        sa.Column("action_name", sa.String(255)),
        sa.Column("data", sa.Text),
    ]


def _channel_turns() -> list[Any]:
    return [
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("claimed_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
        sa.Column("replies", sa.Text),
    ]


def _digests(moment: str) -> list[Any]:
    return [
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column(moment, sa.Float, nullable=False),
    ]


def _in_order(*columns: Any) -> list[Any]:
    return [
        sa.Column("position", _Position, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("holder", sa.String(64)),
        sa.Column("held_until", sa.Float),
        *columns,
    ]


def _arrivals() -> list[Any]:
    return _in_order(
        sa.Column("sent_at", sa.Float, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
    )


def _calls() -> list[Any]:
    return _in_order(
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("call", sa.Text, nullable=False),
    )


def upgrade() -> None:
    """Make the tables that are missing."""
    tables = sa.MetaData()
    for name, columns in {
        "contact_requests": _contact_requests(),
        "feedback": _feedback(),
        "events": _events(),
        "channel_turns": _channel_turns(),
        "channel_ended": _digests("expires_at"),
        "channel_seen": _digests("received_at"),
        "channel_opt_outs": _digests("since"),
    }.items():
        sa.Table(name, tables, *columns)
    sa.Table("channel_arrivals", tables, *_arrivals(), sqlite_autoincrement=True)
    sa.Table("channel_calls", tables, *_calls(), sqlite_autoincrement=True)
    tables.create_all(op.get_bind())
