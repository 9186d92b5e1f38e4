"""Requests that leave by webhook: the request, its key, the statuses."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.flows.contact.courier import DeliveryCounts, deliver_due
from bot.installation.signature import signed
from bot.settings import ROOT, Settings
from bot.storage import Records
from tests.storage.delivery.recipients import Webhook, bot_of, web_server

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Add = Callable[..., str]


def test_the_webhook_gets_the_request_and_its_key(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int]
) -> None:
    id, webhook = add_contact(records, brand="grand-large", now=NOW), Webhook()
    with web_server(webhook, ports[1]):
        assert deliver_due(records, by_web, bot_of, NOW) == DeliveryCounts(delivered=1)
    ((headers, body),) = webhook.requests
    assert headers["Idempotency-Key"] == id
    assert headers["webhook-id"] == id and "webhook-signature" not in headers
    assert headers["Content-Type"] == "application/json"
    assert body == {
        "id": id,
        "first_name": "Zoé",
        "email": "zoe@example.fr",
        "phone": "+33612345678",
        "subject": "L'alternance",
        "consent_text": "J'accepte d'être recontactée.",
        "brand": "grand-large",
        "created_at": "2026-11-24T12:30:00+00:00",
    }


@pytest.mark.parametrize("status", [302, 404, 500, 503])
def test_a_webhook_that_refuses_is_asked_again_with_the_same_key(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int], status: int
) -> None:
    id, webhook = add_contact(records, now=NOW), Webhook([status, 200])
    with web_server(webhook, ports[1]):
        assert deliver_due(records, by_web, bot_of, NOW) == DeliveryCounts(failed=1)
        contact = records.contact(id)
        assert contact
        assert contact.last_error == f"HTTP {status}"
        assert contact.next_attempt_at == NOW + MINUTE
        assert deliver_due(records, by_web, bot_of, NOW + MINUTE) == DeliveryCounts(delivered=1)
    assert [headers["Idempotency-Key"] for headers, _ in webhook.requests] == [id, id]


# The example of the specification.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_message_is_signed_as_the_specification_shows() -> None:
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', SECRET)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_receiver_of_the_guide_knows_what_is_genuine(
    records: Records, add_contact: Add, by_web: Settings, ports: tuple[int, int]
) -> None:
    guide = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", guide, flags=re.DOTALL)
    assert found
    receiver: dict[str, Any] = {}
    exec(found[1], receiver)
    is_genuine = receiver["is_genuine"]
    signing, webhook = replace(by_web, contact_webhook_secret=SECRET), Webhook([503, 200])
    add_contact(records, first_name="Zoë 🎧", now=NOW)
    with web_server(webhook, ports[1]):
        deliver_due(records, signing, bot_of, NOW)
        deliver_due(records, signing, bot_of, NOW + MINUTE)
    (first, _), (again, _) = webhook.requests
    body = webhook.bodies[0]
    assert webhook.bodies == [body] * 2 and first["webhook-id"] == again["webhook-id"]
    assert is_genuine(first, body, SECRET) and is_genuine(again, body, SECRET)
    other = "whsec_" + "A" * 32
    rotated = first["webhook-signature"] + " v1,other"
    assert is_genuine({**first, "webhook-signature": rotated}, body, SECRET)
    assert not is_genuine(first, body, other)
    assert not is_genuine(first, body + b" ", SECRET)
    for header, forged in (
        ("webhook-id", "another"),
        ("webhook-timestamp", str(int(time.time()) + 1)),
        ("webhook-timestamp", "soon"),
        ("webhook-signature", "v1,é"),
        ("webhook-signature", ""),
    ):
        assert not is_genuine({**first, header: forged}, body, SECRET)
    assert not is_genuine({}, body, SECRET)
    late = str(int(time.time()) - 301)
    old = signed(first["webhook-id"], int(late), body, SECRET)
    assert not is_genuine(old, body, SECRET)
