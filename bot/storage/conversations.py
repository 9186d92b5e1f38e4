"""Conversations in a database, or in memory, that a visitor can have erased.

An action that has erased a conversation sets the slot ERASED; the store then erases it again
instead of saving it. Else the end of the turn would write anew what the action deleted.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import structlog
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker  # type: ignore[import-untyped]

from bot.content.keys import ERASED
from bot.errors import ConversationError
from bot.storage import Erasure, in_plain_words, open_database
from bot.storage.private_turns import private_events

logger = structlog.get_logger()

_LONGEST_NAME = 255  # characters: the column of Rasa's table
_UNREADABLE = "unreadable"  # type_name of a row that was set aside


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store; the `url` of endpoints.yml is a whole SQLAlchemy URL.

    It never ends the process, which Rasa's does on any ValueError. Every method raises
    RecordsError when the database cannot be used, and ConversationError for a name that no
    database can keep. A row that cannot be read is reported and set aside: it stays in the table,
    goes with its conversation, and is not read again.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: Any = None,
        **kwargs: Any,
    ) -> None:
        """Connect to the database `host`, with our connections in place of Rasa's."""
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        self.engine = open_database(host)
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._erasure = Erasure(host)

    @contextmanager
    def session_scope(self) -> Iterator[Any]:
        """Give a session of the database for one piece of work."""
        with in_plain_words(self.engine), self.sessionmaker() as session:
            yield session

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation since its last session began, or None."""
        return self._load(sender_id, whole=False)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return a conversation with all its sessions, or None."""
        return self._load(conversation_id, whole=True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or delete what is kept of it when its visitor asked for that."""
        _require_usable(tracker.sender_id)
        if not tracker.get_slot(ERASED):
            await super().save(tracker)
            return
        message = tracker.latest_message
        asking = (message and message.message_id) or ""
        await to_thread(self._erasure.erase_conversation, tracker.sender_id, asking)

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Publish the events that are new, less those that are private."""
        if self.event_broker is None:
            return
        with self.session_scope() as session:
            kept = self._event_query(session, tracker.sender_id, False).count()
        told = zip(tracker.events, private_events(tracker), strict=True)
        for event, is_private in islice(told, kept, None):
            if not is_private:
                self.event_broker.publish({"sender_id": tracker.sender_id, **event.as_dict()})

    def _load(self, sender_id: str, whole: bool) -> DialogueStateTracker | None:
        _require_usable(sender_id)
        events, broken = [], []
        with self.session_scope() as session:
            for row in self._event_query(session, sender_id, whole):
                event = _read(row)
                if event is None:
                    broken.append(row)
                else:
                    events.append(event)
            for row in broken:
                row.type_name = _UNREADABLE
            session.commit()
        if broken:  # one of them may have been where the session began
            return self._load(sender_id, whole)
        slots = self.domain.slots
        return DialogueStateTracker.from_events(sender_id, events, slots) if events else None

    # Rasa counts by this query what it has saved of a conversation: what is not read must not be
    # counted either, or as many new events would never be saved.
    def _event_query(
        self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Any:
        query = super()._event_query(session, sender_id, fetch_events_from_all_sessions)
        return query.filter(self.SQLEvent.type_name != _UNREADABLE)


class MemoryStore(InMemoryTrackerStore):
    """The same in memory, for the command line."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or forget it when its visitor asked for that."""
        if tracker.get_slot(ERASED):
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)


def _require_usable(name: str) -> None:
    """Raise ConversationError for a name that a database refuses: NUL, half a character, long."""
    is_whole = name.encode("utf-8", "ignore").decode("utf-8") == name
    if not is_whole or "\0" in name or len(name) > _LONGEST_NAME:
        raise ConversationError(
            "conversation", "its name cannot be kept", f"send up to {_LONGEST_NAME} characters"
        )


def _read(row: Any) -> Event | None:
    """Return the event of a row, or None when there is none in it."""
    try:
        event = Event.from_parameters(json.loads(row.data))
        problem = "no known event"
    except Exception as error:  # whatever stands in the row: the visitor is to be answered
        event, problem = None, type(error).__name__
    if event is None:
        logger.error("store.row_unreadable", row=row.id, problem=problem)
    return event
