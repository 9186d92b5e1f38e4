"""The letter of a contact request bears the brand under which the visitor made it."""

from __future__ import annotations

import sqlalchemy as sa  # type: ignore[import-untyped]
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Note the brand of the requests to come; those that are there have none."""
    op.add_column("contact_requests", sa.Column("brand", sa.String(64)))
