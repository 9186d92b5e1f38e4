"""Who may ask, how much and how often: what every channel checks before the bot hears anything."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable

from sanic.request import Request

from bot.channels._problems import TooLarge
from bot.settings import origin_of

Clock = Callable[[], float]

_PERIOD = 60.0  # seconds: the rates are given a minute
_MOST_KEYS = 50_000  # callers remembered: some 10 MB, however many addresses somebody invents
_IPV6_SUBSCRIBER = 64  # bits: one subscriber holds them all


class Origins:
    """The web pages that may talk to the server: its own, and those of an allow-list."""

    def __init__(self, allowed: Iterable[str], public_url: str | None = None) -> None:
        public = origin_of(public_url) if public_url else None
        self._allowed = {*allowed, *([public] if public else [])}

    def allows(self, origin: str, hosts: Iterable[str]) -> bool:
        """Tell whether a page of `origin` may ask a server that is known as `hosts`."""
        # Of either scheme: behind a proxy the server does not see which one the browser uses.
        own = (origin_of(f"{scheme}://{host}") for host in hosts for scheme in ("http", "https"))
        return origin in self._allowed or origin in own


class Proxies:
    """The machines whose word on the visitor's address is taken."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks = [ipaddress.ip_network(entry, strict=False) for entry in trusted]

    def trusts(self, address: str) -> bool:
        """Tell whether an address is one of the proxies."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)

    def client(self, peer: str, forwarded_for: str) -> str:
        """Return the address of the visitor, from the peer and its `X-Forwarded-For`.

        The header is read from its end: what stands before an entry of nobody's trust is hearsay.
        """
        client = peer
        hops = [hop.strip() for hop in forwarded_for.split(",")] if forwarded_for else []
        while hops and self.trusts(client):
            hop = hops.pop()
            if not _is_address(hop):
                break
            client = hop
        return client


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
        left = min(self._limit, left + (now - then) * self._limit / _PERIOD)
        wait = 0 if left >= 1 else math.ceil((1 - left) * _PERIOD / self._limit)
        self._left[key] = (left if wait else left - 1, now)
        self._left.move_to_end(key)
        if len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return wait


def subscriber(address: str) -> str:
    """Return what of an address stands for one subscriber: all of IPv4, half of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _IPV6_SUBSCRIBER), strict=False))


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


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
