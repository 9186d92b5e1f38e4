"""The part of a conversation that a turn reads: its last turns, behind what came before them.

What came before is a snapshot: the slots and the form, of each of some twenty turns what was said
and what it was about, and what is remembered of all before these. The window begins with a message
of the visitor's: a turn that is cut in the middle is one that no policy has learnt.

Before the last turns stands what Rasa itself writes when it begins a session whose slots are
carried over: the policies look no further back, and cost no more when more is remembered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.content.keys import DELETE_MY_DATA, DISTRESS
from bot.dialogue.so_far import held_by, said_in, since_start, with_case
from bot.errors import ConversationFull
from bot.nlu.heard import CARE, PROFILE, READING, SETTLED, STAGES
from bot.storage.conversations.kinds import event_of

MOST_EVENTS = 94  # of a window: some 16 turns; then it is cut
_LEAST_TURNS = 8  # that stay: as many as any reading looks back for how a turn was read
_TURNS_OF_POLICIES = 3  # the stories look at three states, the rules at one turn
_MOST_REMEMBERED = 22  # turns before the window: with its eight, as many as `context` looks back


@dataclass(frozen=True)
class Snapshot:
    """What came before a window. `since` is the id of the window's first event, `turns` how many
    messages of the visitor's came before it in the session, `state` the rest, as JSON holds it."""

    since: int = 0
    turns: int = 0
    state: dict[str, Any] = field(default_factory=dict)

    def events(self) -> list[Event]:
        """Return the events that stand before the window.

        Raises LookupError or TypeError for a broken one.
        """
        if not self.state:
            return []
        remembered = [event_of(each) for each in self.state["remembered"]]
        for event in remembered:
            held_by(event)
        return [*remembered, *_carried_over(self.state)]


class WindowTracker(DialogueStateTracker):
    """A conversation as it was read: it knows what of it the database has already."""

    kept = 0  # events, from the first, that need no writing
    start = 0  # where what the policies look at begins
    snapshot = Snapshot()
    is_snapshot_new = False  # another than the one that is kept
    is_full = False  # the session has all its messages: it hears of erasing alone
    is_for_action = False  # a copy, to which an action may add
    window: Sequence[tuple[int, Event]] = ()  # what was read, with the ids of the rows

    @classmethod
    def of(
        cls,
        conversation: str,
        snapshot: Snapshot,
        before: list[Event],
        window: list[tuple[int, Event]],
        slots: Sequence[Slot],
    ) -> WindowTracker:
        """Return a conversation of which `window` was read, behind the events of a snapshot."""
        events = [event for _, event in window]
        heard = _heard(events)
        place = heard[-_TURNS_OF_POLICIES] if len(heard) > _TURNS_OF_POLICIES else 0
        start = 0
        if place:
            start = len(before) + place
            before = [*before, *events[:place]]
            past = cls._told(conversation, before, slots)
            before = [*before, *_carried_over(_state_of(past))]
        tracker = cls._told(conversation, [*before, *events[place:]], slots)
        tracker.snapshot, tracker.window, tracker.start = snapshot, window, start
        tracker.kept = len(tracker.events)
        return tracker

    @classmethod
    def _told(
        cls, conversation: str, events: Sequence[Event], slots: Sequence[Slot]
    ) -> WindowTracker:
        """Return a conversation of events: of those before a session begins, nothing else stays."""
        began = (n for n in reversed(range(len(events))) if type(events[n]) is SessionStarted)
        start = next(began, 0)
        tracker = cls.from_events(conversation, events[start:], slots)
        tracker.events.extendleft(reversed(events[:start]))
        return tracker

    def copy(self) -> WindowTracker:
        """Return the same conversation, for an action: Rasa's own copy plays all of it again."""
        twin = copy(self)
        twin.events = deque(self.events)
        twin.slots = {name: copy(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy(self.active_loop)
        twin.model_id = twin.assistant_id = None
        twin.is_full, twin.is_for_action = False, True
        return twin

    def current_state(
        self, event_verbosity: EventVerbosity = EventVerbosity.NONE
    ) -> dict[str, Any]:
        """Return the state as JSON holds it; an action is not told how messages were read.

        It has the last one apart, read, and all readings are more than half of what is sent.
        """
        state: dict[str, Any] = super().current_state(event_verbosity)
        for event in (state["events"] or []) if self.is_for_action else []:
            if event["event"] == UserUttered.type_name:
                event["parse_data"] = {}
        return state

    def update(self, event: Event, domain: Domain | None = None) -> None:
        """Add an event. Raises ConversationFull for a message that a full session does not hear."""
        if self.is_full and isinstance(event, UserUttered) and event.intent_name != DELETE_MY_DATA:
            raise ConversationFull(
                "conversation", "has as many messages as a session may", "begin another"
            )
        super().update(event, domain)

    def applied_events(self) -> list[Event]:
        """Return the events that count: none before the session, which Rasa looks through too."""
        recent = copy(self)
        recent.events = deque(islice(self.events, self.start, None))
        return list(super(WindowTracker, recent).applied_events())

    @property
    def turns(self) -> int:
        """How many messages of the visitor's the session had when it was read."""
        return self.snapshot.turns + len(_heard([event for _, event in self.window]))

    def next_snapshot(self, slots: Sequence[Slot]) -> Snapshot | None:
        """Return the snapshot to keep in the place of the one that is kept, or None."""
        return self._cut(slots) or (self.snapshot if self.is_snapshot_new else None)

    def _cut(self, slots: Sequence[Slot]) -> Snapshot | None:
        """Return the snapshot of a shorter window, or None while it is short enough."""
        events = [event for _, event in self.window]
        heard = _heard(events)
        if len(events) <= MOST_EVENTS or len(heard) <= _LEAST_TURNS:
            return None
        place = heard[-_LEAST_TURNS]
        past = self._told(self.sender_id, [*self.snapshot.events(), *events[:place]], slots)
        turns = self.snapshot.turns + len(heard) - _LEAST_TURNS
        remembered = [_brief(event) for event in _remembered(list(past.events))]
        return Snapshot(self.window[place][0], turns, {**_state_of(past), "remembered": remembered})


def _heard(events: Sequence[Event]) -> list[int]:
    return [place for place, event in enumerate(events) if type(event) is UserUttered]


def _state_of(past: DialogueStateTracker) -> dict[str, Any]:
    loop = past.active_loop
    begun = (e for e in reversed(past.events) if isinstance(e, ActiveLoop) and e.name)
    return {
        "at": past.events[-1].timestamp,
        "slots": {s.name: s.value for s in past.slots.values() if s.value != s.initial_value},
        # The very event: its time tells one request to be contacted from the next.
        "loop": next(begun).as_dict() if loop and loop.name else None,
        "rejected": bool(loop and loop.rejected),
    }


def _carried_over(state: dict[str, Any]) -> list[Event]:
    at, loop = state["at"], state["loop"]
    events: list[Event] = [SessionStarted(at)]
    events += [SlotSet(name, value, at) for name, value in state["slots"].items()]
    if loop:
        events.append(event_of(loop))
        if state["rejected"]:
            events.append(ActionExecutionRejected(loop["name"], timestamp=at))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME, timestamp=at)]


def _remembered(events: list[Event]) -> list[Event]:
    """Return what is worth remembering: the last turns, behind one event for all before them.

    That distress was ever spoken of stands in an event of its own, whatever was started over since.
    """
    told = [*said_in(events)]
    heard = _heard(told)
    start = heard[-_MOST_REMEMBERED] if len(heard) >= _MOST_REMEMBERED else 0
    return [*_summed_up(told[:start]), *told[start:]]


def _summed_up(older: list[Event]) -> list[Event]:
    if not older:
        return []
    known = with_case(list(since_start(reversed(older)))).as_event(older[-1].timestamp)
    distress = (event for event in reversed(older) if _is_of_distress(event))
    return [*islice(distress, 1), known]


def _is_of_distress(event: Event) -> bool:
    return isinstance(event, BotUttered) and event.metadata.get("topic") == DISTRESS


def _brief(event: Event) -> dict[str, Any]:
    """Return an event as JSON, without how the NLU came to read it."""
    brief = event.as_dict()
    if isinstance(event, UserUttered):
        heard: dict[str, Any] = event.parse_data or {}
        reading = heard.get(READING) or {}
        brief["parse_data"] = {
            "intent": {"name": event.intent_name},
            "entities": [],
            **{key: heard[key] for key in (CARE, PROFILE, SETTLED, STAGES) if heard.get(key)},
            READING: {key: reading[key] for key in ("about", "noted") if reading.get(key)},
        }
    return brief
