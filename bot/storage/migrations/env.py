"""What alembic runs to upgrade the database whose connection `bot/storage/schema.py` hands it."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import TABLES

context.configure(
    connection=context.config.attributes["connection"], target_metadata=TABLES, compare_type=True
)
with context.begin_transaction():
    context.run_migrations()
