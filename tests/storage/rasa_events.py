"""Events of conversations in Rasa's own table."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa


def make_events(url: str, events: list[tuple[str, datetime]]) -> None:
    """Make Rasa's table, as its SQLTrackerStore does, with events (conversation, when)."""
    from rasa.core.tracker_store import SQLTrackerStore

    engine = sa.create_engine(url)
    SQLTrackerStore.Base.metadata.create_all(engine)
    table = SQLTrackerStore.SQLEvent.__table__
    with engine.begin() as connection:
        for sender, when in events:
            values = {"sender_id": sender, "type_name": "user", "timestamp": when.timestamp()}
            connection.execute(table.insert().values(**values, data="{}"))
    engine.dispose()


def count_events(url: str) -> int:
    """Return how many events there are."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        count = connection.execute(sa.text("SELECT count(*) FROM events")).scalar()
    engine.dispose()
    return int(count)
