"""What Meta sends to a page's webhook, signed; and how its Send API answers.

https://developers.facebook.com/documentation/business-messaging/messenger-platform
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.channels.platform import Recorded

APP_SECRET = "meta-app-secret"
PAGE_TOKEN = "EAAG-page-token"
VERIFY = "meta-verify-word"
PAGE = "1000000001"
PERSON = "24680135792468013"
SETTINGS = {
    "messenger_app_secret": APP_SECRET,
    "messenger_page_token": PAGE_TOKEN,
    "messenger_verify": VERIFY,
}

_numbers = itertools.count()


def said(text: str, mid: str = "", person: str = PERSON, **message: Any) -> dict[str, Any]:
    """Return the event of a message; `mid` is new unless given."""
    mid = mid or f"m_{next(_numbers)}"
    return _event(person, message={"mid": mid, "text": text, **message})


def tapped(payload: str, title: str = "Choix", person: str = PERSON) -> dict[str, Any]:
    """Return the event of a quick reply: a message that holds a payload."""
    return said(title, person=person, quick_reply={"payload": payload})


def pressed(payload: str, person: str = PERSON, **postback: Any) -> dict[str, Any]:
    """Return the event of a button under a message, of get-started, or of an ice breaker."""
    mid = f"m_{next(_numbers)}"
    return _event(person, postback={"mid": mid, "title": "Choix", "payload": payload, **postback})


def sent(kind: str, person: str = PERSON, **payload: Any) -> dict[str, Any]:
    """Return the event of an attachment without words."""
    attachment = {"type": kind, "payload": {"url": "https://cdn.example/x", **payload}}
    message = {"mid": f"m_{next(_numbers)}", "attachments": [attachment]}
    return _event(person, message=message)


def followed(ref: str, person: str = PERSON) -> dict[str, Any]:
    """Return the event of a link https://m.me/PAGE?ref=… followed in a thread that is open."""
    referral = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
    return _event(person, referral=referral)


def batch(*events: dict[str, Any]) -> dict[str, Any]:
    """Return a body with one entry an event."""
    entries = [{"id": PAGE, "time": 1_800_000_000_000, "messaging": [event]} for event in events]
    return {"object": "page", "entry": entries}


def signed(body: Any, secret: str = APP_SECRET) -> tuple[bytes, dict[str, str]]:
    """Return a body's bytes and the headers of its request."""
    raw = json.dumps(body).encode()
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}
    return raw, headers


def error(code: int, subcode: int | None = None, **more: Any) -> dict[str, Any]:
    """Return an error as the Graph API words it."""
    said = {"message": f"(#{code}) Refused", "type": "OAuthException", "code": code, **more}
    return {"error": {**said, **({"error_subcode": subcode} if subcode else {})}}


def judge(call: Recorded) -> tuple[int, dict[str, Any]]:
    """Answer a call as the Graph API does."""
    if call.headers.get("authorization") != f"Bearer {PAGE_TOKEN}":
        return 400, error(190)
    path = urlsplit(call.path).path
    if path == "/me":
        return 200, {"id": PAGE, "name": "Décroche"}
    if path == "/me/messenger_profile":
        return 200, {"result": "success"}
    if path != "/me/messages":
        return 400, error(2500)
    if "sender_action" in call.sent:
        return 200, {"recipient_id": PERSON}
    if has_fault(call.sent):
        return 400, error(100, 2018001)
    return 200, {"recipient_id": PERSON, "message_id": f"m_{next(_numbers)}"}


def has_fault(sent: dict[str, Any]) -> bool:
    """Tell whether the Graph API would refuse a message."""
    message = sent.get("message", {})
    template = message.get("attachment", {}).get("payload")
    quick = message.get("quick_replies", [])
    if not sent.get("recipient", {}).get("id") or not (message.get("text") or template):
        return True
    if len(message.get("text", "")) > 2000 or len(quick) > 13:
        return True
    buttons = template["buttons"] if template else []
    if template and not (0 < len(template["text"]) <= 640 and 0 < len(buttons) <= 3):
        return True
    controls = [*quick, *buttons]
    if any(not 0 < len(control["title"]) <= 20 for control in controls):
        return True
    return any(len(control.get("payload", "")) > 1000 for control in controls)


def _event(person: str, **what: Any) -> dict[str, Any]:
    timestamp = 1_800_000_000_000 + next(_numbers)
    return {"sender": {"id": person}, "recipient": {"id": PAGE}, "timestamp": timestamp, **what}
