"""The kinds of events, found once.

Rasa's `Event.from_parameters` looks through all classes of events, and whether each is abstract,
for every single event: most of the time of reading a conversation.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses


@cache
def _classes() -> dict[str, type[Event]]:
    found: dict[str, type[Event]] = {}
    for each in all_subclasses(Event):
        found.setdefault(each.type_name, each)  # the first, as Rasa does
    return found


def event_of(parameters: dict[str, Any]) -> Event:
    """Return the event of its `as_dict()`. Raises LookupError for what is none."""
    event: Event | None = _classes()[parameters["event"]]._from_parameters(parameters)
    if event is None:
        raise LookupError
    return event
