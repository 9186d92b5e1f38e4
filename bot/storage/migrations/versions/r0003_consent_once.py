"""A consent is kept once, however often a killed server hears it."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Give the requests to come a key; those that are there have none."""
    op.add_column("contact_requests", sa.Column("consent", sa.String(64)))
    op.create_index("ix_contact_requests_consent", "contact_requests", ["consent"], unique=True)
