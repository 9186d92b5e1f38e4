"""The commands on what visitors left behind, as an operator types them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage import Question, Records, open_database, put_questions, transaction
from tests.conftest import free_ports, run_decroche, settings_in

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
Add = Callable[..., str]


@pytest.fixture
def installation(tmp_path: Path, url: str) -> Settings:
    """Settings whose records are in a database of each kind."""
    return replace(settings_in(tmp_path), database=url)


def test_list_shows_first_names_and_masks_addresses(
    records: Records, add_contact: Add, installation: Settings
) -> None:
    waiting = add_contact(records, subject="[b]stage", now=NOW)
    failed = add_contact(records, email=None, now=NOW)
    records.mark_failed(failed, "HTTP 503", NOW)
    done = add_contact(records, phone=None, now=NOW)
    records.mark_delivered(done, NOW)
    run = run_decroche("contacts", "list", settings=installation)
    assert run.returncode == 0, run.stderr
    shown = " ".join(run.stdout.replace("│", " ").split())
    for words in (waiting, failed, done, "Zoé", "z…@exam", "+33…78", "HTTP", "[b]stage"):
        assert words in shown
    for secret in ("zoe@", "612345"):
        assert secret not in shown


def test_list_of_a_new_installation_is_empty(installation: Settings) -> None:
    run = run_decroche("contacts", "list", settings=installation)
    assert run.returncode == 0, run.stderr


def test_contacts_are_exported_whole(
    records: Records, add_contact: Add, installation: Settings
) -> None:
    id = add_contact(records, brand="grand-large", now=NOW)
    records.mark_delivered(id, NOW)
    as_json = run_decroche("contacts", "export", "--format", "json", settings=installation)
    as_csv = run_decroche("contacts", "export", settings=installation)
    expected = {
        "id": id,
        "conversation": "visitor",
        "first_name": "Zoé",
        "email": "zoe@example.fr",
        "phone": "+33612345678",
        "subject": "L'alternance",
        "consent_text": "J'accepte d'être recontactée.",
        "created_at": NOW.isoformat(),
        "delivered_at": NOW.isoformat(),
        "attempts": 1,
        "next_attempt_at": None,
        "last_error": None,
        "brand": "grand-large",
    }
    assert json.loads(as_json.stdout) == [expected]
    (row,) = csv.DictReader(io.StringIO(as_csv.stdout))
    assert row == {key: str("" if value is None else value) for key, value in expected.items()}


def test_a_spreadsheet_finds_no_formula_in_an_export(
    records: Records, add_contact: Add, installation: Settings
) -> None:
    add_contact(records, first_name='=HYPERLINK("http://x")', subject="+33 et plus")
    run = run_decroche("contacts", "export", settings=installation)
    (row,) = csv.DictReader(io.StringIO(run.stdout))
    assert row["first_name"] == '\'=HYPERLINK("http://x")'
    assert row["subject"] == "'+33 et plus"
    assert row["phone"] == "+33612345678"


def test_erase_deletes_one_request_and_knows_no_other(
    records: Records, add_contact: Add, installation: Settings
) -> None:
    id, other = add_contact(records), add_contact(records)
    assert run_decroche("contacts", "erase", id, settings=installation).returncode == 0
    assert [contact.id for contact in records.contacts()] == [other]
    again = run_decroche("contacts", "erase", id, settings=installation)
    assert again.returncode == 2
    assert again.stderr.count("\n") == 1
    assert id in again.stderr


def test_feedback_is_exported(records: Records, installation: Settings) -> None:
    records.add_feedback(
        conversation="visitor", topic="salary", helpful=False, question="et ça ?", now=NOW
    )
    as_json = run_decroche("feedback", "export", "--format", "json", settings=installation)
    (entry,) = json.loads(as_json.stdout)
    assert (entry["topic"], entry["helpful"], entry["reason"]) == ("salary", False, None)
    as_csv = run_decroche("feedback", "export", "--format", "csv", settings=installation)
    (row,) = csv.DictReader(io.StringIO(as_csv.stdout))
    assert (row["question"], row["helpful"]) == ("et ça ?", "False")


def test_questions_are_listed_and_exported(url: str, installation: Settings) -> None:
    guesses = "salary/meal hours/"
    asked = Question("web-1", "web", "et la [b]cantine ?", "did_you_mean", guesses, NOW)
    with transaction(open_database(url)) as connection:
        put_questions(connection, [asked])
    listed = run_decroche("questions", "list", settings=installation)
    shown = " ".join(listed.stdout.replace("│", " ").split())
    assert all(words in shown for words in ("2026-11-24", "web", "did_you_mean", "[b]cantine"))
    assert "web-1" not in shown
    exported = run_decroche("questions", "export", settings=installation)
    (row,) = csv.DictReader(io.StringIO(exported.stdout))
    assert (row["question"], row["guesses"]) == ("et la [b]cantine ?", guesses)


def test_an_empty_export_has_its_header(installation: Settings) -> None:
    run = run_decroche("feedback", "export", settings=installation)
    assert run.stdout.strip() == "conversation,topic,helpful,reason,question,answer,created_at"


def test_purge_keeps_to_the_settings(
    records: Records, add_contact: Add, installation: Settings
) -> None:
    now = datetime.now(UTC)
    for days in (1, 11):
        add_contact(records, now=now - timedelta(days=days))
    for days in (1, 6):
        records.add_feedback(
            conversation="visitor", topic="salary", helpful=True, now=now - timedelta(days=days)
        )
    short = replace(installation, contact_days=10, conversation_days=5)
    run = run_decroche("purge", settings=short)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "Deleted: contact requests 1, feedback 1, conversations 0, questions 0.\n"
    assert (len(records.contacts()), len(records.feedback())) == (1, 1)


@pytest.mark.parametrize("command", ["contacts list", "feedback export", "questions list", "purge"])
def test_a_database_out_of_reach_is_one_line_and_code_2(tmp_path: Path, command: str) -> None:
    (port,) = free_ports(1)
    database = f"postgresql://decroche:s3cret@127.0.0.1:{port}/decroche"
    settings = replace(settings_in(tmp_path), database=database)
    run = run_decroche(*command.split(), settings=settings)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
    assert "s3cret" not in run.stderr
