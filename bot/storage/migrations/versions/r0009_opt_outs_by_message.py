"""What confirms an opt-out is said once, also when a fault comes between the two."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Note which message asked for it; those of before were all confirmed."""
    op.add_column("channel_opt_outs", sa.Column("message", sa.String(64)))
