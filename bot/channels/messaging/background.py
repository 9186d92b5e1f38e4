"""What no request waits for; an answer waits for what announces it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

Work = Coroutine[Any, Any, None]

_MOST = 100  # under way at once; the next visitors see no « … is typing »
_PATIENCE = 1.0  # seconds that an answer waits for it


class Background:
    """Tasks under way beside all others."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Work, name: str | None = None) -> None:
        """Do some work."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def announce(self, conversation: str, work: Work) -> None:
        """Do what tells that a conversation is to get an answer, unless there is too much of it."""
        if len(self._tasks) < _MOST:
            self.begin(work, conversation)
        else:
            work.close()

    async def announced(self, conversation: str) -> None:
        """Wait until that is done, not for long."""
        named = {task for task in self._tasks if task.get_name() == conversation}
        if named:
            _, pending = await asyncio.wait(named, timeout=_PATIENCE)
            for task in pending:  # the next piece of the answer waits for it no more
                task.set_name("")

    def cancel(self) -> None:
        """End all of it."""
        for task in list(self._tasks):
            task.cancel()
