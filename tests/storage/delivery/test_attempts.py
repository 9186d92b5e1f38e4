"""Attempts: what fails is tried again, later and later, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.flows.contact.courier import DeliveryCounts, deliver_due, wait_after
from bot.settings import Settings
from bot.storage import Records
from tests.storage.delivery.recipients import Mailbox, Webhook, bot_of, mail_server, web_server

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Add = Callable[..., str]


def test_a_mail_server_that_was_down_gets_the_request_once_it_is_up(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox()
    assert deliver_due(records, by_mail, bot_of, NOW) == DeliveryCounts(failed=1)
    with mail_server(mailbox, ports[0]):
        early = NOW + MINUTE - timedelta(seconds=1)
        assert deliver_due(records, by_mail, bot_of, early) == DeliveryCounts()
        assert deliver_due(records, by_mail, bot_of, NOW + MINUTE) == DeliveryCounts(delivered=1)
    contact = records.contact(id)
    assert contact
    assert (contact.attempts, contact.last_error) == (2, None)
    assert len(mailbox.messages) == 1


def test_the_reason_kept_and_logged_names_no_visitor(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox(answer="550 no accueil@example.fr here")
    with mail_server(mailbox, ports[0]), capture_logs() as logs:
        assert deliver_due(records, by_mail, bot_of, NOW) == DeliveryCounts(failed=1)
    contact = records.contact(id)
    assert contact
    assert contact.last_error == "SMTPRecipientsRefused 550"
    assert [log["event"] for log in logs] == ["delivery.failed"]
    for secret in ("Zoé", "example.fr", "612345678", "alternance"):
        assert secret not in str(logs)


def test_one_failure_does_not_hold_the_others_up(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int]
) -> None:
    add_contact(records, now=NOW - MINUTE)
    add_contact(records, now=NOW)
    with web_server(Webhook([500, 200]), ports[1]):
        assert deliver_due(records, by_web, bot_of, NOW) == DeliveryCounts(delivered=1, failed=1)


def test_with_both_recipients_the_mail_leaves_once(
    records: Records,
    add_contact: Add,
    by_mail: Settings,
    by_web: Settings,
    ports: tuple[int, int],
) -> None:
    both = replace(by_mail, contact_webhook=by_web.contact_webhook)
    add_contact(records, now=NOW)
    mailbox, webhook = Mailbox(), Webhook([503, 200])
    with mail_server(mailbox, ports[0]), web_server(webhook, ports[1]):
        assert deliver_due(records, both, bot_of, NOW).failed == 1
        assert deliver_due(records, both, bot_of, NOW + MINUTE).delivered == 1
    assert len(mailbox.messages) == 1


def test_without_recipient_nothing_is_tried(
    records: Records, add_contact: Add, by_mail: Settings
) -> None:
    nobody = replace(by_mail, contact_email=None)
    id = add_contact(records, now=NOW)
    assert deliver_due(records, nobody, bot_of, NOW) == DeliveryCounts()
    contact = records.contact(id)
    assert contact
    assert contact.attempts == 0


def test_the_wait_doubles_up_to_six_hours() -> None:
    minutes = [wait_after(attempts) / MINUTE for attempts in range(1, 12)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert wait_after(1_000_000) == timedelta(hours=6)
