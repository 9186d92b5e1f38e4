"""The courier: old requests at once, new ones when woken, through any trouble."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.errors import RecordsError
from bot.flows.contact import courier as delivery
from bot.flows.contact.courier import Courier, run_deliveries
from bot.settings import Settings
from bot.storage import Records
from tests.conftest import wait_for
from tests.storage.delivery.recipients import Webhook, bot_of, web_server

Add = Callable[..., str]


def all_delivered(records: Records) -> bool:
    """Tell whether no request waits any more."""
    return all(contact.delivered_at for contact in records.contacts())


def test_the_courier_brings_old_requests_at_once_and_new_ones_when_woken(
    records: Records,
    add_contact: Add,
    by_web: Settings,
    ports: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "_EVERY", 3600)
    old, webhook, courier = add_contact(records), Webhook(), Courier(records, by_web, bot_of)
    with web_server(webhook, ports[1]):
        courier.start()
        courier.start()
        wait_for(lambda: all_delivered(records), "the old request")
        new = add_contact(records)
        courier.wake()
        wait_for(lambda: all_delivered(records), "the new request")
        courier.stop()
        courier.stop()
    assert [body["id"] for _, body in webhook.requests] == [old, new]
    assert not [thread for thread in threading.enumerate() if thread.name == "courier"]


def test_the_courier_comes_again_by_itself(
    records: Records,
    add_contact: Add,
    by_web: Settings,
    ports: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "_EVERY", 0.01)
    monkeypatch.setattr(delivery, "_back_off", lambda failures: 0.0)
    courier = Courier(records, by_web, bot_of)
    id = add_contact(records)
    courier.start()

    def failed_twice() -> bool:
        contact = records.contact(id)
        return contact is not None and contact.attempts >= 2

    wait_for(failed_twice, "attempts on a server that is down")
    with web_server(Webhook(), ports[1]):
        wait_for(lambda: all_delivered(records), "the delivery")
        courier.stop()


def test_without_recipient_the_courier_does_not_start(records: Records, by_web: Settings) -> None:
    courier = Courier(records, replace(by_web, contact_webhook=None), bot_of)
    courier.start()
    courier.wake()
    assert not [thread for thread in threading.enumerate() if thread.name == "courier"]
    courier.stop()


def test_a_database_out_of_reach_does_not_end_the_deliveries(
    records: Records,
    add_contact: Add,
    by_web: Settings,
    ports: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_contact(records)
    stop, claim = threading.Event(), records.claim_delivery
    troubles: list[Exception] = [RecordsError("db", "cannot be used"), RuntimeError("Zoé")]

    def claim_after_troubles(*arguments: Any, **options: Any) -> Any:
        if troubles:
            raise troubles.pop(0)
        claimed = claim(*arguments, **options)
        if claimed is None:
            stop.set()
        return claimed

    monkeypatch.setattr(delivery, "_EVERY", 0)
    monkeypatch.setattr(records, "claim_delivery", claim_after_troubles)
    with capture_logs() as logs, web_server(Webhook(), ports[1]):
        run_deliveries(records, by_web, bot_of, stop)
    events = [log["event"] for log in logs if log["log_level"] == "error"]
    assert all_delivered(records)
    assert events == ["delivery.records_out_of_reach", "delivery.broken"]
    assert "Zoé" not in str(logs)
