"""Events and snapshots as they stand in a database."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
import structlog
from rasa.shared.core.events import Event

from bot.storage.conversations.kinds import event_of
from bot.storage.conversations.window import Snapshot
from bot.storage.tables import conversation_snapshots, events

logger = structlog.get_logger()

UNREADABLE = "unreadable"  # type_name of a row that was set aside

# Made once: to put a statement together costs more than to run it.
_OF = sa.select(conversation_snapshots).where(
    conversation_snapshots.c.conversation == sa.bindparam("conversation")
)


def read_events(connection: Any, query: Any, **values: Any) -> list[tuple[int, Event]]:
    """Return the events of rows (`id`, `data`) with the ids, and set aside what has none."""
    rows = connection.execute(query, values).all()
    read = [(row.id, _event_in(row)) for row in rows]
    broken = [id for id, event in read if event is None]
    if broken:
        aside = events.update().where(events.c.id.in_(broken)).values(type_name=UNREADABLE)
        connection.execute(aside)
    return [(id, event) for id, event in read if event]


def _event_in(row: Any) -> Event | None:
    try:
        return event_of(json.loads(row.data))
    except LookupError:
        problem = "no known event"
    except Exception as error:  # whatever stands in the row: the visitor is to be answered
        problem = type(error).__name__
    logger.error("store.row_unreadable", row=row.id, problem=problem)
    return None


def row_of(conversation: str, event: Event) -> dict[str, Any]:
    """Return the row of an event, as Rasa's own store writes it."""
    data = event.as_dict()
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def read_snapshot(connection: Any, conversation: str) -> tuple[Snapshot, list[Event]]:
    """Return the snapshot of a conversation and its events: of one without, an empty one."""
    row = connection.execute(_OF, {"conversation": conversation}).one_or_none()
    if row is None:
        return Snapshot(), []
    try:
        snapshot = Snapshot(row.since, row.turns, json.loads(row.state))
        return snapshot, snapshot.events()
    except Exception as error:  # whatever stands there: the events themselves are all kept
        logger.error("store.snapshot_unreadable", problem=type(error).__name__)
        of_it = conversation_snapshots.c.conversation == conversation
        connection.execute(conversation_snapshots.delete().where(of_it))
        return Snapshot(), []


def write_snapshot(connection: Any, conversation: str, snapshot: Snapshot) -> None:
    """Put a snapshot in the place of the conversation's last."""
    table = conversation_snapshots
    connection.execute(table.delete().where(table.c.conversation == conversation))
    row = {"conversation": conversation, "since": snapshot.since, "turns": snapshot.turns}
    connection.execute(table.insert(), {**row, "state": json.dumps(snapshot.state)})
