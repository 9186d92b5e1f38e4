"""What visitors leave behind: contact requests and feedback, in SQLite or PostgreSQL.

Imports neither Rasa nor TensorFlow: the actions, the courier and the command share it.
"""

from bot.records._database import Records
from bot.records._engine import empty_the_journal, engine_for, in_plain_words
from bot.records._entries import ContactRequest, Feedback, PurgeCounts
from bot.records._tables import create_missing

__all__ = [
    "ContactRequest",
    "Feedback",
    "PurgeCounts",
    "Records",
    "create_missing",
    "empty_the_journal",
    "engine_for",
    "in_plain_words",
]
