"""Requests that leave by webhook: the request, its key, the statuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.contact.courier import DeliveryCounts, deliver_due
from bot.settings import Settings
from bot.storage import Records
from tests.storage.delivery.recipients import Webhook, web_server

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Add = Callable[..., str]


def test_the_webhook_gets_the_request_and_its_key(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int]
) -> None:
    id, webhook = add_contact(records, now=NOW), Webhook()
    with web_server(webhook, ports[1]):
        assert deliver_due(records, by_web, NOW) == DeliveryCounts(delivered=1)
    ((headers, body),) = webhook.requests
    assert headers["Idempotency-Key"] == id
    assert headers["Content-Type"] == "application/json"
    assert body == {
        "id": id,
        "first_name": "Zoé",
        "email": "zoe@example.fr",
        "phone": "+33612345678",
        "subject": "L'alternance",
        "consent_text": "J'accepte d'être recontactée.",
        "created_at": "2026-11-24T12:30:00+00:00",
    }


@pytest.mark.parametrize("status", [302, 404, 500, 503])
def test_a_webhook_that_refuses_is_asked_again_with_the_same_key(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int], status: int
) -> None:
    id, webhook = add_contact(records, now=NOW), Webhook([status, 200])
    with web_server(webhook, ports[1]):
        assert deliver_due(records, by_web, NOW) == DeliveryCounts(failed=1)
        contact = records.contact(id)
        assert contact
        assert contact.last_error == f"HTTP {status}"
        assert contact.next_attempt_at == NOW + MINUTE
        assert deliver_due(records, by_web, NOW + MINUTE) == DeliveryCounts(delivered=1)
    assert [headers["Idempotency-Key"] for headers, _ in webhook.requests] == [id, id]
