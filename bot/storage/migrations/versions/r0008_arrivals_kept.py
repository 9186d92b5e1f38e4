"""An arrival is as old as its keeping: platforms count theirs from where they like."""

from __future__ import annotations

import time

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Note when an arrival was kept; what waits now counts from now."""
    op.add_column("channel_arrivals", sa.Column("kept_at", sa.Float))
    arrivals = sa.table("channel_arrivals", sa.column("kept_at"))
    op.execute(arrivals.update().values(kept_at=time.time()))
