"""A visitor of each messaging platform: says words, presses what is on the screen, reads answers.

What differs from platform to platform stands here, so that one test runs on all five.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.messenger import MessengerChannel
from bot.channels.messaging.slack import SlackChannel
from bot.channels.messaging.sms import SmsChannel
from bot.channels.messaging.telegram import TelegramChannel
from bot.channels.messaging.whatsapp import WhatsAppChannel
from tests.channels import platform_meta, platform_slack, platform_telegram, platform_twilio

Signed = tuple[bytes, dict[str, str]]
Sent = dict[str, Any]

_NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Choice:
    """A button on the visitor's screen, or a line of a numbered list; `token` presses it."""

    title: str
    token: str


@dataclass(frozen=True)
class Way:
    """How one platform is spoken.

    `said` makes a request of words (with an id of the message, and the webhook's address, which
    Twilio signs), `pressed` one of a choice among all that were sent. `words` and `choices` read a
    call.
    """

    name: str
    kind: type[MessagingChannel]
    settings: dict[str, str]
    said: Callable[[str, str, str], Signed]
    pressed: Callable[[Choice, list[Sent], str], Signed]
    words: Callable[[Sent], str]
    choices: Callable[[Sent], list[Choice]]


def _telegram_choices(sent: Sent) -> list[Choice]:
    rows = sent.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if "callback_data" in button]
    return [Choice(button["text"], button["callback_data"]) for button in buttons]


def _telegram_pressed(choice: Choice, sent: list[Sent], _: str) -> Signed:
    keyboard = sent[-1]["reply_markup"]["inline_keyboard"]
    return platform_telegram.signed(platform_telegram.pressed(choice.token, keyboard))


def _messenger_template(sent: Sent) -> Any:
    return sent["message"].get("attachment", {}).get("payload", {})


def _messenger_words(sent: Sent) -> str:
    return str(sent["message"].get("text") or _messenger_template(sent)["text"])


def _messenger_choices(sent: Sent) -> list[Choice]:
    controls = [
        *sent["message"].get("quick_replies", []),
        *_messenger_template(sent).get("buttons", []),
    ]
    full = dict(_NUMBERED.findall(_messenger_words(sent)))
    choices = []
    for control in controls:
        if "payload" in control:
            number, _, _ = control["title"].partition(".")
            choices.append(Choice(full.get(number, control["title"]), control["payload"]))
    return choices


def _messenger_pressed(choice: Choice, sent: list[Sent], _: str) -> Signed:
    quick = "quick_replies" in sent[-1]["message"]
    press = platform_meta.tapped if quick else platform_meta.pressed
    event = press(choice.token, title=choice.title)
    return platform_meta.signed(platform_meta.batch(event))


def _slack_words(sent: Sent) -> str:
    sections = [block for block in sent["blocks"] if block["type"] == "section"]
    return "\n".join(unescape(_TAG.sub("", block["text"]["text"])) for block in sections)


def _slack_choices(sent: Sent) -> list[Choice]:
    actions = [block for block in sent["blocks"] if block["type"] == "actions"]
    buttons = [button for block in actions for button in block["elements"]]
    return [Choice(b["text"]["text"], b["value"]) for b in buttons if b.get("value")]


def _slack_pressed(choice: Choice, sent: list[Sent], _: str) -> Signed:
    return platform_slack.signed(platform_slack.pressed(choice.token, choice.title))


def _listed(sent: Sent) -> list[Choice]:
    return [Choice(title, number) for number, title in _NUMBERED.findall(sent["Body"])]


def _slack_said(text: str, id: str, _: str) -> Signed:
    return platform_slack.signed(platform_slack.said(text, id and f"Ev{id}"))


def _telegram_said(text: str, id: str, _: str) -> Signed:
    return platform_telegram.signed(platform_telegram.said(text, int(id) if id else None))


def _messenger_said(text: str, id: str, _: str) -> Signed:
    return platform_meta.signed(platform_meta.batch(platform_meta.said(text, id and f"m_{id}")))


def _sms_said(text: str, id: str, url: str) -> Signed:
    return platform_twilio.signed(platform_twilio.sms(text, id and f"SM{id}"), url)


def _whatsapp_said(text: str, id: str, url: str) -> Signed:
    return platform_twilio.signed(platform_twilio.whatsapp(text, id and f"SM{id}"), url)


def _body(sent: Sent) -> str:
    return str(sent["Body"])


WAYS = {
    way.name: way
    for way in (
        Way(
            "telegram",
            TelegramChannel,
            platform_telegram.SETTINGS,
            _telegram_said,
            _telegram_pressed,
            lambda sent: unescape(_TAG.sub("", sent["text"])),
            _telegram_choices,
        ),
        Way(
            "messenger",
            MessengerChannel,
            platform_meta.SETTINGS,
            _messenger_said,
            _messenger_pressed,
            _messenger_words,
            _messenger_choices,
        ),
        Way(
            "whatsapp",
            WhatsAppChannel,
            platform_twilio.SETTINGS,
            _whatsapp_said,
            lambda choice, sent, url: _whatsapp_said(choice.token, "", url),
            _body,
            _listed,
        ),
        Way(
            "sms",
            SmsChannel,
            platform_twilio.SETTINGS,
            _sms_said,
            lambda choice, sent, url: _sms_said(choice.token, "", url),
            _body,
            _listed,
        ),
        Way(
            "slack",
            SlackChannel,
            platform_slack.SETTINGS,
            _slack_said,
            _slack_pressed,
            _slack_words,
            _slack_choices,
        ),
    )
}
