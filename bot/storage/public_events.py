"""Events of conversations as RabbitMQ may know them: without personal data.

`private_turns` says which are not published at all; the words of the others are masked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.flows.contact import TOPIC
from bot.privacy import mask_contacts, mask_names, names_in

_CONTACT = "contact"  # the slot of what a visitor leaves to be contacted
_BOT = "bot"  # the kind of what the bot says
_NO_WORDS = frozenset({"event", "message_id", "model_id", "assistant_id", "input_channel"})


def masked_events(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events of a turn as they may be published.

    Contact details are left out, addresses and numbers masked, and the names of people that the
    visitor wrote, also where the bot repeats them. Who else is named in an answer is no secret.
    """
    heard = {name for event in events for name in _names_said(event)}
    names = sorted(heard, key=len, reverse=True)
    return [_masked_event(event, names) for event in events]


def _masked_event(event: dict[str, Any], names: list[str]) -> dict[str, Any]:
    if _is_contact(event):
        return {**event, "value": None}
    memory = event.get("metadata") or {}
    if memory.get("topic") == TOPIC:
        event = _without_words(event)
    masked: dict[str, Any] = _masked(event, names)
    return {**masked, "sender_id": event.get("sender_id")}


def _names_said(event: dict[str, Any]) -> list[str]:
    if event.get("event") == _BOT or _is_contact(event):
        return []
    return names_in("\n".join(_texts([event.get("text"), event.get("value")])))


def _is_contact(event: dict[str, Any]) -> bool:
    return event.get("event") == "slot" and event.get("name") == _CONTACT


def _without_words(event: dict[str, Any]) -> dict[str, Any]:
    parsed = event.get("parse_data")
    without = {**event, "text": None} if "text" in event else event
    return {**without, "parse_data": {**parsed, "text": None}} if parsed else without


def _masked(value: Any, names: list[str]) -> Any:
    if isinstance(value, str):
        return mask_contacts(mask_names(value, names))
    if isinstance(value, dict):
        return {
            key: entry if key in _NO_WORDS else _masked(entry, names)
            for key, entry in value.items()
        }
    return [_masked(entry, names) for entry in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _texts(entry)
