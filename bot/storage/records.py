"""The one door to the database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.storage.claims import UNCLAIMED, Claims
from bot.storage.engine import insert_once, transaction
from bot.storage.schema import open_database
from bot.storage.tables import contact_requests, feedback, questions

_ID_BYTES = 8
_PUT_QUESTIONS = questions.insert()
_CLAIM = 180.0  # seconds: more than a mail server that answers each command at the last moment


@dataclass(frozen=True)
class ContactRequest:
    """A visitor who asked to be contacted. Times are UTC.

    `phone` is in E.164, `consent_text` the very words that the visitor agreed to, `last_error` a
    class or a status, without personal data. `next_attempt_at` is None when the first attempt is
    to come, and once delivered. `brand` is the id of the one that it was made to, None where an
    earlier release kept it.
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
    brand: str | None = None


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
class Question:
    """A question that was not surely understood, its personal data masked. The time is UTC.

    `conversation` is None for one that belongs to none, `outcome` what the visitor was told,
    `guesses` the labels, « topic/detail », of what it may have meant, between spaces.
    """

    conversation: str | None
    channel: str
    question: str
    outcome: str
    guesses: str
    created_at: datetime


_CONTACT = [field.name for field in fields(ContactRequest)]


class Records:
    """What visitors left behind. Usable from several threads and processes at once.

    Every method raises RecordsError when the database cannot be used, and takes and returns aware
    times; `now` is the current time unless given.
    """

    def __init__(self, url: str) -> None:
        """Connect to `url` (SQLite or PostgreSQL) and bring its tables up to date."""
        self._engine = open_database(url)
        self._deliveries = Claims(contact_requests, _CLAIM)

    def add_contact(
        self,
        *,
        conversation: str,
        first_name: str,
        email: str | None = None,
        phone: str | None = None,
        subject: str,
        consent_text: str,
        consent: str | None = None,
        brand: str | None = None,
        now: datetime | None = None,
    ) -> ContactRequest:
        """Keep a contact request and return it, or the one that is kept of the same `consent`.

        Raises ValueError without email and phone.
        """
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
            brand=brand,
        )
        with transaction(self._engine) as connection:
            if insert_once(connection, contact_requests, {**asdict(contact), "consent": consent}):
                return contact
        return next(iter(self._contacts(contact_requests.c.consent == consent)), contact)

    def contacts(self) -> list[ContactRequest]:
        """Return all contact requests, the oldest first."""
        return self._contacts()

    def contact(self, id: str) -> ContactRequest | None:
        """Return one contact request, or None."""
        found = self._contacts(contact_requests.c.id == id)
        return found[0] if found else None

    def claim_delivery(
        self, now: datetime | None = None, after: ContactRequest | None = None
    ) -> ContactRequest | None:
        """Return the oldest contact request to deliver at `now`, made `after` another, or None.

        It is the caller's for three minutes, or until it is marked: nobody else gets it meanwhile.
        """
        columns = contact_requests.c
        next_attempt = columns.next_attempt_at
        conditions = [
            columns.delivered_at.is_(None),
            sa.or_(next_attempt.is_(None), next_attempt <= (now or _now())),
        ]
        if after:
            later = columns.created_at > after.created_at
            same = sa.and_(columns.created_at == after.created_at, columns.id > after.id)
            conditions.append(sa.or_(later, same))
        with transaction(self._engine) as connection:
            row = self._deliveries.first(
                connection, sa.and_(*conditions), columns.created_at, columns.id
            )
        return row and ContactRequest(**{name: row._mapping[name] for name in _CONTACT})

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
        with transaction(self._engine) as connection:
            connection.execute(feedback.insert().values(**asdict(entry)))
        return entry

    def explain_feedback(self, conversation: str, reason: str) -> bool:
        """Note why a visitor was not helped, on the last opinion given; False without any."""
        last = sa.select(sa.func.max(feedback.c.id)).where(
            feedback.c.conversation == conversation, feedback.c.helpful.is_(False)
        )
        with transaction(self._engine) as connection:
            changed = connection.execute(
                feedback.update()
                .where(feedback.c.id == last.scalar_subquery())
                .values(reason=reason)
            )
        return bool(changed.rowcount)

    def feedback(self) -> list[Feedback]:
        """Return all feedback, in the order in which it was given."""
        return [Feedback(**row) for row in self._in_order(feedback)]

    def questions(self) -> list[Question]:
        """Return all such questions, in the order in which they were asked."""
        return [Question(**row) for row in self._in_order(questions)]

    def _in_order(self, table: Any) -> list[dict[str, Any]]:
        columns = [column for column in table.c if column.name != "id"]
        with transaction(self._engine) as connection:
            rows = connection.execute(sa.select(*columns).order_by(table.c.id)).all()
        return [dict(row._mapping) for row in rows]

    def _contacts(self, *conditions: Any) -> list[ContactRequest]:
        columns = contact_requests.c
        query = sa.select(*(columns[name] for name in _CONTACT))
        with transaction(self._engine) as connection:
            rows = connection.execute(
                query.where(*conditions).order_by(columns.created_at, columns.id)
            ).all()
        return [ContactRequest(**row._mapping) for row in rows]

    def _note_attempt(self, id: str, **values: Any) -> None:
        attempts = contact_requests.c.attempts + 1
        statement = contact_requests.update().where(contact_requests.c.id == id)
        with transaction(self._engine) as connection:
            connection.execute(statement.values(attempts=attempts, **values, **UNCLAIMED))


def put_questions(connection: Any, entries: Sequence[Question]) -> None:
    """Write questions in the transaction of the turn in which they were asked."""
    if entries:
        connection.execute(_PUT_QUESTIONS, [asdict(entry) for entry in entries])


def _now() -> datetime:
    return datetime.now(UTC)
