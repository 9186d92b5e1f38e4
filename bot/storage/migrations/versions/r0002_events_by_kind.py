"""Rasa looks for the last start of a session in a conversation at each message."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Find the events of a kind without reading the whole conversation."""
    columns = ["sender_id", "type_name", "timestamp"]
    op.create_index("ix_events_sender_id_type_name_timestamp", "events", columns)
