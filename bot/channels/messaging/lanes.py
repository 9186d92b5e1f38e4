"""Work in order within a conversation, side by side across conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import RecordsError, place_of

logger = structlog.get_logger()

# Does one thing for a conversation; returns the seconds until the next, None when all is done.
Work = Callable[[str], Awaitable[float | None]]


class Lanes:
    """One lane a conversation: `work` is called again and again until nothing is left.

    A lane that fails stops; the next `wake` starts it again.
    """

    def __init__(self, name: str, work: Work) -> None:
        self._name = name
        self._work = work
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._stopping = asyncio.Event()

    def wake(self, conversation: str) -> None:
        """See to it that what there is to do in a conversation gets done."""
        if self._stopping.is_set():
            return
        self._woken.add(conversation)
        if conversation not in self._tasks:
            self._tasks[conversation] = asyncio.create_task(self._run(conversation))

    async def stop(self, grace: float) -> None:
        """End what is under way within `grace` seconds; begin nothing more."""
        self._stopping.set()
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, conversation: str) -> None:
        try:
            while conversation in self._woken and not self._stopping.is_set():
                self._woken.discard(conversation)
                await self._empty(conversation)
        except RecordsError as error:
            logger.error(f"{self._name}.no_database", problem=str(error))
        except Exception as error:
            logger.error(f"{self._name}.failed", error=type(error).__name__, place=place_of(error))
        finally:
            del self._tasks[conversation]

    async def _empty(self, conversation: str) -> None:
        wait = await self._work(conversation)
        while wait is not None and not self._stopping.is_set():
            await self._pause(wait)
            if not self._stopping.is_set():
                wait = await self._work(conversation)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), max(seconds, 0.001))
        except TimeoutError:
            return
