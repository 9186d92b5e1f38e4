"""Events published to RabbitMQ without personal data."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any

from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.masking import mask

# Slots whose values are what a visitor gave of himself: never published.
_PRIVATE_SLOTS = frozenset({"contact"})


class Publisher(PikaEventBroker):
    """Rasa's RabbitMQ broker, masked. Off while DECROCHE_EVENT_BROKER is empty."""

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: AbstractEventLoop | None = None
    ) -> Publisher | None:
        """Return the broker of `url`, connected, or None when no address is set."""
        if not broker_config.url:
            return None
        broker: Publisher = await super().from_endpoint_config(broker_config, event_loop)
        return broker

    def publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Publish one event of a conversation, its texts masked."""
        super().publish(masked_event(event), headers)


def masked_event(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event as it may be published: texts masked, private slots emptied."""
    if event.get("event") == "slot" and event.get("name") in _PRIVATE_SLOTS:
        return {**event, "value": None}
    masked: dict[str, Any] = _masked(event)
    return {**masked, "sender_id": event.get("sender_id")}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(entry) for key, entry in value.items()}
    return [_masked(entry) for entry in value] if isinstance(value, list) else value
