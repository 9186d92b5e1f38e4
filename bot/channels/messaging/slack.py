"""Slack: events and pressed buttons in, chat.postMessage out.

Requests are signed with the app's signing secret and hold for five minutes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.slack import SlackInput

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.messages import DELIVERED, Arrival, Call, Outcome
from bot.channels.messaging.outbox import seconds_of
from bot.channels.messaging.sentences import WRITING
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.slack_blocks import CHOICE, home, messages
from bot.channels.replies import Reply
from bot.errors import RecordsError
from bot.installation.secret import is_same

_SIGNATURE, _TIMESTAMP = "x-slack-signature", "x-slack-request-timestamp"
_WINDOW = 5 * 60  # seconds that a signature holds
_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})  # subtypes of what somebody says
_DIRECT = ("D", "U", "W")  # how the id of a direct message's channel begins, or of its user
_OPENED, _HOME, _IN_PRIVATE = "app_home_opened", "home", "in_private"
_CONTACT = "leave_contact_details"
_MENTIONED, _WELCOME = "app_mention", "/greet"
_MARKED = re.compile(r"<(?:mailto:|tel:)?((?:https?:)?[^<>|@#!][^<>|]*)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"^(?:<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*)+")

# What Slack says with HTTP 200: https://api.slack.com/methods/chat.postMessage, « errors ».
_BUSY = frozenset({"ratelimited", "rate_limited", "internal_error", "service_unavailable"})
_BAD_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive"}
)
_GONE = frozenset(
    {"channel_not_found", "user_not_found", "is_archived", "not_in_channel", "user_disabled"}
)
_NOTICES = {"audio": "voice", "image": "image", "video": "video"}


@dataclass(frozen=True)
class _Where:
    """Who speaks, and in which thread of which channel."""

    team: str
    user: str
    channel: str
    thread: str

    @property
    def name(self) -> str:
        """What tells one conversation from all others."""
        # What is said in a channel stays there: of the direct messages it knows nothing.
        place = () if self.channel.startswith(_DIRECT) else (self.channel,)
        return ":".join((self.team, self.user, *place))


@dataclass(frozen=True)
class _Said:
    """What somebody said: words, a payload, or something that we cannot read."""

    text: str = ""
    pressed: bool = False
    notice: str = ""


class SlackChannel(MessagingChannel, SlackInput):
    """The way of a workspace's members to the bot: direct messages, and mentions in threads."""

    def __init__(self, services: MessagingServices) -> None:
        MessagingChannel.__init__(self, services)
        self._wall_clock = services.wall_clock
        settings = services.settings
        if self.is_on(settings):  # Rasa's class wants a secret
            SlackInput.__init__(
                self, settings.slack_token, slack_signing_secret=settings.slack_signing_secret
            )

    def verify(self, headers: Mapping[str, str], body: bytes, url: str) -> bool:
        """Tell whether the app's signing secret signed a body, less than five minutes ago."""
        secret, timestamp = self.settings.slack_signing_secret, headers.get(_TIMESTAMP, "")
        if not secret or not (timestamp.isascii() and timestamp.isdecimal()):
            return False
        signed = b"v0:" + timestamp.encode() + b":" + body
        made = f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
        fresh = abs(self._wall_clock() - int(timestamp[:12])) <= _WINDOW
        return is_same(headers.get(_SIGNATURE, ""), made) and fresh

    def echo(self, body: dict[str, Any]) -> str | None:
        return str(body.get("challenge")) if body.get("type") == "url_verification" else None

    def arrivals(self, body: dict[str, Any]) -> list[Arrival]:
        """Return the message of an event, or the button that was pressed."""
        if "payload" in body:
            pressed = _dict(_parsed(body["payload"]))
            return self._press(pressed) if pressed.get("type") == "block_actions" else []
        event = _dict(body.get("event"))
        if event.get("type") == _OPENED:
            return self._opened(body, event)
        return self._event(body, event) if _is_said_to_us(event, _own_ids(body)) else []

    def instead(self, arrival: Arrival) -> list[Call] | None:
        """Return the call that shows the home; silence where nobody spoke to the bot."""
        if arrival.notice == _HOME:
            view = home(self.sentence(_HOME))
            return [Call("/views.publish", json={"user_id": arrival.recipient, "view": view})]
        thread = (arrival.conversation, arrival.recipient)
        if arrival.unasked:
            return None if self._mailbox.follows(*thread) else []
        if not arrival.recipient.startswith(_DIRECT):
            self._mailbox.follow(*thread)
        return None

    def withheld(self, arrival: Arrival, replies: list[Reply]) -> str:
        """Return the sentence that is said where all would read somebody's address."""
        asks = any(each["topic"] == _CONTACT and each["kind"] == "question" for each in replies)
        return _IN_PRIVATE if asks and not arrival.recipient.startswith(_DIRECT) else ""

    def receipts(self, arrival: Arrival) -> list[Call]:
        """Return the call that says « is writing » in a thread: Slack knows it nowhere else."""
        channel, _, thread = arrival.recipient.partition(" ")
        is_ours = not arrival.unasked or self._mailbox.follows(
            arrival.conversation, arrival.recipient
        )
        if not thread or not is_ours:
            return []
        return [_status(channel, thread, self.sentences[WRITING].text)]

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        channel, _, thread = arrival.recipient.partition(" ")
        where = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        return [
            Call("/chat.postMessage", json={**where, **shown})
            for reply in replies
            for shown in messages(reply, self.sentences)
        ]

    def authorised(self, call: Call) -> Call:
        headers = {**call.headers, "Authorization": f"Bearer {self.settings.slack_token}"}
        return Call(f"{self.settings.slack_api}{call.url}", json=call.json, headers=headers)

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        if body.get("ok") is True:
            return DELIVERED
        error = str(body.get("error") or "")
        if error in _BUSY or error in _BAD_TOKEN:
            wait = seconds_of(headers.get("retry-after"))
            return Outcome(again=True, wait=wait, reason=error)
        usual = super().outcome(status, headers, body)
        if usual.delivered:
            return Outcome(reason=error or "no answer of Slack's", gone=error in _GONE)
        return usual

    async def _receive(self, arrival: Arrival) -> None:
        await super()._receive(arrival)
        channel, _, thread = arrival.recipient.partition(" ")
        # A message takes the status away; where none is to come any more, it would stay.
        if await asyncio.to_thread(self._is_late, arrival):
            await self._delivery.attempt(_status(channel, thread, ""))

    def _is_late(self, arrival: Arrival) -> bool:
        try:
            is_told = bool(self.receipts(arrival))
            return is_told and not self._mailbox.is_busy(arrival.conversation)
        except RecordsError:  # the answer is not there either
            return False

    def _event(self, body: dict[str, Any], event: dict[str, Any]) -> list[Arrival]:
        channel, own = str(event["channel"]), str(event.get("ts") or "")
        # A mention is answered in its thread: the channel belongs to all.
        thread = event.get("thread_ts") or ("" if channel.startswith(_DIRECT) else own)
        team = str(body.get("team_id") or event.get("team") or "")
        where = _Where(team, str(event["user"]), channel, str(thread))
        text, files = self._words(body, event), event.get("files")
        said = _Said(text, notice=_notice(files) if files and not text else "")
        if event["type"] == _MENTIONED and said == _Said():
            said = _Said(_WELCOME, pressed=True)
        id = str(body.get("event_id") or f"{channel}-{own}")
        arrivals = self._arrival(id, where, said, own)
        is_named = event["type"] == _MENTIONED or channel.startswith(_DIRECT)
        return [replace(each, unasked=not is_named) for each in arrivals]

    def _opened(self, body: dict[str, Any], event: dict[str, Any]) -> list[Arrival]:
        """Return what the opened home asks for: its view, and a greeting before its first one."""
        user, direct = str(event.get("user") or ""), str(event.get("channel") or "")
        if event.get("tab") != _HOME or not user or not direct:
            return []
        team, id = (
            str(body.get("team_id") or ""),
            str(body.get("event_id") or event.get("event_ts")),
        )
        shown = _Where(team, user, user, "")
        view = self._arrival(id, shown, _Said(notice=_HOME), None)
        if "view" in event:
            return view
        where, greeting = _Where(team, user, direct, ""), _Said(_WELCOME, pressed=True)
        return [*view, *self._arrival(f"hello-{team}-{user}", where, greeting, None)]

    def _press(self, payload: dict[str, Any]) -> list[Arrival]:
        action = _dict(next(iter(payload.get("actions") or []), None))
        user = _dict(payload.get("user"))
        # Pressed at home there is no channel: the answer is a direct message.
        channel = str(_dict(payload.get("channel")).get("id") or user.get("id"))
        if not str(action.get("action_id")).startswith(CHOICE) or not user.get("id"):
            return []
        value, words = action.get("value"), _dict(action.get("text")).get("text")
        said = _Said(str(value or words or ""), pressed=bool(value))
        message = {**_dict(payload.get("container")), **_dict(payload.get("message"))}
        team = str(_dict(payload.get("team")).get("id") or user.get("team_id") or "")
        where = _Where(team, str(user["id"]), channel, str(message.get("thread_ts") or ""))
        moment = action.get("action_ts")
        id = f"{user['id']}-{moment}-{action['action_id']}-{message.get('ts')}"
        return self._arrival(id, where, said, moment)

    def _arrival(self, id: str, where: _Where, said: _Said, moment: Any) -> list[Arrival]:
        if not said.text and not said.notice:
            return []
        return [
            Arrival(
                channel=self.name(),
                message_id=id,
                conversation=self.conversation(where.name),
                text=said.text,
                recipient=f"{where.channel} {where.thread}".strip(),
                pressed=said.pressed,
                notice=said.notice,
                sent_at=seconds_of(moment) or 0.0,
            )
        ]

    def _words(self, body: dict[str, Any], event: dict[str, Any]) -> str:
        """Return what was typed: without the mention of the bot, without Slack's marks."""
        text = str(event.get("text") or "")
        if event["type"] == _MENTIONED:
            text = _MENTION.sub("", text)
        text = self._sanitize_user_message(text, _own_ids(body))
        # Rasa's leaves e-mail addresses, phone numbers and bare links as Slack marks them.
        return html.unescape(_MARKED.sub(lambda found: found[2] or found[1], text)).strip()


def _status(channel: str, thread: str, words: str) -> Call:
    status = {"channel_id": channel, "thread_ts": thread, "status": words}
    return Call("/assistant.threads.setStatus", json=status)


def _is_said_to_us(event: dict[str, Any], own: Sequence[str]) -> bool:
    kind = event.get("type")
    ours = kind == _MENTIONED or (kind == "message" and event.get("channel_type") == "im")
    said = event.get("subtype") in _SPOKEN and not event.get("bot_id") and not event.get("edited")
    known = bool(event.get("user") and event.get("channel"))
    return bool(said and known and (ours or _may_go_on(event, own)))


def _may_go_on(event: dict[str, Any], own: Sequence[str]) -> bool:
    """Tell whether a message stands in a thread, and names nobody: neither us, nor another."""
    text, thread = str(event.get("text") or ""), event.get("thread_ts")
    named = any(f"<@{id}" in text for id in own)  # that comes as a mention too
    follows = event.get("type") == "message" and bool(thread) and thread != event.get("ts")
    return follows and not named and not _MENTION.match(text)


def _own_ids(body: dict[str, Any]) -> list[str]:
    known = (_dict(entry).get("user_id") for entry in body.get("authorizations") or [])
    return list(map(str, filter(None, known)))


def _notice(files: Any) -> str:
    first = _dict(files[0]) if isinstance(files, list) else {}
    return _NOTICES.get(str(first.get("mimetype")).partition("/")[0], "document")


def _parsed(text: Any) -> Any:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
