"""The one door to the database."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.records._engine import engine_for, in_plain_words
from bot.records._entries import ContactRequest, Feedback, PurgeCounts
from bot.records._tables import contact_requests, create_missing, events, feedback

_ID_BYTES = 8


class Records:
    """What visitors left behind. Usable from several threads and processes at once.

    Every method raises RecordsError when the database cannot be used, and takes and returns aware
    times; `now` is the current time unless given.
    """

    def __init__(self, url: str) -> None:
        """Connect to `url` (SQLite or PostgreSQL) and create the tables that are missing."""
        self._engine = engine_for(url)
        with in_plain_words(self._engine):
            create_missing(self._engine)

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._engine.dispose()

    def add_contact(
        self,
        *,
        conversation: str,
        first_name: str,
        email: str | None = None,
        phone: str | None = None,
        subject: str,
        consent_text: str,
        now: datetime | None = None,
    ) -> ContactRequest:
        """Keep a contact request and return it. Raises ValueError without email and phone."""
        if not email and not phone:
            raise ValueError("a contact request needs an email or a phone")
        contact = ContactRequest(
            id=secrets.token_hex(_ID_BYTES),
            conversation=conversation,
            first_name=first_name,
            email=email,
            phone=phone,
            subject=subject,
            consent_text=consent_text,
            created_at=now or _now(),
        )
        with self._transaction() as connection:
            connection.execute(contact_requests.insert().values(**asdict(contact)))
        return contact

    def contacts(self) -> list[ContactRequest]:
        """Return all contact requests, the oldest first."""
        return self._contacts()

    def contact(self, id: str) -> ContactRequest | None:
        """Return one contact request, or None."""
        found = self._contacts(contact_requests.c.id == id)
        return found[0] if found else None

    def due_deliveries(self, now: datetime | None = None) -> list[ContactRequest]:
        """Return the contact requests to deliver at `now`, the oldest first."""
        columns = contact_requests.c
        next_attempt = columns.next_attempt_at
        return self._contacts(
            columns.delivered_at.is_(None),
            sa.or_(next_attempt.is_(None), next_attempt <= (now or _now())),
        )

    def mark_delivered(self, id: str, now: datetime | None = None) -> None:
        """Note that a contact request reached its recipient."""
        self._note_attempt(id, delivered_at=now or _now(), next_attempt_at=None, last_error=None)

    def mark_failed(self, id: str, error: str, next_attempt_at: datetime) -> None:
        """Note a delivery that failed: why, without personal data, and when to try again."""
        self._note_attempt(id, next_attempt_at=next_attempt_at, last_error=error)

    def add_feedback(
        self,
        *,
        conversation: str,
        topic: str,
        helpful: bool,
        reason: str | None = None,
        question: str | None = None,
        answer: str | None = None,
        now: datetime | None = None,
    ) -> Feedback:
        """Keep a visitor's opinion of an answer and return it."""
        entry = Feedback(
            conversation, topic, helpful, reason, question, answer, created_at=now or _now()
        )
        with self._transaction() as connection:
            connection.execute(feedback.insert().values(**asdict(entry)))
        return entry

    def explain_feedback(self, conversation: str, reason: str) -> bool:
        """Note why a visitor was not helped, on the last opinion given; False without any."""
        last = sa.select(sa.func.max(feedback.c.id)).where(
            feedback.c.conversation == conversation, feedback.c.helpful.is_(False)
        )
        with self._transaction() as connection:
            changed = connection.execute(
                feedback.update()
                .where(feedback.c.id == last.scalar_subquery())
                .values(reason=reason)
            )
        return bool(changed.rowcount)

    def feedback(self) -> list[Feedback]:
        """Return all feedback, in the order in which it was given."""
        columns = [column for column in feedback.c if column.name != "id"]
        with self._transaction() as connection:
            rows = connection.execute(sa.select(*columns).order_by(feedback.c.id)).all()
        return [Feedback(**row._mapping) for row in rows]

    def erase_conversation(self, conversation: str) -> int:
        """Delete a visitor's contact requests and feedback, and return how many there were.

        The words of the conversation are Rasa's: they stay until the purge.
        """
        with self._transaction() as connection:
            return sum(
                _delete(connection, table, table.c.conversation == conversation)
                for table in (contact_requests, feedback)
            )

    def erase_contact(self, id: str) -> bool:
        """Delete one contact request; False when there is none of this id."""
        with self._transaction() as connection:
            return _delete(connection, contact_requests, contact_requests.c.id == id) > 0

    def purge(
        self,
        contacts_before: datetime,
        feedback_before: datetime,
        conversations_before: datetime,
    ) -> PurgeCounts:
        """Delete what is older than the limits, delivered or not, and return the counts.

        A conversation is as old as its last event; all its events go together.
        """
        made = contact_requests.c.created_at
        with self._transaction() as connection:
            contacts = _delete(connection, contact_requests, made < contacts_before)
            opinions = _delete(connection, feedback, feedback.c.created_at < feedback_before)
            conversations = _delete_conversations(connection, conversations_before)
        return PurgeCounts(contacts, opinions, conversations)

    def conversation_exists(self, conversation: str) -> bool:
        """Tell whether Rasa keeps events of a conversation."""
        query = sa.select(events.c.id).where(events.c.sender_id == conversation).limit(1)
        with self._transaction() as connection:
            return _has_events(connection) and connection.execute(query).first() is not None

    def _contacts(self, *conditions: Any) -> list[ContactRequest]:
        columns = contact_requests.c
        query = sa.select(contact_requests).where(*conditions)
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(columns.created_at, columns.id)).all()
        return [ContactRequest(**row._mapping) for row in rows]

    def _note_attempt(self, id: str, **values: Any) -> None:
        attempts = contact_requests.c.attempts + 1
        statement = contact_requests.update().where(contact_requests.c.id == id)
        with self._transaction() as connection:
            connection.execute(statement.values(attempts=attempts, **values))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Any]:
        with in_plain_words(self._engine), self._engine.begin() as connection:
            yield connection


def _delete(connection: Any, table: Any, condition: Any) -> int:
    return int(connection.execute(table.delete().where(condition)).rowcount)


def _delete_conversations(connection: Any, before: datetime) -> int:
    if not _has_events(connection):
        return 0
    sender, last = events.c.sender_id, sa.func.max(events.c.timestamp)
    old = sa.select(sender).group_by(sender).having(last < before.timestamp())
    count = connection.execute(sa.select(sa.func.count()).select_from(old.subquery())).scalar()
    _delete(connection, events, sender.in_(old))
    return int(count)


def _has_events(connection: Any) -> bool:
    return bool(sa.inspect(connection).has_table("events"))


def _now() -> datetime:
    return datetime.now(timezone.utc)
