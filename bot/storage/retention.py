"""How long what visitors leave is kept, and deleting what is older."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.settings import Settings
from bot.storage import Erasure, PurgeCounts


def purge_old(erasure: Erasure, settings: Settings, now: datetime) -> PurgeCounts:
    """Delete what is older than the settings allow, and return how many of each.

    Feedback and kept questions quote the conversation, so they last no longer. Raises RecordsError.
    """
    conversations = now - timedelta(days=settings.conversation_days)
    contacts = now - timedelta(days=settings.contact_days)
    return erasure.purge(contacts, conversations, conversations, now)
