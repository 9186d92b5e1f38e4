"""What is kept of visitors, in SQLite or PostgreSQL, and how it goes.

Imports neither Rasa nor TensorFlow: the actions, the courier and the command share it. What Rasa
loads by name, `conversations` and `broker`, is imported from there.
"""

from bot.storage.claims import BackOff, Claims
from bot.storage.digests import digest_of
from bot.storage.engine import (
    empty_the_journal,
    engine_for,
    in_plain_words,
    insert_once,
    one_statement,
    transaction,
)
from bot.storage.erasure import Erased, Erasure, PurgeCounts
from bot.storage.records import ContactRequest, Feedback, Question, Records, put_questions
from bot.storage.schema import open_database
from bot.storage.tables import (
    channel_arrivals,
    channel_calls,
    channel_ended,
    channel_opt_outs,
    channel_rates,
    channel_seen,
    channel_turns,
)

__all__ = [
    "BackOff",
    "Claims",
    "ContactRequest",
    "Erased",
    "Erasure",
    "Feedback",
    "PurgeCounts",
    "Question",
    "Records",
    "channel_arrivals",
    "channel_calls",
    "channel_ended",
    "channel_opt_outs",
    "channel_rates",
    "channel_seen",
    "channel_turns",
    "digest_of",
    "empty_the_journal",
    "engine_for",
    "in_plain_words",
    "insert_once",
    "one_statement",
    "open_database",
    "put_questions",
    "transaction",
]
