"""The commands on what visitors left behind: `contacts`, `feedback`, `questions` and `purge`."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from bot.commands.terminal import OUT
from bot.errors import RecordsError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.storage import ContactRequest, Feedback, Question, Records

app = typer.Typer()
contacts = typer.Typer(help="What visitors who want to be contacted left.", no_args_is_help=True)
feedback = typer.Typer(help="What visitors thought of the answers.", no_args_is_help=True)
questions = typer.Typer(help="What was not surely understood.", no_args_is_help=True)
app.add_typer(contacts, name="contacts")
app.add_typer(feedback, name="feedback")
app.add_typer(questions, name="questions")

# A spreadsheet would take these for a formula, and run it; a phone number is none.
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d+$)")


class Format(StrEnum):
    """What `export` writes."""

    csv = "csv"
    json = "json"


AsFormat = Annotated[Format, typer.Option("--format", help="CSV with a header, or one JSON list.")]


@contacts.command("list")
def list_contacts() -> None:
    """List the contact requests, their addresses masked."""
    table = Table("id", "made (UTC)", "first name", "address", "subject", "delivery")
    table.columns[0].no_wrap = True  # to be copied for `erase`
    for contact in _records().contacts():
        made = f"{contact.created_at:%Y-%m-%d %H:%M}"
        cells = (contact.first_name, _masked(contact), contact.subject, _delivery(contact))
        table.add_row(contact.id, made, *(escape(cell) for cell in cells))
    OUT.print(table)


@contacts.command("export")
def export_contacts(as_format: AsFormat = Format.csv) -> None:
    """Write all contact requests, in full, to standard output."""
    from bot.storage import ContactRequest

    _export(ContactRequest, _records().contacts(), as_format)


@contacts.command("erase")
def erase_contact(id: Annotated[str, typer.Argument(help="As `list` shows it.")]) -> None:
    """Delete one contact request for good, with its visitor's conversation."""
    from bot.storage import Erasure

    erased = Erasure(Settings.from_environment().database).erase_contact(id)
    if erased is None:
        remedy = "see `decroche contacts list`"
        raise RecordsError(f"contacts erase {id}", "there is no such request", remedy)
    OUT.print(f"Erased: {', '.join(f'{table} {count}' for table, count in erased.items())}.")


@feedback.command("export")
def export_feedback(as_format: AsFormat = Format.csv) -> None:
    """Write all feedback to standard output."""
    from bot.storage import Feedback

    _export(Feedback, _records().feedback(), as_format)


@questions.command("list")
def list_questions() -> None:
    """List the questions that were not surely understood, the newest last."""
    table = Table("asked (UTC)", "channel", "told", "question", "guesses")
    for question in _records().questions():
        asked = f"{question.created_at:%Y-%m-%d %H:%M}"
        cells = (question.channel, question.outcome, question.question, question.guesses)
        table.add_row(asked, *(escape(cell) for cell in cells))
    OUT.print(table)


@questions.command("export")
def export_questions(as_format: AsFormat = Format.csv) -> None:
    """Write these questions to standard output."""
    from bot.storage import Question

    _export(Question, _records().questions(), as_format)


@app.command()
def purge() -> None:
    """Delete what is older than DECROCHE_CONTACT_DAYS and DECROCHE_CONVERSATION_DAYS."""
    from bot.storage import Erasure
    from bot.storage.retention import purge_old

    now, settings = datetime.now(UTC), Settings.from_environment()
    counts = purge_old(Erasure(settings.database), settings, now)
    OUT.print(f"Deleted: contact requests {counts.contacts}, ", end="")
    OUT.print(f"feedback {counts.feedback}, conversations {counts.conversations}, ", end="")
    OUT.print(f"questions {counts.questions}.")


def _records() -> Records:
    from bot.storage import Records

    return Records(Settings.from_environment().database)


def _masked(contact: ContactRequest) -> str:
    masked = []
    if contact.email:
        name, _, domain = contact.email.rpartition("@")
        masked.append(f"{name[:1]}…@{domain}")
    if contact.phone:
        masked.append(f"{contact.phone[:3]}…{contact.phone[-2:]}")
    return ", ".join(masked)


def _delivery(contact: ContactRequest) -> str:
    if contact.delivered_at:
        return f"done {contact.delivered_at:%Y-%m-%d %H:%M}"
    if not contact.attempts:
        return "waiting"
    return f"failed {contact.attempts}× ({contact.last_error})"


def _export(
    kind: type[ContactRequest] | type[Feedback] | type[Question],
    entries: Sequence[ContactRequest] | Sequence[Feedback] | Sequence[Question],
    as_format: Format,
) -> None:
    rows = [{name: _plain(value) for name, value in asdict(entry).items()} for entry in entries]
    if as_format is Format.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(kind)])
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
