"""The events of conversations, handed over to RabbitMQ.

No turn and no start waits for it: events wait in the database (`outbox.py`), and a task of the
server hands them over, as soon as there is a broker.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import aio_pika
import structlog
from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.errors import RecordsError
from bot.storage.claims import BackOff
from bot.storage.outbox import CLAIM, Outbox, Outgoing

logger = structlog.get_logger()

_PATIENCE = 10.0  # seconds to connect, and for the broker to confirm
_MOST_AT_ONCE = 50  # events between two looks into the database
_LOOK_EVERY = 5.0  # seconds between two looks for what another server left
_ON_TIME = CLAIM - 2 * _PATIENCE  # seconds of a claim after which no event is begun


class Publisher(EventBroker):
    """Hands over what waits, in the background, from `start` to `close`."""

    def __init__(
        self,
        address: str,
        outbox: Outbox,
        exchange_name: str,
        queues: list[str],
        wait_before: Callable[[int], float] = BackOff(first=1.0, longest=30.0, spread=0.2),  # noqa: B008
    ) -> None:
        self._address = address
        self._outbox = outbox
        self._exchange_name = exchange_name
        self._queues = queues
        self._wait_before = wait_before
        self._is_new = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._connection: Any = None
        self._exchange: Any = None

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: asyncio.AbstractEventLoop | None = None
    ) -> Publisher | None:
        """Return the broker of `url`, at work, or None when no address is set."""
        if not broker_config.url:
            return None
        given = dict(broker_config.kwargs)
        broker = cls(broker_config.url, Outbox(given.pop("database")), **given)
        broker.start()
        return broker

    def start(self) -> None:
        """Begin to hand over what waits, in the running loop."""
        self._work = asyncio.create_task(self._go_on())

    def publish(self, event: dict[str, Any]) -> None:
        """Have an event of no turn handed over, masked. Raises RecordsError."""
        self._outbox.put([event])
        self.wake()

    def wake(self) -> None:
        """Say that events were written."""
        self._is_new.set()

    async def close(self) -> None:
        """Stop; what is not handed over waits for the next start, or another server."""
        if self._work:
            self._work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._work
        await self._disconnect()
        with contextlib.suppress(RecordsError):  # its claim ends by itself
            await asyncio.to_thread(self._outbox.let_go)

    async def _go_on(self) -> None:
        failures = 0
        while True:
            self._is_new.clear()
            try:
                while await self._hand_over():
                    if failures:
                        logger.warning("broker.back", failures=failures)
                    failures = 0
            except Exception as error:  # of the network, the broker or the database
                if not failures:  # its text may hold the address, with a password
                    logger.error("broker.away", error=type(error).__name__)
                await self._disconnect()
                with contextlib.suppress(RecordsError):  # another server may reach it
                    await asyncio.to_thread(self._outbox.let_go)
                await asyncio.sleep(self._wait_before(failures))
                failures += 1
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_new.wait(), _LOOK_EVERY)

    async def _hand_over(self) -> bool:
        """Hand over some events; tell whether there were any."""
        began = asyncio.get_running_loop().time()
        waiting = await asyncio.to_thread(self._outbox.next, _MOST_AT_ONCE)
        if not waiting:
            return False
        confirmed: list[Outgoing] = []
        try:
            await self._connect()
            for event in waiting:
                if asyncio.get_running_loop().time() - began > _ON_TIME:
                    break  # else another server may begin with what this one still does
                await self._exchange.publish(_message(event), "", timeout=_PATIENCE)
                confirmed.append(event)
        finally:
            if confirmed:
                await asyncio.to_thread(self._outbox.done, confirmed)
        return True

    async def _connect(self) -> None:
        if self._connection and not self._connection.is_closed:
            return
        self._connection = await aio_pika.connect(self._address, timeout=_PATIENCE)
        channel = await self._connection.channel(on_return_raises=True)
        self._exchange = await channel.declare_exchange(
            self._exchange_name, aio_pika.ExchangeType.FANOUT, timeout=_PATIENCE
        )
        for name in self._queues:
            queue = await channel.declare_queue(name, durable=True, timeout=_PATIENCE)
            await queue.bind(self._exchange, timeout=_PATIENCE)

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(Exception):  # gone already, or going
                await asyncio.wait_for(connection.close(), _PATIENCE)


def _message(event: Outgoing) -> aio_pika.Message:
    return aio_pika.Message(
        event.event.encode(),
        content_type="application/json",
        message_id=event.id,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
    )
