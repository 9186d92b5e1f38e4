"""How long what visitors leave is kept, and deleting what is older."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.records import PurgeCounts, Records
from bot.settings import Settings


def purge_old(records: Records, settings: Settings, now: datetime) -> PurgeCounts:
    """Delete what is older than the settings allow, and return how many of each.

    Feedback quotes the conversation, so it lasts no longer. Raises RecordsError.
    """
    conversations = now - timedelta(days=settings.conversation_days)
    contacts = now - timedelta(days=settings.contact_days)
    return records.purge(contacts, conversations, conversations)
