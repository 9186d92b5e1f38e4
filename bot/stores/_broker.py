"""Events published to RabbitMQ without personal data."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any
from urllib.parse import unquote, urlsplit

from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.masking import mask

_CONTACT = "contact"  # the slot of what a visitor leaves to be contacted: its form is contact_form
_CONTACT_TOPIC = "leave_contact_details"
_PORT = 5672  # of AMQP


class Publisher(PikaEventBroker):
    """Rasa's RabbitMQ broker, masked. Off while DECROCHE_EVENT_BROKER is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leaving_details: set[str] = set()

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: AbstractEventLoop | None = None
    ) -> Publisher | None:
        """Return the broker of `url`, connected, or None when no address is set."""
        if not broker_config.url:
            return None
        address = urlsplit(broker_config.url)
        broker = cls(
            address.hostname,
            unquote(address.username or ""),
            unquote(address.password or ""),
            port=address.port or _PORT,
            event_loop=event_loop,
            **broker_config.kwargs,
        )
        await broker.connect()
        return broker

    def publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Publish one event of a conversation, its texts masked.

        What is typed while a visitor leaves contact details is not published at all.
        """
        sender = str(event.get("sender_id"))
        if event.get("event") == "active_loop":
            leaving = event.get("name") == f"{_CONTACT}_form"
            (self._leaving_details.add if leaving else self._leaving_details.discard)(sender)
        super().publish(masked_event(event, sender in self._leaving_details), headers)


def masked_event(event: dict[str, Any], leaving_details: bool = False) -> dict[str, Any]:
    """Return an event as it may be published: texts masked, contact details left out."""
    if event.get("event") == "slot" and event.get("name") == _CONTACT:
        return {**event, "value": None}
    memory = event.get("metadata") or {}
    if leaving_details or memory.get("topic") == _CONTACT_TOPIC:
        event = _without_words(event)
    masked: dict[str, Any] = _masked(event)
    return {**masked, "sender_id": event.get("sender_id")}


def _without_words(event: dict[str, Any]) -> dict[str, Any]:
    parsed = event.get("parse_data")
    without = {**event, "text": None} if "text" in event else event
    return {**without, "parse_data": {**parsed, "text": None}} if parsed else without


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(entry) for key, entry in value.items()}
    return [_masked(entry) for entry in value] if isinstance(value, list) else value
