"""A turn reads the last events of its conversation, behind a snapshot of what came before."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of the snapshots, and find the events of a conversation since one of them."""
    op.create_table(
        "conversation_snapshots",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_index("ix_events_sender_id_id", "events", ["sender_id", "id"])
    # Where a session began is looked for among the events that are read anyway.
    op.drop_index("ix_events_sender_id_type_name_timestamp", "events")
