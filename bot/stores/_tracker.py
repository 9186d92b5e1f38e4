"""Conversations in a database, or in memory, that a visitor can have erased.

An action sets the slot ERASED; the store then deletes the conversation instead of saving it. Only
the store can: whatever an action deletes from the database, the end of the turn would write again.
"""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.speech import ERASED


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store; the `url` of endpoints.yml is a whole SQLAlchemy URL."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or delete what is kept of it when its visitor asked for that."""
        if not tracker.get_slot(ERASED):
            await super().save(tracker)
            return
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=tracker.sender_id).delete()
            session.commit()


class MemoryStore(InMemoryTrackerStore):
    """The same in memory, for the command line."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or forget it when its visitor asked for that."""
        if tracker.get_slot(ERASED):
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)
