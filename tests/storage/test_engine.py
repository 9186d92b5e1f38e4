"""The connections: one pool a process, and what each of them is asked to do."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.channels.messaging.mailbox import Mailbox
from bot.channels.messaging.opt_outs import OptOuts
from bot.channels.replays import Replays
from bot.errors import RecordsError
from bot.storage import Erasure, Records, engine_for, insert_once, open_database, transaction
from bot.storage.tables import channel_ended
from tests.storage.conftest import postgresql, url

__all__ = ["postgresql", "url"]

_LATER = 2_000_000_000.0


def test_all_that_keeps_something_shares_one_pool(url: str) -> None:
    made = [Records(url), Erasure(url), Replays(url), OptOuts(url)]
    made += [Mailbox(url, channel) for channel in ("telegram", "slack")]
    assert {id(each._engine) for each in made} == {id(engine_for(url))}


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_idle_classes_hold_no_connection_of_their_own(url: str) -> None:
    records, replays, mailbox = Records(url), Replays(url), Mailbox(url, "telegram")
    records.contacts()
    replays.claim("c", "1", _LATER)
    mailbox.unfinished()
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with engine_for(url).connect() as connection:
        assert connection.execute(sa.text(query)).scalar() == 1


def test_a_row_is_inserted_once(url: str) -> None:
    row = {"digest": "x", "expires_at": 1.0}
    with transaction(open_database(url)) as connection:
        assert insert_once(connection, channel_ended, row)
        assert not insert_once(connection, channel_ended, {**row, "expires_at": 2.0})
        assert connection.execute(sa.select(channel_ended.c.expires_at)).scalar() == 1.0


def test_of_a_transaction_that_fails_nothing_stays(url: str) -> None:
    engine = open_database(url)
    with pytest.raises(RecordsError), transaction(engine) as connection:
        insert_once(connection, channel_ended, {"digest": "x", "expires_at": 1.0})
        connection.execute(sa.text("SELECT * FROM nothing"))
    with engine.connect() as connection:
        assert connection.execute(sa.select(channel_ended)).all() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_only_what_may_be_lost_in_a_power_cut_spares_the_disk(url: str) -> None:
    engine = open_database(url)

    def synchronous(durable: bool) -> int:
        with transaction(engine, durable) as connection:
            return int(connection.execute(sa.text("PRAGMA synchronous")).scalar())

    full, normal = 2, 1
    assert [synchronous(durable) for durable in (True, False, True)] == [full, normal, full]
    with pytest.raises(RecordsError), transaction(engine, durable=False) as connection:
        connection.execute(sa.text("SELECT * FROM nothing"))
    assert synchronous(durable=True) == full


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_connections_overwrite_what_is_deleted_and_wait(url: str) -> None:
    with open_database(url).connect() as connection:
        found = [
            connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("secure_delete", "busy_timeout", "journal_mode")
        ]
    assert found == [1, 5_000, "wal"]
