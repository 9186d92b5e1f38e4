"""The lock of a conversation on PostgreSQL: one server holds it at a time, and none for good."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from bot.errors import RecordsError
from bot.serving.rasa_server import environment
from bot.settings import ROOT, Settings
from bot.storage.locks import AdvisoryLocks, ProcessLocks, key_of

ENDPOINTS = str(ROOT / "bot" / "endpoints.yml")
_HOLDER = """
import asyncio, sys
from rasa.utils.endpoints import EndpointConfig
from bot.storage.locks import AdvisoryLocks

async def hold():
    async with AdvisoryLocks(EndpointConfig(sys.argv[1])).lock("zoe"):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


def locks_in(url: str) -> AdvisoryLocks:
    """Return the locks as one more server has them."""
    return AdvisoryLocks(EndpointConfig(url))


@pytest.fixture
async def servers(postgresql: str) -> AsyncIterator[tuple[AdvisoryLocks, AdvisoryLocks]]:
    """The locks of two servers on one database."""
    url = f"{postgresql}/postgres"
    pair = locks_in(url), locks_in(url)
    yield pair
    for locks in pair:
        locks._engine.dispose()


def configured(monkeypatch: pytest.MonkeyPatch, database: str, data: Path) -> LockStore:
    """Return the lock store that Rasa makes of bot/endpoints.yml."""
    settings = Settings("127.0.0.1", 1, 2, data, database=database)
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    return LockStore.create(read_endpoint_config(ENDPOINTS, "lock_store"))


def test_servers_that_share_a_database_share_its_locks(
    monkeypatch: pytest.MonkeyPatch, postgresql: str, tmp_path: Path
) -> None:
    shared = configured(monkeypatch, f"{postgresql}/postgres", tmp_path)
    assert isinstance(shared, AdvisoryLocks)
    assert type(configured(monkeypatch, "", tmp_path)) is ProcessLocks


@pytest.fixture(params=["one process", "all servers"])
def own(request: pytest.FixtureRequest) -> ProcessLocks:
    """The locks of one server, of each kind."""
    if request.param == "one process":
        return ProcessLocks()
    first, _ = request.getfixturevalue("servers")
    return first


async def test_turns_of_one_server_follow_each_other_in_the_order_of_their_coming(
    own: ProcessLocks,
) -> None:
    begun: list[int] = []
    ended: list[int] = []

    async def turn(number: int) -> None:
        async with own.lock("zoe"):
            begun.append(number)
            await asyncio.sleep(0)
            ended.append(number)
            assert begun == ended, "two turns of one conversation at once"

    async with asyncio.timeout(30):  # Rasa's own would look once a second
        await asyncio.gather(*map(turn, range(60)))
    assert ended == list(range(60))


async def test_between_two_turns_that_begin_the_loop_hears_who_waits() -> None:
    own = ProcessLocks()
    happened: list[str] = []
    over = asyncio.Event()

    async def turn(number: int) -> None:
        async with own.lock(f"visitor {number}"):
            happened.append("turn")

    async def wait_for_an_action() -> None:
        while not over.is_set():
            happened.append("heard")
            await asyncio.sleep(0)

    waiting = asyncio.create_task(wait_for_an_action())
    try:
        await asyncio.gather(*map(turn, range(10)))
    finally:
        over.set()
        await waiting
    assert happened.count("turn") == 10
    assert ("turn", "turn") not in pairwise(happened)


async def test_turns_that_servers_share_begin_one_by_one_too(
    servers: tuple[AdvisoryLocks, AdvisoryLocks], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    async def begin() -> None:
        begun.append("zoe")

    monkeypatch.setattr(servers[0], "_begin", begin)
    async with servers[0].lock("zoe"):
        assert begun == ["zoe"]


async def test_turns_of_two_servers_follow_each_other(
    servers: tuple[AdvisoryLocks, AdvisoryLocks],
) -> None:
    at_work: list[int] = []

    async def turn(number: int) -> None:
        async with servers[number % 2].lock("zoe"):
            at_work.append(number)
            await asyncio.sleep(0)
            assert at_work == [number], "two turns of one conversation at once"
            at_work.remove(number)

    await asyncio.gather(*map(turn, range(60)))


async def test_conversations_do_not_wait_for_each_other(
    servers: tuple[AdvisoryLocks, AdvisoryLocks],
) -> None:
    async with servers[0].lock("zoe"), servers[1].lock("karim"), servers[0].lock("inès"):
        pass


async def test_more_turns_than_connections_all_have_their_turn(
    servers: tuple[AdvisoryLocks, AdvisoryLocks],
) -> None:
    done: list[int] = []

    async def turn(number: int) -> None:
        async with servers[number % 2].lock(f"visitor {number % 40}"):
            done.append(number)

    async with servers[0].lock("visitor 7"):
        turns = asyncio.gather(*map(turn, range(120)))
        while len(done) < 117:  # all but those of the visitor that is held
            await asyncio.sleep(0.01)
    await turns
    assert sorted(done) == list(range(120))


async def test_a_server_that_is_killed_leaves_no_lock(
    servers: tuple[AdvisoryLocks, AdvisoryLocks], postgresql: str
) -> None:
    command = [sys.executable, "-c", _HOLDER, f"{postgresql}/postgres"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(RecordsError, match="lock timeout"):
            async with servers[0].lock("zoe", lock_lifetime=0.1):
                pass
        holder.kill()
        async with servers[0].lock("zoe", lock_lifetime=30):
            pass


async def test_who_is_cut_off_while_waiting_keeps_nobody_waiting(
    servers: tuple[AdvisoryLocks, AdvisoryLocks], postgresql: str
) -> None:
    async with servers[0].lock("zoe"):
        waiting = asyncio.ensure_future(_pass_through(servers[1]))
        while not _waiting(postgresql):
            await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    for locks in servers:
        await asyncio.wait_for(_pass_through(locks), 30)


async def test_a_holder_that_fell_silent_loses_its_lock_and_is_told_in_the_log_alone(
    servers: tuple[AdvisoryLocks, AdvisoryLocks],
) -> None:
    async with servers[0].lock("zoe", lock_lifetime=0.2):
        await asyncio.wait_for(_pass_through(servers[1]), 30)
    await asyncio.wait_for(_pass_through(servers[0]), 30)


async def test_connections_that_the_database_closed_are_made_anew(
    servers: tuple[AdvisoryLocks, AdvisoryLocks], postgresql: str
) -> None:
    await _pass_through(servers[0])
    others = "FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()"
    assert _ask(postgresql, f"SELECT pg_terminate_backend(pid) {others}")
    await _pass_through(servers[0])


async def test_a_database_out_of_reach_is_said_in_plain_words() -> None:
    with pytest.raises(RecordsError, match=r"127\.0\.0\.1:9"):
        await _pass_through(locks_in("postgresql://decroche@127.0.0.1:9/decroche"))


def test_a_conversation_has_one_number_of_64_bits() -> None:
    names = ["", "zoe", "zoë", "x" * 255, "\ud800"]
    numbers = [key_of(name) for name in names]
    assert len(set(numbers)) == len(names) and numbers == list(map(key_of, names))
    assert all(-(2**63) <= number < 2**63 for number in numbers)


def _waiting(server: str) -> list[Any]:
    return _ask(server, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def _ask(server: str, query: str) -> list[Any]:
    with contextlib.closing(psycopg2.connect(f"{server}/postgres")) as connection:
        cursor = connection.cursor()
        cursor.execute(query)
        return cursor.fetchall()


async def _pass_through(locks: AdvisoryLocks) -> None:
    async with locks.lock("zoe"):
        pass
