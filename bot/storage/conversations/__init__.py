"""Conversations, in a database or in memory, that a visitor can have erased."""

from bot.storage.conversations.memory import MemoryStore
from bot.storage.conversations.store import ConversationStore

__all__ = ["ConversationStore", "MemoryStore"]
