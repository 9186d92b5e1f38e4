"""Where the Rasa server keeps conversations and publishes them: its extension points."""

from bot.stores._broker import Publisher
from bot.stores._tracker import ConversationStore, MemoryStore

__all__ = ["ConversationStore", "MemoryStore", "Publisher"]
