"""Messenger: the page's webhook, and the calls that answer on it.

Events are signed with X-Hub-Signature-256; one request may hold several.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

from rasa.core.channels.facebook import FacebookInput

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.messages import Arrival, Call, Outcome
from bot.channels.messaging.messenger_bubbles import messages
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.splitting import shorten
from bot.channels.replies import Reply
from bot.content import Content
from bot.content.keys import START_OVER
from bot.installation.secret import is_same
from bot.publishing import SHORT_TITLES

_SIGNATURE = "x-hub-signature-256"
_SCHEME = "sha256="
_WELCOME = "/greet"
_MESSAGES, _PROFILE = "/me/messages", "/me/messenger_profile"
_NOTICES = {
    "audio": "voice",
    "image": "image",
    "video": "video",
    "reel": "video",
    "ig_reel": "video",
    "file": "document",
    "location": "location",
}
_UNREADABLE = "media"

# What an error code of the platform says of the call: https://developers.facebook.com, « error
# codes » of the Messenger platform.
_BUSY = frozenset({1, 2, 4, 17, 32, 341, 368, 613, 1200, 80006})
_BAD_TOKEN = 190  # the operator renews it: what waits leaves then
_GONE = frozenset({551, 1545041, 2018108})  # codes and subcodes: left, blocked the page
_CLOSED = 2018278  # subcode: more than a day after the visitor's last message


class MessengerChannel(MessagingChannel, FacebookInput):
    """The way of a Facebook page's visitors to the bot."""

    def __init__(self, services: MessagingServices) -> None:
        MessagingChannel.__init__(self, services)
        settings = services.settings
        FacebookInput.__init__(
            self,
            settings.messenger_verify,
            settings.messenger_app_secret,
            settings.messenger_page_token,
        )

    def verify(self, headers: Mapping[str, str], body: bytes, url: str) -> bool:
        """Tell whether the app's secret signed a body; no other algorithm than SHA-256 counts."""
        scheme, _, given = headers.get(_SIGNATURE, "").partition("=")
        made = hmac.new((self.settings.messenger_app_secret or "").encode(), body, hashlib.sha256)
        known = bool(self.settings.messenger_app_secret) and f"{scheme}=" == _SCHEME
        return known and is_same(given, made.hexdigest())

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """Return the words that Meta wants back when the webhook's address is pasted."""
        wanted = self.settings.messenger_verify or ""
        known = bool(wanted) and is_same(query.get("hub.verify_token", ""), wanted)
        asked = query.get("hub.mode") == "subscribe"
        return query.get("hub.challenge", "") if known and asked else None

    def arrivals(self, body: dict[str, Any]) -> list[Arrival]:
        found = (self._arrival(event) for event in _events(body))
        return [arrival for arrival in found if arrival is not None]

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        return [
            Call(_MESSAGES, json=_response(arrival.recipient, message))
            for message in messages(
                replies, self.sentences, self.content.part(SHORT_TITLES), self.pages
            )
        ]

    def receipts(self, arrival: Arrival) -> list[Call]:
        """Return the calls that say « seen », then « typing »."""
        recipient = {"recipient": {"id": arrival.recipient}}
        actions = ("mark_seen", "typing_on")
        return [Call(_MESSAGES, json={**recipient, "sender_action": each}) for each in actions]

    def set_up_calls(self) -> list[Call]:
        """Return the call that sets the get-started button, the menu and the first questions."""
        return [Call(_PROFILE, json=profile(self.content, _WELCOME))]

    def authorised(self, call: Call) -> Call:
        settings = self.settings
        token, secret = settings.messenger_page_token or "", settings.messenger_app_secret or ""
        proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        return Call(
            f"{settings.messenger_api}{call.url}?appsecret_proof={proof}",
            json=call.json,
            headers={**call.headers, "Authorization": f"Bearer {token}"},
        )

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        error = _dict(body.get("error"))
        code, subcode = error.get("code"), error.get("error_subcode")
        if not error:
            return super().outcome(status, headers, body)
        if _GONE & {code, subcode}:
            return Outcome(reason=f"code {code}", gone=True)
        if subcode == _CLOSED:
            return Outcome(reason=f"code {code}, {subcode}", closed=True)
        if code in _BUSY or code == _BAD_TOKEN or error.get("is_transient") is True:
            usual = super().outcome(status, headers, body)
            return Outcome(again=True, wait=usual.wait, reason=f"code {code}")
        return super().outcome(status, headers, body)

    def _arrival(self, event: dict[str, Any]) -> Arrival | None:
        sender = str(_dict(event.get("sender")).get("id") or "")
        said = self._said(event)
        if not sender or said is None:
            return None
        text, pressed, notice = said
        return Arrival(
            channel=self.name(),
            message_id=_id(event, sender),
            conversation=self.conversation(sender),
            text=text,
            recipient=sender,
            pressed=pressed,
            notice=notice,
            sent_at=_seconds(event.get("timestamp")),
        )

    def _said(self, event: dict[str, Any]) -> tuple[str, bool, str] | None:
        """Return the text, whether it is a payload, and a notice; None for what says nothing."""
        if message := _dict(event.get("message")):
            return _said_in(message)
        if postback := _dict(event.get("postback")):
            topic = self._linked(_dict(postback.get("referral")))
            return topic or str(postback.get("payload") or _WELCOME), True, ""
        topic = self._linked(_dict(event.get("referral")))
        return (topic, True, "") if topic else None

    def _linked(self, referral: dict[str, Any]) -> str:
        """Return the payload that a link such as https://m.me/PAGE?ref=heat_pumps asks for."""
        topic = referral.get("ref")
        return f"/{topic}" if topic in self.content.faq_topics else ""


def _said_in(message: dict[str, Any]) -> tuple[str, bool, str] | None:
    if message.get("is_echo") or message.get("is_deleted"):
        return None
    payload = _dict(message.get("quick_reply")).get("payload")
    if payload:
        return str(payload), True, ""
    if text := str(message.get("text") or "").strip():
        return text, False, ""
    return "", False, _notice(message)


def _notice(message: dict[str, Any]) -> str:
    attachments = message.get("attachments")
    first = _dict(attachments[0]) if isinstance(attachments, list) and attachments else {}
    if message.get("sticker_id") or _dict(first.get("payload")).get("sticker_id"):
        return "sticker"
    return _NOTICES.get(str(first.get("type")), _UNREADABLE)


def _events(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the events of a request in order, without those of a thread that another app holds."""
    for entry in _list(body.get("entry")):
        yield from map(_dict, _list(_dict(entry).get("messaging")))


def _id(event: dict[str, Any], sender: str) -> str:
    said = _dict(event.get("message")) or _dict(event.get("postback"))
    # A referral, and an old API's postback, have no id: who and when is one.
    return str(said.get("mid") or f"{sender}-{event.get('timestamp')}")


def _response(recipient: str, message: dict[str, Any]) -> dict[str, Any]:
    return {"recipient": {"id": recipient}, "messaging_type": "RESPONSE", "message": message}


def _seconds(milliseconds: Any) -> float:
    try:
        return float(milliseconds) / 1000
    except (TypeError, ValueError):
        return 0.0


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_LONGEST_QUESTION = 80  # characters
_MOST_ICE_BREAKERS = 4
_MENU = ("help", "find_my_job", START_OVER)  # always at hand beside the field
_FIRST_WORDS = "greet"  # the reply whose buttons are the questions to begin with


def profile(content: Content, welcome: str) -> dict[str, Any]:
    """Return the page's get-started button, its menu, and the questions that it begins with."""
    topics = content.replies[_FIRST_WORDS].buttons[:_MOST_ICE_BREAKERS]
    questions = [(shorten(content.title(topic), _LONGEST_QUESTION), topic) for topic in topics]
    asked = [{"question": title, "payload": f"/{topic}"} for title, topic in questions if title]
    menu = [
        {"type": "postback", "title": content.title(topic), "payload": f"/{topic}"}
        for topic in _MENU
    ]
    return {
        "get_started": {"payload": welcome},
        "ice_breakers": [{"call_to_actions": asked, "locale": "default"}],
        "persistent_menu": [{"locale": "default", "call_to_actions": menu}],
    }
