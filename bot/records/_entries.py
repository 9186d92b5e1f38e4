"""The entries as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ContactRequest:
    """A visitor who asked to be contacted. Times are UTC.

    `phone` is in E.164, `consent_text` the very words that the visitor agreed to, `last_error` a
    class or a status, without personal data. `next_attempt_at` is None when the first attempt is
    to come, and once delivered.
    """

    id: str
    conversation: str
    first_name: str
    email: str | None
    phone: str | None
    subject: str
    consent_text: str
    created_at: datetime
    delivered_at: datetime | None = None
    attempts: int = 0
    next_attempt_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True)
class Feedback:
    """A visitor's thumb up or down for an answer. The time is UTC."""

    conversation: str
    topic: str
    helpful: bool
    reason: str | None
    question: str | None
    answer: str | None
    created_at: datetime


@dataclass(frozen=True)
class PurgeCounts:
    """How many of each a purge deleted."""

    contacts: int
    feedback: int
    conversations: int
