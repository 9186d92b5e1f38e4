"""Visitors of the bench: one alone, ten at once, one who talks for long."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp

from tests.load.target import Target

SAID = (
    "bonjour",
    "on gagne combien ?",
    "quels sont les horaires ?",
    "le télétravail est possible ?",
    "comment postuler ?",
    "il faut un diplôme ?",
    "c'est quoi un superviseur ?",
    "zut flûte blabla",
    "c'est stressant ?",
    "merci",
)
Visit = tuple[str, int, int]  # a visitor's name, how many messages, how many of a conversation
CROWD = 10  # visitors at once
_NEAR = 9  # turns up to one, whose median is what it costs


@dataclass(frozen=True)
class Sizes:
    """How much is said."""

    alone: int = 200  # messages of a visitor alone, in conversations of ten
    crowd: int = 30  # messages of each of ten visitors
    rounds: int = 5  # of them with one server and with two, by turns
    long: int = 2_000  # messages of a long conversation,
    long_of_default: int = 200  # and with Rasa's default, whose two-thousandth would take minutes
    examples: int | None = None  # of a topic that Rasa's default learns: all,
    topics: int | None = None  # and of all


@dataclass(frozen=True)
class Phase:
    """What was measured: milliseconds of each message, seconds of all, processor time of one."""

    waits: list[float]
    seconds: float
    processor: float  # milliseconds a message

    @property
    def median(self) -> float:
        """The wait that half of the messages keep within, in milliseconds."""
        return statistics.median(self.waits)

    @property
    def p95(self) -> float:
        """The wait that 95 % of the messages keep within, in milliseconds."""
        return sorted(self.waits)[round(0.95 * (len(self.waits) - 1))]

    @property
    def rate(self) -> float:
        """Messages answered a second."""
        return len(self.waits) / self.seconds

    def at(self, turn: int) -> float:
        """Return what a turn of a long conversation waits, in milliseconds."""
        return statistics.median(self.waits[max(0, turn - _NEAR) : turn])


@dataclass
class Measured:
    """A bot's phases, by name: `alone`, `crowd`, `long`."""

    name: str
    phases: dict[str, Phase] = field(default_factory=dict)


async def measure(target: Target, sizes: Sizes, long: int) -> Measured:
    """Let the visitors talk to a bot, one phase after the other."""
    measured = Measured(target.name)
    plans = {
        "alone": [("alone", sizes.alone, len(SAID))],
        "crowd": crowd("crowd", sizes.crowd),
        "long": [("long", long, long)],
    }
    await talk(target, [("warm", len(SAID), len(SAID))])
    for phase, visitors in plans.items():
        measured.phases[phase] = await talk(target, visitors)
    return measured


def crowd(name: str, turns: int) -> list[Visit]:
    """Return ten visitors of so many turns each."""
    return [(f"{name}-{n}", turns, turns) for n in range(CROWD)]


async def talk(target: Target, visits: list[Visit]) -> Phase:
    """Let visitors talk to a bot at once, and return what was measured."""
    urls = cycle(target.urls)
    async with aiohttp.ClientSession(headers=target.headers) as http:
        used, started = target.processor(), time.perf_counter()
        talks = (_talk(http, target.name, urls, *visit) for visit in visits)
        waits = [wait for each in await asyncio.gather(*talks) for wait in each]
        seconds = time.perf_counter() - started
    return Phase(waits, seconds, (target.processor() - used) / len(waits))


async def _talk(
    http: aiohttp.ClientSession, bot: str, urls: Iterator[str], name: str, turns: int, length: int
) -> list[float]:
    """Say so many things, in conversations of some length; return the waits in milliseconds."""
    waits = []
    for turn in range(turns):
        message = {"sender": f"{name}-{turn // length}", "message": SAID[turn % len(SAID)]}
        started = time.perf_counter()
        async with http.post(next(urls), json=message) as answer:
            said = await answer.json()
        assert answer.status == 200 and said, (bot, answer.status, said)
        waits.append((time.perf_counter() - started) * 1_000)
    return waits
