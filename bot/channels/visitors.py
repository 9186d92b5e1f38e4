"""Who may ask, how much and how often: what every channel checks before the bot hears anything."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from sanic.request import Request

from bot.channels.rates import Spending
from bot.installation.variables import origin_of
from bot.settings import Settings

_HOST = re.compile(r"[A-Za-z0-9.\-_\[\]:]{1,255}")
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


class OwnAddress:
    """How browsers know this server: `public_url` where the operator says it."""

    def __init__(self, settings: Settings) -> None:
        self._proxies = Proxies(settings.trusted_proxies)
        self._public_url = settings.public_url

    def hosts(self, request: Request) -> list[str]:
        """Return the names under which the page's browser may know this server."""
        names = [request.headers.get("host", "")]
        if self._proxies.trusts(request.ip):
            names.insert(0, request.headers.get("x-forwarded-host", ""))
        return [name for name in names if _HOST.fullmatch(name)]

    def url(self, request: Request) -> str:
        """Return the address under which the asking browser knows this server."""
        if self._public_url is not None:
            return self._public_url
        hosts = self.hosts(request)
        return f"{self._scheme(request)}://{hosts[0] if hosts else 'localhost'}"

    def _scheme(self, request: Request) -> str:
        forwarded = request.headers.get("x-forwarded-proto", "")
        if self._proxies.trusts(request.ip) and forwarded in ("http", "https"):
            return str(forwarded)
        return str(request.scheme)


class Subscribers:
    """What one subscriber may ask in a minute, all the visitors behind its address together."""

    def __init__(self, channel: str, settings: Settings) -> None:
        self._channel = channel
        self._proxies = Proxies(settings.trusted_proxies)
        self._limit = settings.web_address_rate

    def spending(self, request: Request) -> Spending:
        """Return what a request costs the subscriber that it comes from."""
        forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
        address = self._proxies.client(request.ip, forwarded)
        return Spending(f"{self._channel}:{subscriber(address)}", self._limit)


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


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
