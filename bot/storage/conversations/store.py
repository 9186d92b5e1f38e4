"""Conversations in a database.

An action that has erased a conversation sets the slot ERASED; the store then erases it again
instead of saving it. Else the end of the turn would write anew what the action deleted.
"""

from __future__ import annotations

import time
from asyncio import to_thread
from collections.abc import Iterable
from itertools import islice
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.keys import ERASED
from bot.dialogue.unsure import questions_in
from bot.errors import ConversationError
from bot.storage import Erasure, Question, open_database, put_questions, transaction
from bot.storage.broker import Publisher
from bot.storage.conversations.rows import (
    UNREADABLE,
    read_events,
    read_snapshot,
    row_of,
    write_snapshot,
)
from bot.storage.conversations.window import Snapshot, WindowTracker
from bot.storage.outbox import put_out, rows_of
from bot.storage.private_turns import private_events
from bot.storage.tables import events

_LONGEST_NAME = 255  # characters: the column of Rasa's table
_SAID = [each.type_name for each in (UserUttered, BotUttered, Restarted)]
_PUT_EVENTS = events.insert()
_WHOLE = (
    sa.select(events.c.id, events.c.data)
    .where(events.c.sender_id == sa.bindparam("conversation"), events.c.type_name != UNREADABLE)
    .order_by(events.c.id)
)
# Every message has one, which tells what no policy here asks.
_WINDOW = _WHOLE.where(
    events.c.id >= sa.bindparam("since"),
    events.c.type_name != DefinePrevUserUtteredFeaturization.type_name,
)


class ConversationStore(TrackerStore):
    """The conversations of the database `host`, a whole SQLAlchemy URL.

    A turn reads a window of bounded length behind a snapshot, and writes what is new in one
    transaction. Every method raises RecordsError when the database cannot be used, and
    ConversationError for a name that no database can keep. A row that cannot be read is reported
    and set aside: it stays in the table, goes with its conversation, and is not read again.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: Publisher | None = None,
        session_turns: int | str | None = None,
        **kwargs: Any,
    ) -> None:
        """Connect. `session_turns` is the most messages of a session: no limit when None."""
        super().__init__(domain, event_broker, **kwargs)
        self.engine = open_database(host)
        self._erasure = Erasure(host)
        self._most_turns = None if session_turns is None else int(session_turns)

    def init_tracker(self, sender_id: str) -> WindowTracker:
        """Return the tracker of a conversation that begins."""
        return WindowTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: str) -> WindowTracker | None:
        """Return the window of a conversation's session, or None.

        One that has all its turns, and is not over, refuses a message (`WindowTracker.update`).
        """
        tracker = await to_thread(self._read, sender_id)
        if tracker:
            tracker.is_full = self._is_full(tracker)
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> WindowTracker | None:
        """Return a conversation with all its sessions, or None."""
        _require_usable(conversation_id)
        found = await to_thread(self._read_whole, conversation_id)
        if not found:
            return None
        whole = [event for _, event in found]
        tracker = WindowTracker.from_events(conversation_id, whole, self.domain.slots)
        tracker.kept = len(whole)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the names of all conversations."""
        return await to_thread(self._names)

    async def last_said(self, conversation: str, most: int) -> list[Event]:
        """Return what was said last, `most` messages and replies, whatever the session."""
        _require_usable(conversation)
        return await to_thread(self._read_last, conversation, most)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save what is new, or delete what is kept of a conversation whose visitor asked for it."""
        conversation = tracker.sender_id
        _require_usable(conversation)
        if tracker.get_slot(ERASED):
            message = tracker.latest_message
            asking = (message and message.message_id) or ""
            await to_thread(self._erasure.erase_conversation, conversation, asking)
            return
        new = [*islice(tracker.events, _kept(tracker), None)]
        rows = [row_of(conversation, event) for event in new]
        heard = tracker.latest_message
        unsure = questions_in(conversation, heard, new) if heard else []
        public = _public(tracker) if self.event_broker else []
        is_window = isinstance(tracker, WindowTracker)
        snapshot = tracker.next_snapshot(self.domain.slots) if is_window else None
        await to_thread(self._write, conversation, rows, public, unsure, snapshot)
        if is_window:
            tracker.kept += len(new)
        if self.event_broker:
            self.event_broker.wake()

    def _write(
        self,
        conversation: str,
        rows: list[dict[str, Any]],
        public: list[dict[str, Any]],
        unsure: list[Question],
        snapshot: Snapshot | None,
    ) -> None:
        """Write a turn in one transaction: another process may keep it waiting for seconds."""
        told = rows_of(public)
        with transaction(self.engine) as connection:
            if rows:
                connection.execute(_PUT_EVENTS, rows)
            put_out(connection, told)
            put_questions(connection, unsure)
            if snapshot:
                write_snapshot(connection, conversation, snapshot)

    def _read_whole(self, conversation: str) -> list[tuple[int, Event]]:
        with transaction(self.engine) as connection:
            return read_events(connection, _WHOLE, conversation=conversation)

    def _read_last(self, conversation: str, most: int) -> list[Event]:
        said = _WHOLE.where(events.c.type_name.in_(_SAID))
        last = said.order_by(None).order_by(events.c.id.desc()).limit(most)
        with transaction(self.engine) as connection:
            found = read_events(connection, last, conversation=conversation)
        return [event for _, event in reversed(found)]

    def _names(self) -> list[str]:
        with transaction(self.engine) as connection:
            names = connection.execute(sa.select(events.c.sender_id).distinct())
            return [str(name) for name in names.scalars()]

    def _read(self, conversation: str) -> WindowTracker | None:
        _require_usable(conversation)
        with transaction(self.engine) as connection:
            snapshot, before = read_snapshot(connection, conversation)
            since = snapshot.since
            found = read_events(connection, _WINDOW, conversation=conversation, since=since)
        began = (
            n for n in range(len(found) - 1, -1, -1) if isinstance(found[n][1], SessionStarted)
        )
        start = next(began, None)
        slots = self.domain.slots
        if start is None or (start == 0 and not before):
            tracker = WindowTracker.of(conversation, snapshot, before, found, slots)
            return tracker if found else None
        # A session that began since: nothing before it is a part of it.
        snapshot = Snapshot(found[start][0])
        tracker = WindowTracker.of(conversation, snapshot, [], found[start:], slots)
        tracker.is_snapshot_new = True
        return tracker

    def _is_full(self, tracker: WindowTracker) -> bool:
        if self._most_turns is None or tracker.turns < self._most_turns:
            return False
        last = tracker.latest_message
        session = self.domain.session_config
        if last is None or not session.are_sessions_enabled():
            return True
        # Rasa begins a new session then.
        return bool(time.time() - last.timestamp <= session.session_expiration_time * 60)


def _kept(tracker: DialogueStateTracker) -> int:
    """Return how many events of a tracker, from its first, need no writing."""
    return tracker.kept if isinstance(tracker, WindowTracker) else 0


def _public(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """Return the events that are new and may be published, as the broker is to get them."""
    told = zip(tracker.events, private_events(tracker), strict=True)
    return [
        {"sender_id": tracker.sender_id, **event.as_dict()}
        for event, is_private in islice(told, _kept(tracker), None)
        if not is_private
    ]


def _require_usable(name: str) -> None:
    """Raise ConversationError for a name that a database refuses: NUL, half a character, long."""
    is_whole = name.encode("utf-8", "ignore").decode("utf-8") == name
    if not is_whole or "\0" in name or len(name) > _LONGEST_NAME:
        raise ConversationError(
            "conversation", "its name cannot be kept", f"send up to {_LONGEST_NAME} characters"
        )
