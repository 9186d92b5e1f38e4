"""What visitors leave behind, kept and forgotten, in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import RecordsError
from bot.settings import ROOT
from bot.storage import Feedback, Records
from tests.conftest import free_ports
from tests.storage.rasa_events import make_events

NOW = datetime(2026, 11, 24, 12, 30, 15, 250_000, tzinfo=UTC)
DAY = timedelta(days=1)
Add = Callable[..., str]


def test_a_contact_request_comes_back_as_it_was_left(records: Records) -> None:
    left = records.add_contact(
        conversation="visitor",
        first_name="Zoé",
        email="zoe@example.fr",
        subject="L'alternance",
        consent_text="J'accepte d'être recontactée.",
        now=NOW,
    )
    assert records.contacts() == [left]
    assert records.contact(left.id) == left
    assert left.created_at == NOW
    assert left.phone is None
    assert (left.attempts, left.delivered_at, left.last_error) == (0, None, None)


def test_an_unknown_contact_request_is_none(records: Records) -> None:
    assert records.contact("unknown") is None


def test_a_contact_request_needs_an_address(records: Records, add_contact: Add) -> None:
    with pytest.raises(ValueError):
        add_contact(records, email=None, phone=None)
    assert records.contacts() == []


def test_times_are_utc_whatever_their_zone_was(records: Records, add_contact: Add) -> None:
    paris = NOW.astimezone(timezone(timedelta(hours=1)))
    contact = records.contact(add_contact(records, now=paris))
    assert contact
    assert contact.created_at == NOW
    assert contact.created_at.utcoffset() == timedelta(0)


def test_what_no_database_takes_is_left_out(records: Records, add_contact: Add) -> None:
    contact = records.contact(add_contact(records, first_name="Z\0o\ud800é"))
    assert contact
    assert contact.first_name == "Zo?é"


def test_a_text_is_never_a_statement(records: Records, add_contact: Add) -> None:
    name = "Robert'); DROP TABLE contact_requests;--"
    contact = records.contact(add_contact(records, first_name=name))
    assert contact
    assert contact.first_name == name


def test_a_consent_is_kept_once(records: Records, add_contact: Add) -> None:
    first = add_contact(records, consent="c")
    assert add_contact(records, consent="c", subject="Postuler") == first
    assert add_contact(records, consent="d") != first
    assert {add_contact(records), add_contact(records)}.isdisjoint({first})
    assert [contact.subject for contact in records.contacts()].count("Postuler") == 0
    assert len(records.contacts()) == 4


def test_a_consent_heard_by_many_at_once_is_kept_once(records: Records, add_contact: Add) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: add_contact(records, consent="c"), range(40)))
    assert ids == {contact.id for contact in records.contacts()}
    assert len(ids) == 1


def claimed(records: Records, now: datetime) -> list[str]:
    """Return the ids of all requests that are due, in their order: they are ours then."""
    ids: list[str] = []
    while (contact := records.claim_delivery(now)) is not None:
        ids.append(contact.id)
    return ids


def test_a_request_is_due_at_once_and_again_after_its_wait(
    records: Records, add_contact: Add
) -> None:
    id = add_contact(records, now=NOW)
    assert claimed(records, NOW) == [id]
    records.mark_failed(id, "HTTP 503", NOW + DAY)
    assert claimed(records, NOW + DAY - timedelta(microseconds=1)) == []
    due = records.claim_delivery(NOW + DAY)
    assert due
    assert (due.attempts, due.last_error, due.next_attempt_at) == (1, "HTTP 503", NOW + DAY)


def test_a_delivered_request_is_never_due_again(records: Records, add_contact: Add) -> None:
    id = add_contact(records, now=NOW)
    records.mark_failed(id, "HTTP 503", NOW)
    records.mark_delivered(id, NOW + DAY)
    contact = records.contact(id)
    assert contact
    assert (contact.attempts, contact.delivered_at) == (2, NOW + DAY)
    assert (contact.last_error, contact.next_attempt_at) == (None, None)
    assert claimed(records, NOW + 365 * DAY) == []


def test_the_oldest_request_comes_first(records: Records, add_contact: Add) -> None:
    ids = [add_contact(records, now=NOW - days * DAY) for days in (1, 3, 2)]
    expected = [ids[1], ids[2], ids[0]]
    assert [contact.id for contact in records.contacts()] == expected
    assert claimed(records, NOW) == expected


def test_feedback_comes_back_in_its_order(records: Records) -> None:
    bad = records.add_feedback(
        conversation="visitor",
        topic="salary",
        helpful=False,
        reason="wrong_topic",
        question="et la cantine ?",
        answer="Un superviseur gagne…",
        now=NOW,
    )
    good = records.add_feedback(conversation="other", topic="salary", helpful=True, now=NOW)
    assert records.feedback() == [bad, good]
    assert good == Feedback("other", "salary", True, None, None, None, NOW)


def test_reopening_the_database_keeps_what_is_in_it(
    records: Records, add_contact: Add, url: str
) -> None:
    id = add_contact(records)
    assert [contact.id for contact in Records(url).contacts()] == [id]


def test_processes_that_start_at_once_all_find_their_tables(url: str) -> None:
    program = (
        "import sys; from bot.storage import Records; print('ready', flush=True); input();"
        "Records(sys.argv[1]).add_feedback(conversation='c', topic='t', helpful=True)"
    )
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", program, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(5)
    ]
    for process in starting:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in starting:
        process.communicate()
    assert [process.returncode for process in starting] == [0] * len(starting)
    assert len(Records(url).feedback()) == len(starting)


def test_threads_share_the_records(records: Records, add_contact: Add) -> None:
    threads = [threading.Thread(target=add_contact, args=(records,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(records.contacts()) == 20


def test_sqlite_writers_wait_for_each_other(tmp_path: Path, add_contact: Add) -> None:
    file = tmp_path / "data" / "conversations.db"
    records = Records(f"sqlite:///{file}")
    make_events(f"sqlite:///{file}", [])
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        connection.execute(sa.text("BEGIN IMMEDIATE"))
        assert records.contacts() == []  # a reader does not wait
        writer = threading.Thread(target=add_contact, args=(records,))
        writer.start()
        connection.execute(sa.text("COMMIT"))
        writer.join()
    assert len(records.contacts()) == 1


def test_only_its_owner_reads_a_sqlite_file(tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    Records(f"sqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_server_out_of_reach_is_one_line_without_the_password() -> None:
    (port,) = free_ports(1)
    with pytest.raises(RecordsError) as caught:
        Records(f"postgresql://decroche:s3cret@127.0.0.1:{port}/decroche")
    assert str(caught.value).startswith(f"postgresql://127.0.0.1:{port}/decroche: cannot be used")
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    file.write_text("Ceci n'est pas une base de données. " * 10, encoding="utf-8")
    with pytest.raises(RecordsError) as caught:
        Records(f"sqlite:///{file}")
    assert str(caught.value).startswith(f"{file}: cannot be used: file is not a database")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordsError) as caught:
        Records(f"sqlite:///{tmp_path}/file/conversations.db")
    assert "cannot write there" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "oracle://host/db", "postgresql://h:x/"]
)
def test_a_url_that_means_no_database_is_one_line(url: str) -> None:
    with pytest.raises(RecordsError) as caught:
        Records(url)
    assert caught.value.where == "DECROCHE_DATABASE"


def test_a_database_that_goes_away_is_one_line(records: Records, url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE feedback"))
    engine.dispose()
    with pytest.raises(RecordsError) as caught:
        records.add_feedback(conversation="visitor", topic="t", helpful=True, question="Zoé ?")
    assert "\n" not in str(caught.value)
    assert "Zoé" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_restart_of_the_server_costs_no_request(
    records: Records, add_contact: Add, url: str
) -> None:
    engine = sa.create_engine(url)
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.begin() as connection:
        ended = connection.execute(sa.text(f"SELECT pg_terminate_backend(pid, 5000) {others}"))
        assert ended.scalars().all() == [True]
    engine.dispose()
    assert records.contact(add_contact(records)) is not None


def test_the_records_load_neither_rasa_nor_tensorflow() -> None:
    program = (
        "import sys, bot.storage, bot.flows.contact.courier, bot.commands.records;"
        "print([name for name in ('rasa', 'tensorflow') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    assert run.stdout == "[]\n", run.stderr
