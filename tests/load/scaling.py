"""What a second server adds: ten visitors on one, and on two that share a PostgreSQL, by turns."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.channels.web.servers import Servers, replicated
from tests.conftest import REST_TOKEN, UNHURRIED
from tests.load.target import TICK, Target, used_by
from tests.load.visitors import Phase, Sizes, crowd, talk
from tests.storage.cluster import Cluster, new_database, own_cluster

_CORES = len(os.sched_getaffinity(0))
Meters = dict[str, Callable[[], float]]  # of each part, its processor time so far, in milliseconds


@dataclass(frozen=True)
class Round:
    """What ten visitors got, and the milliseconds of processor a message of each part."""

    phase: Phase
    spent: dict[str, float]


@dataclass(frozen=True)
class Scaling:
    """Rounds of one server and of two, in the order in which they took turns."""

    one: list[Round]
    two: list[Round]

    @property
    def rates(self) -> tuple[float, float]:
        """Messages a second of one server, and of two."""
        one, two = (
            statistics.median(each.phase.rate for each in rounds) for rounds in (self.one, self.two)
        )
        return one, two

    @property
    def gain(self) -> float:
        """How many times as fast two servers answer: the median of neighbouring rounds."""
        pairs = zip(self.one, self.two, strict=True)
        return statistics.median(two.phase.rate / one.phase.rate for one, two in pairs)

    def spent(self, part: str) -> float:
        """Return the milliseconds of processor a message that a part takes, with two servers."""
        return statistics.median(each.spent[part] for each in self.two)

    @property
    def allowed(self) -> float:
        """The gain at which no core of the machine would rest, with what a message takes of all."""
        total = sum(self.spent(part) for part in self.two[0].spent)
        return 1_000 * _CORES / total / self.rates[0]


def scaling(model: Path, folder: Path, sizes: Sizes) -> Scaling:
    """Measure one server and two, by turns, in `folder`."""
    with _two_servers(model, folder) as (servers, cluster):
        targets = [_target(servers[:count]) for count in (1, 2)]
        meters = _meters(servers, cluster)
        for target in targets:
            asyncio.run(talk(target, crowd("warm", sizes.crowd)))
        one, two = [], []
        for number in range(sizes.rounds):
            for count, (target, rounds) in enumerate(zip(targets, (one, two), strict=True), 1):
                rounds.append(_round(target, f"{number}-{count}", sizes.crowd, meters))
    return Scaling(one, two)


def lines_of(found: Scaling) -> list[str]:
    """Return what was found, as Markdown."""
    one, two = found.rates
    parts = ", ".join(f"{part} {found.spent(part):.1f}" for part in found.two[0].spent)
    return [
        f"Two servers on one PostgreSQL answer ten visitors {found.gain:.2f} times as fast as one:"
        f" {two:.1f} messages a second instead of {one:.1f}"
        f" ({len(found.one)} rounds of each, by turns).",
        "",
        f"With two, a message takes, ms of processor: {parts}. So {_CORES} cores that never rest"
        f" allow {found.allowed:.2f} times.",
    ]


@contextmanager
def _two_servers(model: Path, folder: Path) -> Iterator[tuple[tuple[Servers, Servers], Cluster]]:
    options = {"web_rate": UNHURRIED, "web_address_rate": UNHURRIED, "rest_token": REST_TOKEN}
    with own_cluster() as cluster:
        database = new_database(cluster.url)
        with replicated(folder, model.parent, database=database, **options) as servers:
            yield servers, cluster


def _target(servers: tuple[Servers, ...]) -> Target:
    urls = tuple(f"{each.settings.url}/webhooks/rest/webhook" for each in servers)
    processes = tuple(each.rasa.pid for each in servers if each.rasa)
    return Target("Décroche", urls, {"Authorization": f"Bearer {REST_TOKEN}"}, processes)


def _meters(servers: tuple[Servers, Servers], cluster: Cluster) -> Meters:
    rasa = [each.rasa.pid for each in servers if each.rasa]
    actions = [each.actions.pid for each in servers if each.actions]
    known: Meters = {
        "Rasa servers": lambda: sum(map(used_by, rasa)),
        "action server": lambda: sum(map(used_by, actions)),
        "PostgreSQL": lambda: _used_by_database(cluster),
        "visitors": lambda: used_by(os.getpid()),
    }
    return {**known, "all else": lambda: _machine() - sum(meter() for meter in known.values())}


def _round(target: Target, name: str, turns: int, meters: Meters) -> Round:
    before = {part: meter() for part, meter in meters.items()}
    phase = asyncio.run(talk(target, crowd(name, turns)))
    count = len(phase.waits)
    return Round(phase, {part: (meters[part]() - before[part]) / count for part in meters})


def _used_by_database(cluster: Cluster) -> float:
    first, connections = cluster.processes()
    return used_by(first, ended_children=True) + sum(map(used_by, connections))


def _machine() -> float:
    """Return the processor time of all that runs on the machine so far, in milliseconds."""
    # user, nice, system, idle, waiting for disks, interrupts of both kinds, stolen
    times = Path("/proc/stat").read_text(encoding="utf-8").split()[1:9]
    return sum(map(int, [*times[:3], *times[5:]])) * TICK
