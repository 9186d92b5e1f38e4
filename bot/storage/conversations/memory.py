"""Conversations in memory, for the command line."""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.keys import ERASED


class MemoryStore(InMemoryTrackerStore):
    """Rasa's store in memory, which forgets a conversation when its visitor asked for that."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or forget it."""
        if tracker.get_slot(ERASED):
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)
