"""Requests that leave by e-mail: the letter, its encryption, the password."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from bot.flows.contact import courier as delivery
from bot.flows.contact.courier import DeliveryCounts, deliver_due
from bot.settings import Settings
from bot.storage import Records
from tests.storage.delivery.recipients import Mailbox, bot_of, mail_server

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Add = Callable[..., str]


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
        assert deliver_due(records, by_mail, bot_of, NOW) == DeliveryCounts(delivered=1)
        assert deliver_due(records, by_mail, bot_of, NOW) == DeliveryCounts()
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


def test_the_letter_bears_the_brand_under_which_the_request_was_made(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    add_contact(records, brand="grand-large", now=NOW)
    add_contact(records, now=NOW + MINUTE)  # as an earlier release kept it
    mailbox = Mailbox()
    with mail_server(mailbox, ports[0]):
        assert deliver_due(records, by_mail, bot_of, NOW + MINUTE).delivered == 2
    first_lines = [message.get_content().splitlines()[0] for message in mailbox.messages]
    assert ["à Large" in line for line in first_lines] == [True, False]
    assert ["à Allô" in line for line in first_lines] == [False, True]


def test_a_visitor_writes_no_header_and_no_line_of_the_mail(
    records: Records, add_contact: Add, by_mail: Settings, ports: tuple[int, int]
) -> None:
    forged = "x\r\nBcc: spam@example.com\r\n\r\nE-mail : autre@example.fr"
    add_contact(records, first_name=forged, subject=forged, email=None, now=NOW)
    mailbox = Mailbox()
    with mail_server(mailbox, ports[0]):
        assert deliver_due(records, by_mail, bot_of, NOW).delivered == 1
    (message,) = mailbox.messages
    assert message["Bcc"] is None
    assert message["Reply-To"] is None
    lines = message.get_content().splitlines()
    assert [line for line in lines if line.startswith("E-mail")] == ["E-mail : non donné"]


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
        assert deliver_due(records, by_mail, bot_of, NOW).failed == 1
        contact = records.contact(id)
        assert contact
        assert contact.last_error == "SSLCertVerificationError"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert deliver_due(records, by_mail, bot_of, NOW + MINUTE).delivered == 1
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
        assert deliver_due(records, smtps, bot_of, NOW).delivered == 1


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
        assert deliver_due(records, replace(by_mail, smtp_url=url), bot_of, NOW).delivered == 1
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
        assert deliver_due(records, replace(by_mail, smtp_url=url), bot_of, NOW).failed == 1
    contact = records.contact(id)
    assert contact
    assert contact.last_error == "SMTPNotSupportedError"
    assert mailbox.messages == []
