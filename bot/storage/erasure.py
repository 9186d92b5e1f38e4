"""The one way in which what visitors left is deleted, from every table.

A deletion is done when the database, asked again afterwards, has none of it and SQLite's journal is
empty; anything less is a RecordsError. On PostgreSQL the server's own vacuum and log decide when
the bytes of deleted rows go.

Four tables have no row of a conversation: `channel_opt_outs` (who asked not to be written to must
not be written to after an erasure either), `channel_ended` (an erased token stays refused),
`channel_seen` (a message that a platform brings again is not answered again) and `channel_rates`
(who asks too often may not begin anew). They hold digests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.errors import RecordsError
from bot.storage.engine import empty_the_journal, transaction
from bot.storage.schema import open_database
from bot.storage.tables import (
    broker_events,
    channel_arrivals,
    channel_calls,
    channel_ended,
    channel_rates,
    channel_seen,
    channel_turns,
    contact_requests,
    conversation_snapshots,
    events,
    feedback,
    questions,
)

Erased = dict[str, int]  # by table, how many rows were deleted; tables without any are left out

_LOCK_PATIENCE = "5s"  # on PostgreSQL, for another transaction to leave the rows
# Two purges would wait for each other's rows, each holding some: one follows the other.
_ONE_PURGE = "SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock({number})"
_PURGE = 0x7075_7267  # any number, as long as no other lock has it


@dataclass(frozen=True)
class PurgeCounts:
    """How many of each a purge deleted."""

    contacts: int
    feedback: int
    conversations: int
    questions: int = 0


@dataclass(frozen=True)
class _Deletion:
    """The rows of a table that are to go."""

    table: Any
    condition: Any


class Erasure:
    """Deletes what visitors left. Usable from several threads and processes at once.

    Every method raises RecordsError when the database cannot be used, or still holds afterwards
    what was to be deleted; doing it again is harmless then.
    """

    def __init__(self, url: str) -> None:
        """Connect to `url` (SQLite or PostgreSQL) and bring its tables up to date."""
        self._engine = open_database(url)

    def erase_conversation(self, conversation: str, turn: str | None = None) -> Erased:
        """Delete all that a visitor left.

        `turn` is the id of the message that asks for it, while it is being answered: what is kept
        to answer it stays, and so do the messages that came after it and wait.
        """
        return self._delete(_of_conversation(conversation, turn))

    def erase_contact(self, id: str) -> Erased | None:
        """Delete a contact request and its visitor's conversation, which repeats it.

        Other requests of the same visitor stay. None when there is no request of this id.
        """
        query = sa.select(contact_requests.c.conversation).where(contact_requests.c.id == id)
        with self._transaction() as connection:
            conversation = connection.execute(query).scalar()
        if conversation is None:
            return None
        traces = [
            deletion
            for deletion in _of_conversation(conversation)
            if deletion.table is not contact_requests
        ]
        return self._delete([_Deletion(contact_requests, contact_requests.c.id == id), *traces])

    def purge(
        self,
        contacts_before: datetime,
        feedback_before: datetime,
        conversations_before: datetime,
        now: datetime | None = None,
    ) -> PurgeCounts:
        """Delete what is older than the limits, delivered or not, and return the counts.

        A conversation is as old as its last event; all its events go together. Questions that were
        not surely understood last as long as feedback. What the channels
        keep of it goes when it is as old, or has expired at `now`: the current time unless given.
        """
        count = self._count_conversations(conversations_before)
        moment = (now or datetime.now(UTC)).timestamp()
        limit = conversations_before.timestamp()
        made = contact_requests.c.created_at
        expired = sa.or_(channel_turns.c.expires_at < moment, channel_turns.c.claimed_at < limit)
        erased = self._delete(
            [
                _Deletion(contact_requests, made < contacts_before),
                _Deletion(feedback, feedback.c.created_at < feedback_before),
                _Deletion(questions, questions.c.created_at < feedback_before),
                _Deletion(events, events.c.sender_id.in_(_silent_since(conversations_before))),
                _Deletion(conversation_snapshots, _of_no_event()),  # those just deleted
                _Deletion(broker_events, broker_events.c.made_at < limit),
                _Deletion(channel_turns, expired),
                _Deletion(channel_arrivals, channel_arrivals.c.kept_at < limit),
                _Deletion(channel_calls, channel_calls.c.made_at < limit),
                _Deletion(channel_ended, channel_ended.c.expires_at < moment),
                _Deletion(channel_seen, channel_seen.c.received_at < limit),
                _Deletion(channel_rates, channel_rates.c.used_until < moment),
            ],
            one_at_a_time=True,
        )
        return PurgeCounts(
            erased.get(contact_requests.name, 0),
            erased.get(feedback.name, 0),
            count,
            erased.get(questions.name, 0),
        )

    def _count_conversations(self, before: datetime) -> int:
        query = sa.select(sa.func.count()).select_from(_silent_since(before).subquery())
        with self._transaction() as connection:
            return int(connection.execute(query).scalar())

    def _delete(self, deletions: list[_Deletion], one_at_a_time: bool = False) -> Erased:
        with self._transaction(one_at_a_time) as connection:
            erased = {
                deletion.table.name: connection.execute(
                    deletion.table.delete().where(deletion.condition)
                ).rowcount
                for deletion in deletions
            }
        self._confirm(deletions)
        return {table: count for table, count in erased.items() if count}

    def _confirm(self, deletions: list[_Deletion]) -> None:
        with self._transaction() as connection:
            for table, condition in ((each.table, each.condition) for each in deletions):
                count = sa.select(sa.func.count()).select_from(table).where(condition)
                if connection.execute(count).scalar():
                    raise RecordsError(table.name, "still holds what was deleted", "try again")
        if not empty_the_journal(self._engine):
            raise RecordsError("journal", "still holds what was deleted", "try again")

    @contextmanager
    def _transaction(self, one_at_a_time: bool = False) -> Iterator[Any]:
        with transaction(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":
                if one_at_a_time:
                    connection.execute(sa.text(_ONE_PURGE.format(number=_PURGE)))
                connection.execute(sa.text(f"SET LOCAL lock_timeout = '{_LOCK_PATIENCE}'"))
            yield connection


def _of_conversation(conversation: str, turn: str | None = None) -> list[_Deletion]:
    columns = {
        contact_requests: contact_requests.c.conversation,
        feedback: feedback.c.conversation,
        questions: questions.c.conversation,
        events: events.c.sender_id,
        conversation_snapshots: conversation_snapshots.c.conversation,
        broker_events: broker_events.c.conversation,
        channel_turns: channel_turns.c.conversation,
        channel_calls: channel_calls.c.conversation,
        channel_arrivals: channel_arrivals.c.conversation,
    }
    if turn is not None:
        del columns[channel_arrivals]
    deletions = {table: column == conversation for table, column in columns.items()}
    if turn is not None:
        deletions[channel_turns] = sa.and_(deletions[channel_turns], channel_turns.c.id != turn)
    return [_Deletion(table, condition) for table, condition in deletions.items()]


def _silent_since(moment: datetime) -> Any:
    sender, last = events.c.sender_id, sa.func.max(events.c.timestamp)
    return sa.select(sender).group_by(sender).having(last < moment.timestamp())


def _of_no_event() -> Any:
    return ~sa.exists().where(events.c.sender_id == conversation_snapshots.c.conversation)
