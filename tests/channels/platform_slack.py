"""What Slack sends to an app, signed; and how the Web API answers.

https://api.slack.com/events, https://api.slack.com/reference/interaction-payloads
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tests.channels.platform import Recorded

TOKEN = "xoxb-slack-token"
SECRET = "slack-signing-secret"
TEAM, PERSON, BOT = "T0000001", "U0000007", "U0BOT0001"
DIRECT, PUBLIC = "D0000007", "C0000001"
SETTINGS = {"slack_token": TOKEN, "slack_signing_secret": SECRET}

_numbers = itertools.count(1)
_ANY = {"channel": "home", "text": "home"}  # what a view has not


def said(text: str, id: str = "", person: str = PERSON, **event: Any) -> dict[str, Any]:
    """Return the event of a direct message; its `id` is new unless given."""
    spoken = {"type": "message", "channel_type": "im", "channel": DIRECT, "text": text}
    return _event(id, person, {**spoken, **event})


def mentioned(text: str, id: str = "", person: str = PERSON, **event: Any) -> dict[str, Any]:
    """Return the event of a mention in a channel."""
    spoken = {"type": "app_mention", "channel": PUBLIC, "text": f"<@{BOT}> {text}"}
    return _event(id, person, {**spoken, **event})


def replied(text: str, thread: str, person: str = PERSON, **event: Any) -> dict[str, Any]:
    """Return the event of a message in a channel's thread that names nobody."""
    spoken = {"type": "message", "channel_type": "channel", "channel": PUBLIC, "text": text}
    return _event("", person, {**spoken, "thread_ts": thread, **event})


def opened(tab: str = "home", **event: Any) -> dict[str, Any]:
    """Return the event of a member who opens the app."""
    return _event("", PERSON, {"type": "app_home_opened", "channel": DIRECT, "tab": tab, **event})


def pressed_at_home(value: str, title: str = "Choix") -> Any:
    """Return the fields of the form that a button of the home sends."""
    fields = json.loads(pressed(value, title)["payload"])
    del fields["channel"], fields["message"]
    fields["container"] = {"type": "view", "view_id": "V1"}
    return {"payload": json.dumps(fields)}


def shared(mimetype: str, text: str = "") -> dict[str, Any]:
    """Return the event of a file in a direct message."""
    return said(text, subtype="file_share", files=[{"id": "F1", "mimetype": mimetype}])


def pressed(value: str, title: str = "Choix", channel: str = DIRECT, **message: Any) -> Any:
    """Return the fields of the form that a pressed button sends."""
    action = {
        "type": "button",
        "action_id": "choice-1",
        "block_id": "b1",
        "text": {"type": "plain_text", "text": title},
        "action_ts": _moment(),
        **({"value": value} if value else {}),
    }
    return _pressed(action, channel, message)


def opened_link() -> Any:
    """Return the fields of the form that a pressed link sends."""
    action = {"type": "button", "action_id": "link-1", "url": "https://x.fr/", "action_ts": "1.2"}
    return _pressed(action, DIRECT, {})


def signed(
    body: Any, secret: str = SECRET, at: float | None = None
) -> tuple[bytes, dict[str, str]]:
    """Return a body's bytes and the headers of its request: a form when it holds a `payload`."""
    is_form = "payload" in body
    raw = (urlencode(body) if is_form else json.dumps(body)).encode()
    timestamp = str(int(time.time() if at is None else at))
    text = b"v0:" + timestamp.encode() + b":" + raw
    kind = "application/x-www-form-urlencoded" if is_form else "application/json; charset=utf-8"
    return raw, {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()}",
    }


def error(word: str) -> dict[str, Any]:
    """Return an error as the Web API words it, with HTTP 200."""
    return {"ok": False, "error": word}


def judge(call: Recorded) -> tuple[int, dict[str, Any]]:
    """Answer a call as the Web API does."""
    if call.headers.get("authorization") != f"Bearer {TOKEN}":
        return 200, error("invalid_auth")
    if call.path == "/auth.test":
        return 200, {"ok": True, "user": "decroche", "team": "Essais"}
    if call.path == "/views.publish":
        known = call.sent["view"]["type"] == "home" and fault({**call.sent["view"], **_ANY})
        return 200, error(known) if known else {"ok": True}
    if call.path == "/assistant.threads.setStatus":
        told = call.sent.get("channel_id") and call.sent.get("thread_ts") and "status" in call.sent
        return 200, {"ok": True} if told else error("invalid_arguments")
    if call.path != "/chat.postMessage":
        return 200, error("unknown_method")
    if wrong := fault(call.sent):
        return 200, error(wrong)
    return 200, {"ok": True, "channel": call.sent["channel"], "ts": _moment()}


def fault(message: dict[str, Any]) -> str:
    """Return what Slack would refuse a message for, or ""."""
    if not message.get("channel"):
        return "channel_not_found"
    blocks = message.get("blocks", [])
    if not message.get("text") or len(message["text"]) > 40_000:
        return "no_text"
    if len(blocks) > 50:
        return "invalid_blocks"
    for block in blocks:
        if block["type"] == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
            return "invalid_blocks"
        elements = block.get("elements", []) if block["type"] == "actions" else []
        ids = [element["action_id"] for element in elements]
        if len(elements) > 25 or len(ids) != len(set(ids)):
            return "invalid_blocks"
        if any(not 1 <= len(e["text"]["text"]) <= 75 for e in elements):
            return "invalid_blocks"
        if any(len(e.get("value", "")) > 2000 or len(e.get("url", "")) > 3000 for e in elements):
            return "invalid_blocks"
    return ""


def _event(id: str, person: str, event: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": id or f"Ev{next(_numbers):08}",
        "event_time": 1_800_000_000,
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": {"user": person, "ts": _moment(), **event},
    }


def _pressed(action: dict[str, Any], channel: str, message: dict[str, Any]) -> Any:
    payload = {
        "type": "block_actions",
        "user": {"id": PERSON, "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": "1800000000.000001"},
        "message": {"ts": "1800000000.000001", **message},
        "actions": [action],
    }
    return {"payload": json.dumps(payload)}


def _moment() -> str:
    return f"18000{next(_numbers):05}.000100"
