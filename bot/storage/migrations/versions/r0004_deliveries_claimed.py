"""Each contact request is one courier's at a time."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Note which courier delivers a request, and until when."""
    op.add_column("contact_requests", sa.Column("holder", sa.String(64)))
    op.add_column("contact_requests", sa.Column("held_until", sa.Float))
