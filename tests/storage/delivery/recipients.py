"""Who receives contact requests: real mail and web servers on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


def bot_of(brand: str) -> str:
    """Return what the assistant is called under a brand: « Large » under that of this id."""
    return {"grand-large": "Large"}.get(brand, "Allô")


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
    bodies: list[bytes] = field(default_factory=list)


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
            body = self.rfile.read(int(self.headers["Content-Length"]))
            webhook.bodies.append(body)
            webhook.requests.append((dict(self.headers), json.loads(body)))
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
