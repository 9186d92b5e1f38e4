"""Contact requests on their way: real mail and web servers on this machine, down and up again."""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from structlog.testing import capture_logs

from bot import delivery
from bot.delivery import Courier, DeliveryCounts, deliver_due, run_deliveries, wait_after
from bot.errors import RecordsError
from bot.records import Records
from bot.settings import Settings
from tests.conftest import free_ports, wait_for

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)
Add = Callable[..., str]


@dataclass
class Mailbox:
    """What a mail server received, and how it answers."""

    messages: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, *arguments: Any) -> str:
        envelope, address = arguments[2], arguments[3]
        envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@dataclass
class Webhook:
    """What a web server received, and the statuses that it answers, the last for ever."""

    statuses: list[int] = field(default_factory=lambda: [204])
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def mail_server(mailbox: Mailbox, port: int, **options: Any) -> Iterator[None]:
    """Run a mail server on `port`."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def web_server(webhook: Webhook, port: int) -> Iterator[None]:
    """Run a web server on `port`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            webhook.requests.append((dict(self.headers), body))
            statuses = webhook.statuses
            self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def ports() -> tuple[int, int]:
    """A port for the mail server and one for the web server."""
    mail, web = free_ports(2)
    return mail, web


@pytest.fixture
def by_mail(tmp_path: Path, ports: tuple[int, int]) -> Settings:
    """Settings that deliver by e-mail."""
    return Settings(
        host="127.0.0.1",
        port=1,
        action_port=2,
        data=tmp_path,
        contact_email="accueil@example.fr",
        contact_from="decroche@example.fr",
        smtp_url=f"smtp://127.0.0.1:{ports[0]}",
    )


@pytest.fixture
def by_web(tmp_path: Path, ports: tuple[int, int]) -> Settings:
    """Settings that deliver by webhook."""
    url = f"http://127.0.0.1:{ports[1]}/demandes"
    return Settings(host="127.0.0.1", port=1, action_port=2, data=tmp_path, contact_webhook=url)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of this machine that nobody trusts yet, and its key."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def server_context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """Return what a server needs to encrypt."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_the_mail_says_who_wants_to_be_contacted(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox()
    with mail_server(mailbox, ports[0]):
        assert deliver_due(records, by_mail, NOW) == DeliveryCounts(delivered=1)
        assert deliver_due(records, by_mail, NOW) == DeliveryCounts()
    (message,) = mailbox.messages
    assert message["To"] == "accueil@example.fr"
    assert message["From"] == "decroche@example.fr"
    assert message["Reply-To"] == "zoe@example.fr"
    assert message["Subject"] == "Demande de contact : L'alternance"
    assert id in message["Message-ID"]
    letter = message.get_content()
    for words in ("Zoé", "zoe@example.fr", "+33612345678", "J'accepte d'être recontactée.", id):
        assert words in letter
    contact = records.contact(id)
    assert contact
    assert (contact.delivered_at, contact.attempts) == (NOW, 1)


def test_a_visitor_writes_no_header_and_no_line_of_the_mail(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    forged = "x\r\nBcc: spam@example.com\r\n\r\nE-mail : autre@example.fr"
    add_contact(records, first_name=forged, subject=forged, email=None, now=NOW)
    mailbox = Mailbox()
    with mail_server(mailbox, ports[0]):
        assert deliver_due(records, by_mail, NOW).delivered == 1
    (message,) = mailbox.messages
    assert message["Bcc"] is None
    assert message["Reply-To"] is None
    lines = message.get_content().splitlines()
    assert [line for line in lines if line.startswith("E-mail")] == ["E-mail : non donné"]


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


def test_a_mail_server_that_was_down_gets_the_request_once_it_is_up(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox()
    assert deliver_due(records, by_mail, NOW) == DeliveryCounts(failed=1)
    with mail_server(mailbox, ports[0]):
        early = NOW + MINUTE - timedelta(seconds=1)
        assert deliver_due(records, by_mail, early) == DeliveryCounts()
        assert deliver_due(records, by_mail, NOW + MINUTE) == DeliveryCounts(delivered=1)
    contact = records.contact(id)
    assert contact
    assert (contact.attempts, contact.last_error) == (2, None)
    assert len(mailbox.messages) == 1


@pytest.fixture
def all_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Log as a fresh process does: another test may have asked for errors alone."""
    before = structlog.get_config()
    structlog.reset_defaults()
    monkeypatch.setattr("bot.delivery.logger", structlog.get_logger())
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("all_logs")
def test_the_reason_kept_and_logged_names_no_visitor(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox(answer="550 no accueil@example.fr here")
    with mail_server(mailbox, ports[0]), capture_logs() as logs:
        assert deliver_due(records, by_mail, NOW) == DeliveryCounts(failed=1)
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
        assert deliver_due(records, by_web, NOW) == DeliveryCounts(delivered=1, failed=1)


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
        assert deliver_due(records, both, NOW).failed == 1
        assert deliver_due(records, both, NOW + MINUTE).delivered == 1
    assert len(mailbox.messages) == 1


def test_without_recipient_nothing_is_tried(
    records: Records, add_contact: Add, by_mail: Settings
) -> None:
    nobody = replace(by_mail, contact_email=None)
    id = add_contact(records, now=NOW)
    assert deliver_due(records, nobody, NOW) == DeliveryCounts()
    contact = records.contact(id)
    assert contact
    assert contact.attempts == 0


def test_the_wait_doubles_up_to_six_hours() -> None:
    minutes = [wait_after(attempts) / MINUTE for attempts in range(1, 12)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert wait_after(1_000_000) == timedelta(hours=6)


def test_where_tls_is_offered_the_mail_is_encrypted(
    records: Records,
    add_contact: Add,
    by_mail: Settings,
    ports: tuple[int, int],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id, mailbox = add_contact(records, now=NOW), Mailbox()
    with mail_server(mailbox, ports[0], tls_context=server_context(certificate)):
        assert deliver_due(records, by_mail, NOW).failed == 1
        contact = records.contact(id)
        assert contact
        assert contact.last_error == "SSLCertVerificationError"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert deliver_due(records, by_mail, NOW + MINUTE).delivered == 1
    assert mailbox.encrypted == [True]


def test_smtps_is_encrypted_from_the_start(
    records: Records,
    add_contact: Add,
    by_mail: Settings,
    ports: tuple[int, int],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_contact(records, now=NOW)
    mailbox = Mailbox()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    smtps = replace(by_mail, smtp_url=f"smtps://127.0.0.1:{ports[0]}")
    with mail_server(mailbox, ports[0], ssl_context=server_context(certificate)):
        assert deliver_due(records, smtps, NOW).delivered == 1


def test_the_user_and_password_of_the_url_are_used(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    used: list[tuple[bytes, bytes]] = []

    def authenticate(*arguments: Any) -> AuthResult:
        data = arguments[-1]
        assert isinstance(data, LoginPassword)
        used.append((data.login, data.password))
        return AuthResult(success=True)

    add_contact(records, now=NOW)
    url = f"smtp://bot%40example.fr:a%3Ab%2F@127.0.0.1:{ports[0]}"
    options = {"authenticator": authenticate, "auth_require_tls": False, "auth_required": True}
    with mail_server(Mailbox(), ports[0], **options):
        assert deliver_due(records, replace(by_mail, smtp_url=url), NOW).delivered == 1
    assert used == [(b"bot@example.fr", b"a:b/")]


def test_a_password_crosses_no_network_in_clear(
    records: Records,
    add_contact: Add,
    by_mail: Settings,
    ports: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "is_loopback", lambda host: False)
    id, mailbox = add_contact(records, now=NOW), Mailbox()
    url = f"smtp://bot:password@127.0.0.1:{ports[0]}"
    options = {"auth_require_tls": False}
    with mail_server(mailbox, ports[0], **options):
        assert deliver_due(records, replace(by_mail, smtp_url=url), NOW).failed == 1
    contact = records.contact(id)
    assert contact
    assert contact.last_error == "SMTPNotSupportedError"
    assert mailbox.messages == []


def test_the_courier_brings_old_requests_at_once_and_new_ones_when_woken(
    records: Records,
    add_contact: Add,
    by_web: Settings,
    ports: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "_EVERY", 3600)
    old, webhook, courier = add_contact(records), Webhook(), Courier(records, by_web)
    with web_server(webhook, ports[1]):
        courier.start()
        courier.start()
        wait_for(lambda: records.due_deliveries() == [], "the old request")
        new = add_contact(records)
        courier.wake()
        wait_for(lambda: records.due_deliveries() == [], "the new request")
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
    monkeypatch.setattr(delivery, "_FIRST_WAIT", timedelta(0))
    courier = Courier(records, by_web)
    id = add_contact(records)
    courier.start()

    def failed_twice() -> bool:
        contact = records.contact(id)
        return contact is not None and contact.attempts >= 2

    wait_for(failed_twice, "attempts on a server that is down")
    with web_server(Webhook(), ports[1]):
        wait_for(lambda: records.due_deliveries() == [], "the delivery")
        courier.stop()


def test_without_recipient_the_courier_does_not_start(records: Records, by_web: Settings) -> None:
    courier = Courier(records, replace(by_web, contact_webhook=None))
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
    stop, due = threading.Event(), records.due_deliveries
    troubles: list[Exception] = [RecordsError("db", "cannot be used"), RuntimeError("Zoé")]

    def due_after_troubles(now: datetime) -> list[Any]:
        if troubles:
            raise troubles.pop(0)
        stop.set()
        return due(now)

    monkeypatch.setattr(delivery, "_EVERY", 0)
    monkeypatch.setattr(records, "due_deliveries", due_after_troubles)
    with capture_logs() as logs, web_server(Webhook(), ports[1]):
        run_deliveries(records, by_web, stop)
    events = [log["event"] for log in logs]
    assert events == ["delivery.records_out_of_reach", "delivery.broken"]
    assert "Zoé" not in str(logs)
