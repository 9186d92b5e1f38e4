"""Who works on what: one at a time, whoever falls silent loses it, and all of it gets done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage import BackOff, Claims, Records, engine_for, transaction
from bot.storage.tables import contact_requests
from tests.channels.web.stub import Clock
from tests.storage.conftest import add_contact, postgresql, records, url

__all__ = ["add_contact", "postgresql", "records", "url"]

Add = Callable[..., str]
_ALL = sa.true()
_ORDER = (contact_requests.c.created_at, contact_requests.c.id)


class Worker:
    """One who claims contact requests."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._engine = engine_for(url)
        self.claims = Claims(contact_requests, 10.0, clock)

    def first(self) -> str | None:
        with transaction(self._engine) as connection:
            row = self.claims.first(connection, _ALL, *_ORDER)
            return row and str(row.id)

    def this(self, id: str) -> bool:
        with transaction(self._engine) as connection:
            return self.claims.this(connection, id) is not None

    def do(self, work: Callable[[sa.engine.Connection], None]) -> None:
        with transaction(self._engine) as connection:
            work(connection)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(records: Records, url: str, clock: Clock) -> tuple[Worker, Worker]:
    return Worker(url, clock), Worker(url, clock)


def test_what_one_holds_another_does_not_get(
    two: tuple[Worker, Worker], records: Records, add_contact: Add
) -> None:
    one, other = two
    ids = {add_contact(records), add_contact(records)}
    assert {one.first(), other.first()} == ids
    assert one.first() is None and other.first() is None


def test_who_falls_silent_loses_it(
    two: tuple[Worker, Worker], records: Records, add_contact: Add, clock: Clock
) -> None:
    (one, other), id = two, add_contact(records)
    assert one.first() == id
    clock.now += 9
    one.do(one.claims.hold_on)
    clock.now += 9
    assert other.first() is None and not other.this(id)
    clock.now += 2
    assert other.first() == id and not one.this(id)


def test_who_lets_go_leaves_it_at_once(
    two: tuple[Worker, Worker], records: Records, add_contact: Add
) -> None:
    (one, other), id = two, add_contact(records)
    assert one.first() == id and one.this(id)
    one.do(one.claims.let_go)
    assert other.first() == id


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_was_done_and_let_go_since_one_looked_is_not_done_again(
    two: tuple[Worker, Worker], records: Records, add_contact: Add, url: str
) -> None:
    (one, _), id = two, add_contact(records)
    engine = engine_for(url)
    looked: list[str] = []

    def deliver_meanwhile(connection: sa.engine.Connection, *statement: Any) -> None:
        if "UPDATE" in statement[1] and not looked:
            looked.append(statement[1])
            records.mark_delivered(id)

    sa.event.listen(engine, "before_cursor_execute", deliver_meanwhile)
    with transaction(engine) as connection:
        waits = contact_requests.c.delivered_at.is_(None)
        assert one.claims.first(connection, waits, *_ORDER) is None
    sa.event.remove(engine, "before_cursor_execute", deliver_meanwhile)
    assert looked


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_what_is_just_being_claimed_is_passed_over(
    two: tuple[Worker, Worker], records: Records, add_contact: Add, url: str
) -> None:
    (one, other), ids = two, [add_contact(records), add_contact(records)]
    with transaction(engine_for(url)) as connection:
        first = one.claims.first(connection, _ALL, *_ORDER).id
        assert {first, other.first()} == set(ids)  # else it would wait for the transaction's end


def test_of_a_hundred_entries_each_is_claimed_once(
    records: Records, add_contact: Add, url: str, clock: Clock
) -> None:
    ids = [add_contact(records) for _ in range(100)]

    def work(_: int) -> list[str]:
        worker, claimed = Worker(url, clock), []
        while (id := worker.first()) is not None:
            claimed.append(id)
        return claimed

    with ThreadPoolExecutor(4) as pool:
        claimed = Counter(id for found in pool.map(work, range(4)) for id in found)
    assert claimed == Counter(ids)


def test_the_waits_double_up_to_the_longest() -> None:
    waits = BackOff(first=1.0, longest=60.0)
    assert [waits(failures) for failures in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert waits(1_000_000) == 60


def test_the_waits_spread() -> None:
    waits = BackOff(first=10.0, longest=60.0, spread=0.2)
    found = {waits(0) for _ in range(50)}
    assert len(found) > 1 and all(8 <= wait <= 12 for wait in found)
