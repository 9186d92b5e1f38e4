"""Events published to RabbitMQ without personal data.

`private_turns` says which are not published at all, and the store of the conversations heeds it;
the words of the others are masked here.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections import deque
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.flows.contact import TOPIC
from bot.text.masking import mask

logger = structlog.get_logger()

_CONTACT = "contact"  # the slot of what a visitor leaves to be contacted
_PORT = 5672  # of AMQP
_MOST_UNPUBLISHED = 10_000  # events, some 10 MB; the oldest are lost first


class Publisher(PikaEventBroker):
    """Rasa's RabbitMQ broker, masked. Off while DECROCHE_EVENT_BROKER is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unpublished_events: deque[dict[str, Any]] = deque(maxlen=_MOST_UNPUBLISHED)

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
        """Publish one event of a conversation, its texts masked."""
        super().publish(masked_event(event), headers)

    async def _publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        # Rasa's own logs the event, words and all, when it cannot be published.
        if self._exchange is None:
            return
        try:
            await self._exchange.publish(self._message(event, headers), "")
        except Exception as error:
            logger.error("events.not_published", error=type(error).__name__)
            self._unpublished_events.append(event)


def masked_event(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event as it may be published: texts masked, contact details left out."""
    if event.get("event") == "slot" and event.get("name") == _CONTACT:
        return {**event, "value": None}
    memory = event.get("metadata") or {}
    if memory.get("topic") == TOPIC:
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
