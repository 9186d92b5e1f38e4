"""What visitors leave behind: contact requests and feedback, in SQLite or PostgreSQL.

Imports neither Rasa nor TensorFlow: the actions, the courier and the command share it.
"""

from bot.records._database import Records
from bot.records._entries import ContactRequest, Feedback, PurgeCounts

__all__ = ["ContactRequest", "Feedback", "PurgeCounts", "Records"]
