"""Which events of a conversation nobody but this installation may know: those in which a visitor
leaves contact details.

A name is nothing that a mask recognises. So a turn is private as a whole, from the message to the
last reply: when the message may mean that the visitor wants to be contacted, or when the contact
form is active at any moment of it. All of it is told from the conversation itself, wherever its
messages are answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import (
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.flows.contact import TOPIC
from bot.nlu.heard import ALSO, OFFERS

_FORM = "contact_form"


def private_events(tracker: DialogueStateTracker) -> list[bool]:
    """Tell of each event of a conversation whether nothing of it may be published.

    That the form begins and ends may be known: these events hold no words.
    """
    private: list[bool] = []
    for turn, is_private in _turns(tracker):
        private += [is_private and not isinstance(event, ActiveLoop) for event in turn]
    return private


def _turns(tracker: DialogueStateTracker) -> Iterator[tuple[list[Event], bool]]:
    turn: list[Event] = []
    in_form = is_private = False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            yield turn, is_private
            turn, is_private = [], in_form
        if isinstance(event, ActiveLoop):
            in_form = event.name == _FORM
        elif isinstance(event, Restarted | SessionStarted):
            in_form = False
        turn.append(event)
        is_private = is_private or in_form or _is_about_it(event)
    # Whatever part of a conversation was loaded: where the form stands now, Rasa knows.
    yield turn, is_private or tracker.active_loop_name == _FORM


def _is_about_it(event: Event) -> bool:
    if isinstance(event, BotUttered):
        return (event.metadata or {}).get("topic") == TOPIC
    if not isinstance(event, UserUttered):
        return False
    heard: dict[str, Any] = event.parse_data or {}
    return TOPIC in (event.intent_name, heard.get(ALSO), *(heard.get(OFFERS) or []))
