"""Addresses behind proxies, rates, origins, sizes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.limits import Rate, read_body
from bot.channels.refusals import TooLarge
from bot.channels.visitors import Origins, Proxies, subscriber
from tests.channels.web.stub import Clock

PROXIES = Proxies(["10.0.0.1", "192.168.0.0/24", "::1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),  # no proxy of ours: hearsay
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # the visitor wrote the first
        ("10.0.0.1", "198.51.100.1, 192.168.0.7", "198.51.100.1"),  # two proxies in a row
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, <script>", "10.0.0.1"),
        ("10.0.0.1", ",,", "10.0.0.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_visitors_address(peer: str, forwarded: str, client: str) -> None:
    assert PROXIES.client(peer, forwarded) == client


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("unix", "unix"),
    ],
)
def test_a_subscriber_has_one_key(address: str, key: str) -> None:
    assert subscriber(address) == key


def test_a_rate_fills_evenly_and_says_how_long_to_wait() -> None:
    clock = Clock()
    rate = Rate(2, clock)
    assert [rate.spend("a"), rate.spend("a"), rate.spend("a")] == [0, 0, 30]
    assert rate.spend("b") == 0
    clock.now += 29
    assert rate.spend("a") == 1
    clock.now += 1
    assert rate.spend("a") == 0
    clock.now += 3_600
    assert [rate.spend("a"), rate.spend("a"), rate.spend("a")] == [0, 0, 30]


def test_a_rate_remembers_a_bounded_number_of_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.limits._MOST_KEYS", 10)
    rate = Rate(1, Clock())
    for number in range(100):
        rate.spend(str(number))
    assert len(rate._left) == 10
    assert rate.spend("99") > 0


def test_origins_are_compared_whole() -> None:
    origins = Origins(["https://a.example"], "https://bot.example/decroche")
    assert origins.allows("https://a.example", [])
    assert origins.allows("https://bot.example", [])
    assert origins.allows("http://localhost:5005", ["localhost:5005"])
    assert origins.allows("http://[::1]:5005", ["[::1]:5005"])
    assert not origins.allows("http://localhost", ["localhost:5005"])
    assert not origins.allows("https://a.example.evil.example", ["localhost"])
    assert not origins.allows("null", ["null.example"])


async def test_a_body_is_read_up_to_its_limit() -> None:
    async def pieces(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield b"xxxx"

    assert await read_body("", pieces(3), 12) == b"x" * 12
    for declared, count in (("13", 0), ("", 4), ("5", 4), ("-1", 4)):
        with pytest.raises(TooLarge):
            await read_body(declared, pieces(count), 12)
