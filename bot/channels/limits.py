"""How much one may send: rates, and bodies read no further than allowed."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

from sanic.request import Request

from bot.channels.refusals import TooLarge

Clock = Callable[[], float]

# Characters of a message, on every channel; the pages are told. What is too long to be understood
# is the bot's to say, which looks for a call for help in it first.
LONGEST_TEXT = 2_000


PERIOD = 60.0  # seconds: the rates are given a minute


_MOST_KEYS = 50_000  # callers remembered: some 10 MB, however many addresses somebody invents


class Rate:
    """At most `limit` spendings a minute for each key, in memory."""

    def __init__(self, limit: int, clock: Clock = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        # key -> (what is left to spend, when that was): a bucket that fills evenly.
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, key: str) -> int:
        """Spend one; return 0, or the whole seconds to wait when nothing is left."""
        now = self._clock()
        left, then = self._left.get(key, (float(self._limit), now))
        left = min(self._limit, left + (now - then) * self._limit / PERIOD)
        wait = 0 if left >= 1 else math.ceil((1 - left) * PERIOD / self._limit)
        self._left[key] = (left if wait else left - 1, now)
        self._left.move_to_end(key)
        if len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return wait


async def chunks_of(request: Request) -> AsyncIterator[bytes]:
    """Return the body of a streamed request as it comes in."""
    while request.stream and (chunk := await request.stream.read()):
        yield chunk


async def read_body(declared: str, chunks: AsyncIterator[bytes], limit: int) -> bytes:
    """Return a body of at most `limit` bytes; `declared` is its Content-Length, if any.

    Raises TooLarge, without reading on, whatever the sender declared.
    """
    if declared.isdecimal() and int(declared) > limit:
        raise TooLarge
    body = b""
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return body
