"""Rates that several servers share: counted once, whichever of them is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channels.rates import SharedRates, Spending, rates_of
from bot.settings import Settings
from bot.storage import Erasure, channel_rates, engine_for
from tests.channels import platform_telegram as telegram
from tests.channels.messaging.stage import say
from tests.channels.messaging.stage import stage as messaging_stage
from tests.channels.platform import fake_platform
from tests.channels.visitors import WAYS
from tests.channels.web.stub import Page, Stage, stage
from tests.storage.cluster import new_database
from tests.storage.conftest import postgresql

__all__ = ["postgresql"]

_SECRET = "what-all-servers-share-0123456789"
_ZOE = Spending("zoe", 6)


@pytest.fixture
def database(postgresql: str) -> str:
    """An empty database on PostgreSQL."""
    return new_database(postgresql)


@asynccontextmanager
async def _two(data: Path, database: str, **settings: int) -> AsyncIterator[tuple[Stage, Stage]]:
    """Serve the web channel twice on one database, each with a data folder of its own."""
    shared = {"database": database, "secret": _SECRET, **settings}
    (data / "one").mkdir()
    (data / "other").mkdir()
    async with stage(data / "one", **shared) as one, stage(data / "other", **shared) as other:
        yield one, other
    engine_for(database).dispose()


def _at(page: Page, bot: Stage) -> Page:
    """Return the page as it asks another server."""
    return Page(page.http, bot.base, page.token)


async def test_a_visitor_has_one_rate_at_two_servers(tmp_path: Path, database: str) -> None:
    async with _two(tmp_path, database, web_rate=4) as (one, other):
        page = await one.page().open()
        for number in range(4):
            await _at(page, (one, other)[number % 2]).say(f"message {number}")
        for bot in (one, other):
            body = {"id": "one-too-many", "text": "encore"}
            status, _, headers = await _at(page, bot).ask("POST", "api/messages", body)
            assert status == 429 and 1 <= int(headers["Retry-After"]) <= 15
        somebody_else = await other.page().open()
        await somebody_else.say("moi, je peux")


async def test_an_address_has_one_rate_at_two_servers(tmp_path: Path, database: str) -> None:
    async with _two(tmp_path, database, web_address_rate=3) as (one, other):
        for bot in (one, other, one):
            await bot.page().open()
        status, _, _ = await other.page().ask("POST", "api/session", {"profile": "site"})
        assert status == 429


async def test_a_messaging_visitor_has_one_rate_at_two_servers(
    tmp_path: Path, database: str
) -> None:
    way = WAYS["telegram"]
    given = {**telegram.SETTINGS, "web_rate": 2, "database": database, "secret": _SECRET}
    async with (
        fake_platform() as platform,
        messaging_stage(tmp_path, way.kind, platform, given) as one,
        messaging_stage(tmp_path, way.kind, platform, given) as other,
    ):
        for number, bot in enumerate((one, other, one, other)):
            await say(bot, way, f"message {number}", str(number + 1))
            await platform.wait_for(min(number, 2) + 1)
        heard = [*one.heard, *other.heard]
        assert sorted(heard) == ["message 0", "message 1"]
        assert "plus vite" in way.words(platform.shown[2]) and len(platform.shown) == 3
    engine_for(database).dispose()


async def test_what_is_spent_at_once_at_two_servers_is_counted_each(database: str) -> None:
    one, other = SharedRates(database, _SECRET), SharedRates(database, _SECRET)
    waits = await asyncio.gather(*((one, other)[n % 2].spend(_ZOE) for n in range(20)))
    assert waits.count(0) == 6
    assert all(1 <= wait <= 10 for wait in waits if wait)
    assert await one.spend(Spending("inès", 6)) == 0
    engine_for(database).dispose()


async def test_what_was_spent_is_there_again_when_its_time_has_passed(database: str) -> None:
    rates, quick = SharedRates(database, _SECRET), Spending("zoe", 600)
    assert [await rates.spend(quick) for _ in range(600)].count(0) == 600
    async with asyncio.timeout(10):  # one is there again every tenth of a second
        while await rates.spend(quick):
            await asyncio.sleep(0.01)
    engine_for(database).dispose()


async def test_who_it_was_is_not_to_be_read_and_goes_with_the_purge(database: str) -> None:
    rates = SharedRates(database, _SECRET)
    await rates.spend(Spending("web:203.0.113.7", 6), _ZOE)
    with engine_for(database).connect() as connection:
        kept = connection.execute(sa.select(channel_rates.c.digest)).scalars().all()
        assert len(kept) == 2 and "203" not in str(kept) and "zoe" not in str(kept)
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=400)
    Erasure(database).purge(long_ago, long_ago, long_ago, now)
    assert _count(database) == 2, "still in use"
    Erasure(database).purge(long_ago, long_ago, long_ago, now + timedelta(minutes=2))
    assert _count(database) == 0
    engine_for(database).dispose()


async def test_a_server_whose_database_is_away_counts_by_itself(database: str) -> None:
    rates = SharedRates(database, _SECRET)
    with engine_for(database).begin() as connection:
        connection.execute(sa.text("DROP TABLE channel_rates"))
    waits = [await rates.spend(_ZOE) for _ in range(7)]
    assert waits == [0] * 6 + [10]
    engine_for(database).dispose()


async def test_on_sqlite_nothing_of_it_is_written(tmp_path: Path) -> None:
    rates = rates_of(Settings("127.0.0.1", 1, 1, tmp_path))
    assert [await rates.spend(_ZOE) for _ in range(7)] == [0] * 6 + [10]
    assert not list(tmp_path.iterdir())


def _count(database: str) -> int:
    with engine_for(database).connect() as connection:
        query = sa.select(sa.func.count()).select_from(channel_rates)
        return int(connection.execute(query).scalar_one())
