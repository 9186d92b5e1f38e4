"""`make faults`: what becomes of turns and consents when parts are killed, and two servers meet.

Prints a table, whose last lies in docs/storage.md. Takes an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings
from tests.channels.web.servers import Servers, replicated, running
from tests.conftest import UNHURRIED, Recipient
from tests.load.kills import Tally, consent, converse, parts_of
from tests.load.replicas import meet
from tests.storage.cluster import Cluster, new_database, own_cluster


@dataclass(frozen=True)
class Sizes:
    """How much is tried; `seed` chooses what is killed, and when."""

    people: int = 20
    turns: int = 30  # of each
    consents: int = 10  # rounds of ten
    meetings: int = 300
    seed: int = 20261128


@dataclass
class Stage:
    """An installation whose contact requests are received."""

    servers: tuple[Servers, ...]
    recipient: Recipient
    cluster: Cluster | None = None


@contextmanager
def on_sqlite(model: Path, folder: Path) -> Iterator[Stage]:
    """Run one server of each kind on a SQLite file."""
    recipient = Recipient()
    with running(folder, model.parent, **_options(recipient)) as servers:
        yield Stage((servers,), recipient)
    recipient.close()


@contextmanager
def on_postgresql(model: Path, folder: Path) -> Iterator[Stage]:
    """Run two Rasa servers and an action server on a PostgreSQL of their own."""
    recipient = Recipient()
    with own_cluster() as cluster:
        options = {**_options(recipient), "database": new_database(cluster.url)}
        with replicated(folder, model.parent, **options) as servers:
            yield Stage(servers, recipient, cluster)
    recipient.close()


def turmoil(stage: Stage, sizes: Sizes) -> Iterator[tuple[str, Tally]]:
    """Tell what became of conversations, and of consents, on one installation."""
    parts = parts_of(stage.servers, stage.cluster)
    yield "turns", converse(stage.servers, parts, sizes.people, sizes.turns, sizes.seed)
    yield "consents", consent(stage.servers, parts, stage.recipient, sizes.consents, sizes.seed)


def row(name: str, tally: Tally) -> str:
    """Return a row of the table."""
    kills = ", ".join(f"{part} {count}" for part, count in sorted(tally.kills.items()))
    figures = (tally.turns, tally.lost, tally.double, tally.out_of_order)
    return f"| {name} | {kills} | {' | '.join(map(str, figures))} |"


def main() -> None:
    """Try all of it and print what was found."""
    sizes, model = Sizes(), Settings.from_environment().model
    print("| what | killed, times | in all | lost | double | out of order |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        with on_postgresql(model, Path(folder) / "PostgreSQL") as stage:
            met = Tally(2 * sizes.meetings, meet(stage.servers, sizes.meetings))
            print(row("two answers at once, two servers", met), flush=True)
            _tell("PostgreSQL", stage, sizes)
        with on_sqlite(model, Path(folder) / "SQLite") as stage:
            _tell("SQLite", stage, sizes)


def _tell(database: str, stage: Stage, sizes: Sizes) -> None:
    for what, tally in turmoil(stage, sizes):
        print(row(f"{what}, {database}", tally), flush=True)


def _options(recipient: Recipient) -> dict[str, object]:
    return {
        **{"web_rate": UNHURRIED, "web_address_rate": UNHURRIED},
        "contact_webhook": recipient.url,
    }


if __name__ == "__main__":
    main()
