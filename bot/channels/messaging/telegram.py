"""Telegram: the bot's webhook, and the calls that answer on it.

Updates carry the secret token that we gave with the webhook's address.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from rasa.core.channels.telegram import TelegramInput

from bot.channels.messaging.channel import MessagingChannel
from bot.channels.messaging.messages import DELIVERED, Arrival, Call, Outcome
from bot.channels.messaging.rendering import Markup, choices, pieces_of
from bot.channels.messaging.sentences import (
    COMMANDS,
    TELEGRAM_ABOUT,
    TELEGRAM_DESCRIPTION,
    Sentences,
)
from bot.channels.messaging.services import MessagingServices
from bot.channels.messaging.splitting import utf8_size, utf16_size
from bot.channels.replies import Reply
from bot.installation.secret import is_same

_SECRET = "x-telegram-bot-api-secret-token"
_PRIVATE = "private"  # in a group nobody talks to the bot alone
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(\S+))?\s*")
_START, _HELP = "start", "help"  # Telegram's own; the others are in content/channels.yml
_KEYBOARD = "inline_keyboard"
_MARK = "✓"
_WELCOME, _MENU = "/greet", "/help"
_UPDATES = ["message", "callback_query"]


# What a message may hold instead of words, and the sentence about it; the rest is not said by
# anybody: a pinned message, a timer.
_NOTICES = {
    "voice": "voice",
    "audio": "voice",
    "video_note": "video",
    "video": "video",
    "animation": "image",
    "photo": "image",
    "sticker": "sticker",
    "document": "document",
    "location": "location",
    "venue": "location",
    "contact": "contact",
    "dice": "sticker",
    "poll": "media",
    "story": "media",
    "paid_media": "media",
}


class TelegramChannel(MessagingChannel, TelegramInput):
    """The way of Telegram's users to the bot; private chats only."""

    def __init__(self, services: MessagingServices) -> None:
        # Not Rasa's constructor: it puts the name of the bot where `verify` stands.
        MessagingChannel.__init__(self, services)

    def verify(self, headers: Mapping[str, str], body: bytes, url: str) -> bool:
        """Tell whether a request carries the secret token of the webhook."""
        wanted = self.settings.telegram_secret or ""
        given = headers.get(_SECRET, "")
        return bool(wanted) and is_same(given, wanted)

    def arrivals(self, body: dict[str, Any]) -> list[Arrival]:
        """Return the message of an update; edited ones and changes of membership say nothing."""
        if query := _dict(body.get("callback_query")):
            message = _dict(query.get("message"))
            text, pressed = _pressed(query, message)
            return self._arrival(body, query, message, text, pressed=pressed)
        message = _dict(body.get("message"))
        text = str(message.get("text") or message.get("caption") or "").strip()
        if text:
            payload = self._commanded(text)
            return self._arrival(body, message, message, payload or text, pressed=bool(payload))
        notice = next((key for kind, key in _NOTICES.items() if kind in message), "")
        return self._arrival(body, message, message, "", notice=notice)

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        return [
            Call("/sendMessage", json={"chat_id": int(arrival.recipient), **shown})
            for reply in replies
            for shown in messages(reply, self.sentences)
        ]

    def receipts(self, arrival: Arrival) -> list[Call]:
        """Return the calls that mark the pressed button, stop its spinning, and say « typing »."""
        chat = int(arrival.recipient)
        typing = Call("/sendChatAction", json={"chat_id": chat, "action": "typing"})
        if not arrival.receipt:
            return [typing]
        query, message, keyboard = json.loads(arrival.receipt)
        answered = Call("/answerCallbackQuery", json={"callback_query_id": query})
        if not keyboard:
            return [answered, typing]
        marked = {"chat_id": chat, "message_id": message, "reply_markup": {_KEYBOARD: keyboard}}
        return [answered, Call("/editMessageReplyMarkup", json=marked), typing]

    def authorised(self, call: Call) -> Call:
        address = f"{self.settings.telegram_api}/bot{self.settings.telegram_token}{call.url}"
        return Call(address, json=call.json, headers=call.headers)

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        if body.get("ok") is True:
            return DELIVERED
        reason = f"HTTP {status}"
        wait = _dict(body.get("parameters")).get("retry_after")
        if isinstance(wait, (int, float)):
            return Outcome(again=True, wait=float(wait), reason=reason)
        # Blocked by its visitor, or an account that was closed.
        if status == 403 or "chat not found" in str(body.get("description")).lower():
            return Outcome(reason=reason, gone=True)
        usual = super().outcome(status, headers, body)
        return Outcome(reason="no answer of Telegram's") if usual.delivered else usual

    def set_up_calls(self) -> list[Call]:
        """Return the calls that give Telegram our address, who the bot is, and its commands."""
        if not self.webhook or not self.webhook.startswith("https://"):
            return []
        address = {
            "url": self.webhook,
            "secret_token": self.settings.telegram_secret,
            "allowed_updates": _UPDATES,
        }
        described, about = map(self.sentence, (TELEGRAM_DESCRIPTION, TELEGRAM_ABOUT))
        return [
            Call("/setWebhook", json=address),
            Call("/setMyCommands", json={"commands": commands(self.sentences)}),
            Call("/setMyDescription", json={"description": described["text"]}),
            Call("/setMyShortDescription", json={"short_description": about["text"]}),
            Call("/setChatMenuButton", json={"menu_button": {"type": "commands"}}),
        ]

    def _arrival(
        self,
        update: dict[str, Any],
        spoken: dict[str, Any],
        message: dict[str, Any],
        text: str,
        pressed: bool = False,
        notice: str = "",
    ) -> list[Arrival]:
        id, chat = update.get("update_id"), _dict(message.get("chat"))
        sender = _dict(spoken.get("from"))
        says = bool(text or notice) and not sender.get("is_bot")
        if not says or chat.get("type") != _PRIVATE:
            return []
        if not isinstance(id, int) or not isinstance(chat.get("id"), int):
            return []
        return [
            Arrival(
                channel=self.name(),
                message_id=str(id),
                conversation=self.conversation(str(chat["id"])),
                text=text,
                recipient=str(chat["id"]),
                pressed=pressed,
                notice=notice,
                sent_at=float(id),  # Telegram counts them so that their order can be told
                receipt=_receipt(spoken, message) if spoken is not message else "",
            )
        ]

    def _commanded(self, text: str) -> str:
        """Return the payload of a command: of « /start heat_pumps », a link's ?start=heat_pumps."""
        command = _COMMAND.fullmatch(text)
        if command is None:
            return ""
        name, topic = command.group(1).lower(), command.group(2)
        if name == _START:
            return f"/{topic}" if topic in self.content.faq_topics else _WELCOME
        if name == _HELP:
            return _MENU
        known = self.sentences.get(f"{COMMANDS}{name}")
        return f"/{known.buttons[0]}" if known else ""


def commands(sentences: Sentences) -> list[dict[str, str]]:
    """Return the bot's commands, as the menu of the chat shows them."""
    known = {key: sentence for key, sentence in sentences.items() if key.startswith(COMMANDS)}
    return [
        {"command": key.removeprefix(COMMANDS), "description": sentence.text}
        for key, sentence in known.items()
    ]


def _receipt(query: dict[str, Any], message: dict[str, Any]) -> str:
    """Return what marks a pressed button: its query, its message, the keyboard as it is then."""
    rows = _dict(message.get("reply_markup")).get(_KEYBOARD) or []
    keyboard = marked(rows, str(query.get("data") or ""))
    return json.dumps([str(query.get("id") or ""), message.get("message_id"), keyboard])


def marked(rows: list[list[dict[str, Any]]], data: str) -> list[list[dict[str, Any]]]:
    """Return a keyboard with its pressed button marked; the others of a question are gone."""
    is_question = "{" in data
    kept = [
        [
            {**key, "text": f"{_MARK} {key['text'].removeprefix(f'{_MARK} ')}"}
            if key.get("callback_data") == data
            else key
            for key in row
            if not is_question or key.get("callback_data") == data
        ]
        for row in rows
    ]
    return [row for row in kept if row]


def _pressed(query: dict[str, Any], message: dict[str, Any]) -> tuple[str, bool]:
    """Return the payload of a button, or its words when the payload was too long to be held."""
    data = str(query.get("data") or "")
    if not data.startswith(BY_NUMBER):
        return data, True
    rows = _dict(message.get("reply_markup")).get("inline_keyboard") or []
    titles = [key.get("text") for row in rows for key in row if key.get("callback_data") == data]
    return str(titles[0] if titles else data.removeprefix(BY_NUMBER)), False


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


LONGEST_TEXT = 4096  # UTF-16 code units, without the tags
LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
_SHORT_TITLE = 16  # characters: two of them stand side by side on a small screen
BY_NUMBER = "#"  # callback data of a button whose payload is too long: « #2 »

_HTML = Markup(
    escape=lambda text: html.escape(text, quote=False),
    link=lambda words, url: f'<a href="{html.escape(url)}">{html.escape(words, quote=False)}</a>',
    limit=LONGEST_TEXT,
    size=utf16_size,
)

Shown = dict[str, Any]


def messages(reply: Reply, sentences: Sentences) -> list[Shown]:
    """Return what of each `sendMessage` shows a reply, its keyboard under the last."""
    keyboard = _keyboard(reply)
    pieces = pieces_of(reply, sentences, _HTML) or (["…"] if keyboard else [])
    shown = [
        {"text": piece, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        for piece in pieces
    ]
    if shown and keyboard:
        shown[-1]["reply_markup"] = {"inline_keyboard": keyboard}
    return shown


def _keyboard(reply: Reply) -> list[list[dict[str, str]]]:
    links = [{"text": link["title"], "url": link["url"]} for link in reply["links"]]
    pressed = [
        {"text": choice.title, "callback_data": choice.payload or f"{BY_NUMBER}{choice.number}"}
        for choice in choices(reply["buttons"], LONGEST_DATA, utf8_size)
    ]
    rows: list[list[dict[str, str]]] = []
    for control in [*links, *pressed][:MOST_BUTTONS]:
        beside = rows[-1] if rows and len(rows[-1]) == 1 else []
        if beside and all(len(each["text"]) <= _SHORT_TITLE for each in (control, *beside)):
            beside.append(control)
        else:
            rows.append([control])
    return rows
