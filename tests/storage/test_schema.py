"""The tables: made once, upgraded from the first release, the same as what the code believes."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.tracker_store import SQLTrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import UserUttered  # noqa: E402

from bot.channels.messaging.mailbox import Kept, Mailbox, Waiting  # noqa: E402
from bot.channels.messaging.messages import Arrival  # noqa: E402
from bot.channels.messaging.opt_outs import OptOuts  # noqa: E402
from bot.channels.replays import Replays  # noqa: E402
from bot.errors import RecordsError  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage import Erasure, Records, engine_for, open_database  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.tables import TABLES, events  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402

__all__ = ["postgresql", "url"]

_RELEASED = Path(__file__).parent / "released"
_CALLED_AT = 1_795_523_415.0  # when the calls that wait there were made
_LATER = 2_000_000_000.0
_HEAD = "SELECT version_num FROM alembic_version"


@pytest.fixture
def released(url: str) -> str:
    """A database of the first release, with conversations in it, of each kind."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        file.executescript((_RELEASED / "sqlite.sql").read_text(encoding="utf-8"))
        file.close()
        return url
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute((_RELEASED / "postgresql.sql").read_text(encoding="utf-8"))
    connection.close()
    return url


def _differences(url: str) -> set[str]:
    """Return what tells the tables of a database from those of the code."""
    with engine_for(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, TABLES)
    named = {f"{kind} {getattr(last, 'name', '')}" for kind, *_, last in map(_flat, found)}
    return named - {"remove_table sqlite_sequence"}  # SQLite's own


def _flat(difference: Any) -> tuple[Any, ...]:
    """Return one difference: those of a column come in a list."""
    return tuple(difference[0]) if isinstance(difference, list) else difference


def test_a_new_database_has_the_tables_of_the_code(url: str) -> None:
    open_database(url)
    assert _differences(url) == set()


def test_a_database_of_the_first_release_gets_them_too(released: str) -> None:
    assert _differences(released)
    open_database(released)
    assert _differences(released) == set()


async def test_what_the_first_release_kept_is_there_and_goes_on(released: str) -> None:
    store = ConversationStore(Domain.empty(), host=released)
    tracker = await store.retrieve_full_tracker("site-2")
    assert tracker is not None
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["bonjour", "on gagne combien ?"]
    tracker.update(UserUttered("et à mi-temps ?"))
    await store.save(tracker)
    again = await store.retrieve("site-2")
    assert again is not None and len(again.events) == 8
    records = Records(released)
    names = {contact.first_name: contact.attempts for contact in records.contacts()}
    assert names == {"Zoé": 0, "Inès": 1}
    assert [entry.topic for entry in records.feedback()] == ["salary"]
    assert Replays(released).offered("site-2", "/salary") == "Le salaire"
    assert OptOuts(released).holds("sms-4")


def test_what_waited_in_the_first_release_is_answered_and_delivered(released: str) -> None:
    mailbox = Mailbox(released, "telegram", lambda: _CALLED_AT + 60)
    kept, call = mailbox.next_arrival("telegram-1"), mailbox.next_call("telegram-1")
    assert isinstance(kept, Kept) and kept.arrival.text == "salut"
    assert isinstance(call, Waiting) and call.call.json == {"text": "Bonjour !"}
    brought_again = Arrival("telegram", "1", "telegram-1", "salut", "7")
    assert mailbox.keep([brought_again]) == []


def test_what_the_first_release_kept_can_be_erased(released: str) -> None:
    erased = Erasure(released).erase_conversation("telegram-1")
    assert erased == {
        "contact_requests": 1,
        "events": 8,
        "channel_calls": 1,
        "channel_arrivals": 1,
    }
    now = datetime.now(UTC) + timedelta(days=400)
    assert Erasure(released).purge(now, now, now, now).conversations == 1


def test_processes_that_upgrade_at_once_do_it_once(released: str) -> None:
    program = (
        "import sys; from bot.storage import Records; print('ready', flush=True); input();"
        "print(len(Records(sys.argv[1]).contacts()))"
    )

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, released],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    starting = [start() for _ in range(4)]
    for process in starting:
        assert process.stdout and process.stdout.readline() == "ready\n"
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda process: process.communicate("\n")[0], starting))
    assert said == ["2\n"] * len(starting)
    assert _differences(released) == set()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(released: str) -> None:
    engine = sa.create_engine(released)
    with engine.begin() as connection:  # what the last revision wants to make is there
        connection.execute(sa.text("CREATE INDEX ix_contact_requests_consent ON feedback (topic)"))
    before = _differences(released)
    with pytest.raises(RecordsError) as caught:
        open_database(released)
    assert "\n" not in str(caught.value)
    assert _differences(released) == before
    with engine.begin() as connection:
        assert not sa.inspect(connection).has_table("alembic_version")
        connection.execute(sa.text("DROP INDEX ix_contact_requests_consent"))
    engine.dispose()
    open_database(released)
    assert _differences(released) == set()


def test_a_database_of_a_later_version_is_one_line(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('9999')"))
    engine.dispose()
    with pytest.raises(RecordsError) as caught:
        Records(url)
    assert "was upgraded by a later version" in str(caught.value)


def test_a_database_that_is_up_to_date_is_opened_without_alembic(url: str) -> None:
    open_database(url)
    program = (
        "import sys; from bot.storage import Records; Records(sys.argv[1]);"
        "print('alembic' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"


def test_the_revisions_are_one_line_to_the_version_that_is_expected(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "bot" / "storage" / "migrations"))
    with open_database(url).connect() as connection:
        found = connection.execute(sa.text(_HEAD)).scalars().all()
    assert found == ScriptDirectory.from_config(config).get_heads()


def test_the_table_of_events_is_rasas() -> None:
    def columns(table: sa.Table) -> dict[str, tuple[str, bool, bool]]:
        return {c.name: (str(c.type), bool(c.nullable), c.primary_key) for c in table.columns}

    rasas = SQLTrackerStore.SQLEvent.__table__
    assert columns(events) == columns(rasas)
    assert {index.name for index in rasas.indexes} <= {index.name for index in events.indexes}


def test_the_events_of_a_turn_are_found_by_the_index(url: str) -> None:
    query = "SELECT data FROM events WHERE sender_id = 'c' AND id >= 7 ORDER BY id"
    with open_database(url).connect() as connection:
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        if explain == "EXPLAIN":  # an empty table is read whole otherwise
            connection.execute(sa.text("SET enable_seqscan = off"))
            connection.execute(sa.text("SET enable_bitmapscan = off"))
        plan = " ".join(str(row) for row in connection.execute(sa.text(f"{explain} {query}")))
    assert "ix_events_sender_id_id" in plan or "ix_events_sender_id (sender_id=? AND rowid>" in plan
    assert "SORT" not in plan.upper() and "TEMP B-TREE" not in plan


def test_an_installation_finds_its_revisions_wherever_it_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot")
    program = "from bot.storage import Records; Records('sqlite:///kept.db'); print('made')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.stdout == "made\n", run.stderr
