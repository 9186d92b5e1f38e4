"""The purge that the servers do by themselves: every day, one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from bot.errors import RecordsError
from bot.storage import PurgeCounts, Records, engine_for
from bot.storage.retention import Retention
from tests.conftest import settings_in
from tests.storage.conftest import add_contact, postgresql, records, url

__all__ = ["add_contact", "postgresql", "records", "url"]

DAY = 24 * 3600.0
START = datetime(2026, 11, 28, 4, tzinfo=UTC)
Add = Callable[..., str]


class Clock:
    """A clock of the test's own."""

    def __init__(self) -> None:
        self.now = START.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def serve(url: str, clock: Clock, tmp_path: Path) -> Callable[[], Retention]:
    """Return the retention of one more server."""
    settings = replace(settings_in(tmp_path), database=url)
    return lambda: Retention(settings, clock)


def test_it_is_done_once_a_day_by_one_server(
    records: Records, add_contact: Add, clock: Clock, serve: Callable[[], Retention]
) -> None:
    add_contact(records, now=START - timedelta(days=91))
    first, second = serve(), serve()
    assert first.purge_if_due() == PurgeCounts(1, 0, 0)
    assert [second.purge_if_due(), first.purge_if_due()] == [None, None]
    clock.now += DAY
    assert second.purge_if_due() == PurgeCounts(0, 0, 0)
    assert first.purge_if_due() is None


def test_of_several_at_once_one_does_it(clock: Clock, serve: Callable[[], Retention]) -> None:
    servers = [serve() for _ in range(4)]
    together, done = Barrier(len(servers)), []

    def purge(server: Retention) -> None:
        together.wait()
        done.append(server.purge_if_due())

    threads = [Thread(target=purge, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [counts for counts in done if counts] == [PurgeCounts(0, 0, 0)]


@pytest.fixture
def stubborn(url: str, records: Records) -> Iterator[str]:
    """A SQLite database that lets nothing be deleted."""
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER keep BEFORE DELETE ON contact_requests BEGIN SELECT RAISE(IGNORE); END"
        )
    yield url
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS keep")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_one_that_fails_is_tried_again_soon_by_whoever_looks(
    stubborn: str, records: Records, add_contact: Add, serve: Callable[[], Retention]
) -> None:
    add_contact(records, now=START - timedelta(days=91))
    with pytest.raises(RecordsError, match="contact_requests"):
        serve().purge_if_due()
    with engine_for(stubborn).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER keep")
    assert serve().purge_if_due() == PurgeCounts(1, 0, 0)


def test_a_clock_that_was_moved_back_does_not_stop_it(
    clock: Clock, serve: Callable[[], Retention]
) -> None:
    clock.now += 300 * DAY
    assert serve().purge_if_due() is not None
    clock.now -= 300 * DAY
    assert serve().purge_if_due() is not None
