"""One turn of a conversation at a time, in the order in which they came.

Within a process they queue, and who is next is woken: Rasa's lock in memory looks again once a
second. Between servers PostgreSQL keeps the lock: it ends with its transaction, so a server that is
killed leaves none behind. Rasa's own for several servers, on Redis, reads its queue and writes it
back, and loses turns in between.

Turns of other conversations need no order, but they begin one by one: most of a turn waits for
nothing, and a call of the action server takes some five rounds of the event loop: with one turn a
round, it goes on after a handful of others, not after all that came, five times over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.errors import RecordsError
from bot.storage.digests import digest_of
from bot.storage.engine import in_plain_words, separate_engine

logger = structlog.get_logger()

_AT_ONCE = 15  # turns of a server, each with a connection: a server's other pool has as many
_KEY_DIGITS = 16  # hexadecimal: the 64 bits that PostgreSQL's locks are told apart by
# Who waits gives up, and who holds it without a word loses it, machine and all.
_LOCK = """
SET LOCAL lock_timeout = {milliseconds};
SET LOCAL idle_in_transaction_session_timeout = {milliseconds};
SELECT pg_advisory_xact_lock({key})
"""


class ProcessLocks(LockStore):
    """Rasa's locks of conversations in one process, which is all that works on a SQLite file."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turnstile = asyncio.Lock()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[TicketLock]:
        """Hold the lock of a conversation; nobody looks again every `wait_time_in_seconds`."""
        async with self._queue(conversation_id):
            await self._begin()
            yield self.create_lock(conversation_id)

    def _queue(self, conversation: str) -> asyncio.Lock:
        return self._queues.setdefault(conversation, asyncio.Lock())

    async def _begin(self) -> None:
        """Wait for a round of the event loop in which no other turn begins."""
        async with self._turnstile:
            await asyncio.sleep(0)


class AdvisoryLocks(ProcessLocks):
    """Those of all servers on the PostgreSQL database `url` of the endpoint.

    `lock` raises RecordsError when the database cannot be used, or nobody let go for as long as a
    lock lives (60 s).
    """

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        super().__init__()
        # Connections and threads of its own: whoever waits keeps nobody from ending a turn.
        self._engine = separate_engine(endpoint_config.url, _AT_ONCE)
        self._threads = ThreadPoolExecutor(_AT_ONCE, "conversation-lock")
        self._places = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[TicketLock]:
        """Hold the lock of a conversation, for `lock_lifetime` seconds at most.

        Nobody looks again every `wait_time_in_seconds`: PostgreSQL tells whose turn it is.
        """
        # One conversation waits in one place, however many messages it sends.
        async with self._queue(conversation_id), self._places:
            connection = await self._locked(conversation_id, lock_lifetime)
            try:
                await self._begin()
                yield self.create_lock(conversation_id)
            finally:
                loop = asyncio.get_running_loop()
                await asyncio.shield(loop.run_in_executor(self._threads, _let_go, connection))

    async def _locked(self, conversation: str, seconds: float) -> Any:
        loop = asyncio.get_running_loop()
        locking = loop.run_in_executor(self._threads, self._lock, conversation, seconds)
        try:
            return await asyncio.shield(locking)
        except asyncio.CancelledError:
            locking.add_done_callback(self._abandon)
            raise

    def _lock(self, conversation: str, seconds: float) -> Any:
        statement = _LOCK.format(milliseconds=round(seconds * 1000), key=key_of(conversation))
        with in_plain_words(self._engine):
            connection = self._engine.connect()
            try:
                connection.begin()  # which `close` ends, and the lock with it
                connection.exec_driver_sql(statement)
            except BaseException:
                connection.close()
                raise
        return connection

    def _abandon(self, locking: asyncio.Future[Any]) -> None:
        if not locking.cancelled() and not locking.exception():
            self._threads.submit(_let_go, locking.result())


def key_of(conversation: str) -> int:
    """Return the number under which PostgreSQL knows a conversation: 64 bits, with sign."""
    digest = digest_of("conversation", conversation)[:_KEY_DIGITS]
    return int.from_bytes(bytes.fromhex(digest), "big", signed=True)


def _let_go(connection: Any) -> None:
    try:
        with in_plain_words(connection.engine):
            connection.close()
    except RecordsError as error:
        # The turn is over and kept, or its failure is told: this changes nothing of either.
        logger.error("lock.lost", problem=str(error))
