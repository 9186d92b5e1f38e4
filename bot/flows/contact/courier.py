"""Brings contact requests to their recipient: by e-mail, by webhook, again until they arrive."""

from __future__ import annotations

import json
import smtplib
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import requests
import structlog

from bot.errors import RecordsError
from bot.installation.signature import signed
from bot.installation.variables import is_loopback
from bot.settings import Settings
from bot.storage import BackOff, ContactRequest, Records

logger = structlog.get_logger()

_EVERY = 15  # seconds between two looks at what is due
_PATIENCE = 10  # seconds for each answer of a recipient's server
_STOP_WITHIN = 5  # seconds: the launcher kills a server after 8
_back_off = BackOff(first=60.0, longest=6 * 3600.0)
_SUBJECT_LENGTH = 120  # characters of an e-mail's subject

BotOf = Callable[[str], str]  # the id of a brand, "" where none is known: what its bot is called


@dataclass(frozen=True)
class DeliveryCounts:
    """What one pass did."""

    delivered: int = 0
    failed: int = 0


class Courier:
    """A thread that delivers contact requests in the background, those of earlier runs too.

    `bot_of` tells what the assistant is called in the e-mails.
    """

    def __init__(self, records: Records, settings: Settings, bot_of: BotOf) -> None:
        self._records = records
        self._settings = settings
        self._bot_of = bot_of
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, unless it runs or nobody is there to receive anything."""
        if self._thread is not None or not self._settings.delivers:
            return
        self._stop.clear()
        self._thread = threading.Thread(
            target=run_deliveries,
            args=(self._records, self._settings, self._bot_of, self._stop, self._wake),
            name="courier",
            daemon=True,
        )
        self._thread.start()

    def wake(self) -> None:
        """Have a look at once: a request has come."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread once the delivery under way is done, or 5 seconds have passed."""
        if self._thread is None:
            return
        self._stop.set()
        self._wake.set()
        self._thread.join(_STOP_WITHIN)
        self._thread = None


def run_deliveries(
    records: Records,
    settings: Settings,
    bot_of: BotOf,
    stop: threading.Event,
    wake: threading.Event | None = None,
) -> None:
    """Deliver what is due every 15 seconds, and whenever `wake` is set, until `stop` is.

    To end at once, set `stop` first and `wake` after. A database out of reach is logged and tried
    again.
    """
    alarm = wake or stop
    while not stop.is_set():
        try:
            deliver_due(records, settings, bot_of, datetime.now(UTC), stop)
        except RecordsError as error:
            logger.error("delivery.records_out_of_reach", problem=str(error))
        except Exception as error:
            # The thread must live on. Not the text: who knows whose name is in it.
            logger.error("delivery.broken", error=type(error).__name__)
        alarm.wait(_EVERY)
        if wake:
            wake.clear()


def deliver_due(
    records: Records,
    settings: Settings,
    bot_of: BotOf,
    now: datetime,
    stop: threading.Event | None = None,
) -> DeliveryCounts:
    """Try once to deliver each contact request that is due at `now`, until `stop` is set.

    Several couriers share the work: each takes what no other one holds. Nothing is tried when no
    recipient is configured. Raises RecordsError.
    """
    delivered = failed = 0
    contact: ContactRequest | None = None
    while settings.delivers and not (stop and stop.is_set()):
        contact = records.claim_delivery(now, after=contact)
        if contact is None:
            break
        if _deliver(records, settings, bot_of, contact, now):
            delivered += 1
        else:
            failed += 1
    return DeliveryCounts(delivered, failed)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 1 minute, doubling up to 6 hours."""
    return timedelta(seconds=_back_off(attempts - 1))


def _deliver(
    records: Records, settings: Settings, bot_of: BotOf, contact: ContactRequest, now: datetime
) -> bool:
    attempts = contact.attempts + 1
    try:
        # The webhook first: should the e-mail fail, the webhook knows the key when it comes again.
        if settings.contact_webhook:
            _post(settings.contact_webhook, contact, settings.contact_webhook_secret)
        if settings.emails:
            _send(settings, bot_of(contact.brand or ""), contact)
    except (OSError, ValueError) as error:  # smtplib's and requests' errors are OSErrors
        reason, again = _reason(error), now + wait_after(attempts)
        records.mark_failed(contact.id, reason, again)
        logger.warning("delivery.failed", contact=contact.id, attempts=attempts, error=reason)
        return False
    records.mark_delivered(contact.id, now)
    logger.info("delivery.done", contact=contact.id, attempts=attempts)
    return True


def _post(url: str, contact: ContactRequest, secret: str | None) -> None:
    fields = {
        "id": contact.id,
        "first_name": contact.first_name,
        "email": contact.email,
        "phone": contact.phone,
        "subject": contact.subject,
        "consent_text": contact.consent_text,
        "brand": contact.brand,
        "created_at": contact.created_at.isoformat(),
    }
    body = json.dumps(fields, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": contact.id,
        **signed(contact.id, int(time.time()), body, secret),
    }
    # A followed redirection would turn the POST into a GET that brings nothing.
    response = requests.post(
        url, data=body, headers=headers, timeout=_PATIENCE, allow_redirects=False
    )
    if not 200 <= response.status_code < 300:
        raise requests.HTTPError(response=response)


def _send(settings: Settings, bot: str, contact: ContactRequest) -> None:
    assert settings.smtp_url and settings.contact_from and settings.contact_email
    message = _message(contact, bot, settings.contact_from, settings.contact_email)
    with _mail_server(settings.smtp_url) as server:
        server.send_message(message, settings.contact_from, [settings.contact_email])


def _mail_server(smtp_url: str) -> smtplib.SMTP:
    url, context = urlsplit(smtp_url), ssl.create_default_context()
    host = url.hostname or ""
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or smtplib.SMTP_SSL_PORT, timeout=_PATIENCE, context=context
        )
    else:
        server = smtplib.SMTP(host, url.port or smtplib.SMTP_PORT, timeout=_PATIENCE)
    try:
        encrypted = url.scheme == "smtps" or _start_tls(server, context)
        if url.username:
            if not encrypted and not is_loopback(host):
                raise smtplib.SMTPNotSupportedError("no password without TLS")
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _start_tls(server: smtplib.SMTP, context: ssl.SSLContext) -> bool:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("starttls"):
        return False
    server.starttls(context=context)
    server.ehlo()
    return True


def _message(contact: ContactRequest, bot: str, sender: str, recipient: str) -> EmailMessage:
    message = EmailMessage()
    subject = f"Demande de contact : {_one_line(contact.subject)}"
    message["Subject"] = subject[:_SUBJECT_LENGTH]
    message["From"] = sender
    message["To"] = recipient
    message["Date"] = contact.created_at
    # The same at each attempt: a mailbox that has it already can tell.
    message["Message-ID"] = f"<{contact.id}@decroche.invalid>"
    if contact.email and contact.email.isascii():
        message["Reply-To"] = contact.email
    message.set_content(_letter(contact, bot))
    return message


def _letter(contact: ContactRequest, bot: str) -> str:
    lines = [
        f"Une personne a demandé à {bot} qu'on la recontacte.",
        "",
        f"Prénom : {_one_line(contact.first_name)}",
        f"E-mail : {contact.email or 'non donné'}",
        f"Téléphone : {contact.phone or 'non donné'}",
        f"Sujet : {_one_line(contact.subject)}",
        f"Demande du {contact.created_at:%d/%m/%Y à %H:%M} (UTC), numéro {contact.id}",
        "",
        "Ce qu'elle a accepté, mot pour mot :",
        contact.consent_text,
        "",
    ]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    # Or a visitor could write lines of the letter, and break its header.
    return " ".join(text.split())


def _reason(error: Exception) -> str:
    """Return the class and the status of an error: its text may name the visitor."""
    name = type(error).__name__
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"HTTP {error.response.status_code}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{name} {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {str(code) for code, _ in error.recipients.values()}
        return f"{name} {' '.join(sorted(codes))}"
    return name
