"""How often one may ask is counted by all servers together."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table of what is spent: of a minute, so it need not outlive a crash."""
    is_shared = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "channel_rates",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("used_until", sa.Float(53), nullable=False),
        prefixes=["UNLOGGED"] if is_shared else [],
    )
