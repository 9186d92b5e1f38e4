"""What Twilio sends to a number's webhook, signed; and how its Messages API answers.

https://www.twilio.com/docs/messaging/guides/webhook-request, …/docs/messaging/api/message-resource
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tests.channels.platform import Recorded

SID = "AC00000000000000000000000000000001"
TOKEN = "twilio-auth-token"
NUMBER = "+33700000000"
PERSON = "+33612345678"
SETTINGS = {
    "twilio_account_sid": SID,
    "twilio_auth_token": TOKEN,
    "twilio_number": NUMBER,
    "twilio_whatsapp_number": NUMBER,
}

_numbers = itertools.count()


def sms(text: str, sid: str = "", person: str = PERSON, **fields: str) -> dict[str, str]:
    """Return the form of a text message; `sid` is new unless given."""
    return _form(sid or f"SM{next(_numbers):032x}", text, person, NUMBER, fields)


def whatsapp(text: str, sid: str = "", person: str = PERSON, **fields: str) -> dict[str, str]:
    """Return the form of a WhatsApp message."""
    sid = sid or f"SM{next(_numbers):032x}"
    more = {"ProfileName": "Inès", "WaId": person.removeprefix("+"), **fields}
    return _form(sid, text, f"whatsapp:{person}", f"whatsapp:{NUMBER}", more)


def media(kind: str, **fields: str) -> dict[str, str]:
    """Return the fields of an attachment of a MIME type."""
    url = "https://api.twilio.example/media/ME1"
    return {"NumMedia": "1", "MediaContentType0": kind, "MediaUrl0": url, **fields}


def signed(form: dict[str, str], url: str, token: str = TOKEN) -> tuple[bytes, dict[str, str]]:
    """Return a form's bytes and the headers of its request to `url`.

    As https://www.twilio.com/docs/usage/webhooks/webhooks-security says, by hand.
    """
    text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": base64.b64encode(digest).decode(),
    }
    return urlencode(form).encode(), headers


def error(code: int, status: int = 400) -> dict[str, Any]:
    """Return an error as the API words it."""
    info = f"https://www.twilio.com/docs/errors/{code}"
    return {"code": code, "message": "Refused", "more_info": info, "status": status}


def judge(call: Recorded) -> tuple[int, dict[str, Any]]:
    """Answer a call as the API does."""
    pair = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
    if call.headers.get("authorization") != f"Basic {pair}":
        return 401, error(20003, 401)
    if call.path == f"/Accounts/{SID}.json":
        return 200, {"sid": SID, "friendly_name": "Décroche", "status": "active"}
    if call.path == "/Indicators/Typing.json":
        known = call.sent.get("channel") == "whatsapp" and call.sent.get("messageId")
        return (200, {"success": True}) if known else (400, error(20001))
    if call.path != f"/Accounts/{SID}/Messages.json":
        return 404, error(20404, 404)
    sent = call.sent
    kinds = {str(sent.get(side, "")).startswith("whatsapp:") for side in ("From", "To")}
    if len(kinds) > 1:
        return 400, error(21910)
    if sent.get("ContentSid"):
        ok = takes(sent["ContentVariables"])
        return (201, {"sid": f"SM{next(_numbers):032x}"}) if ok else (400, error(21656))
    if not sent.get("Body"):
        return 400, error(21602)
    if len(sent["Body"].encode("utf-16-le")) // 2 > 1600:
        return 400, error(21617)
    return 201, {"sid": f"SM{next(_numbers):032x}", "status": "queued"}


def takes(variables: str) -> bool:
    """Tell whether the API takes what fills a template in: words, of one line each.

    https://www.twilio.com/docs/api/errors/21656
    """
    values = json.loads(variables).values()
    return all(
        isinstance(value, str) and value and not re.search(r"\n|\t| {5,}", value)
        for value in values
    )


def judge_template(call: Recorded, made: dict[str, str] | None) -> tuple[int, dict[str, Any]]:
    """Answer a call of the Content API; `made` are the ids of templates by their names."""
    if made is None:
        return 404, error(20404, 404)
    if call.method == "POST":
        made[call.sent["friendly_name"]] = f"HX{next(_numbers):032x}"
        name = call.sent["friendly_name"]
        return 201, {"sid": made[name], "friendly_name": name}
    return 200, {"contents": [{"sid": sid, "friendly_name": name} for name, sid in made.items()]}


def _form(sid: str, text: str, sender: str, to: str, fields: dict[str, str]) -> dict[str, str]:
    return {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "AccountSid": SID,
        "SmsStatus": "received",
        "NumMedia": "0",
        "NumSegments": "1",
        "ApiVersion": "2010-04-01",
        "From": sender,
        "To": to,
        "Body": text,
        **fields,
    }
