"""What Telegram sends to a bot's webhook; and how the Bot API answers.

https://core.telegram.org/bots/api
"""

from __future__ import annotations

import itertools
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.channels.platform import Recorded

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "telegram-secret-of-the-tests"
PERSON = 4_242_424_242
SETTINGS = {"telegram_token": TOKEN, "telegram_secret": SECRET}

_METHODS = {
    *("sendMessage", "sendChatAction", "answerCallbackQuery", "editMessageReplyMarkup"),
    *("setWebhook", "setMyCommands", "setMyDescription", "setMyShortDescription"),
    *("setChatMenuButton", "getMe"),
}
_numbers = itertools.count(700_000_000)


def said(text: str, id: int | None = None, person: int = PERSON, **message: Any) -> dict[str, Any]:
    """Return the update of a message; its `id` is new unless given."""
    return sent(id=id, person=person, text=text, **message)


def sent(id: int | None = None, person: int = PERSON, **message: Any) -> dict[str, Any]:
    """Return the update of a message that holds anything."""
    return {"update_id": id or next(_numbers), "message": _message(person, message)}


def pressed(
    data: str, keyboard: Any = (), id: int | None = None, person: int = PERSON
) -> dict[str, Any]:
    """Return the update of a button of an inline keyboard."""
    message = _message(person, {"text": "…", "reply_markup": {"inline_keyboard": keyboard}})
    query = {"id": "4382bfdwdsb323b2d9", "from": _user(person), "chat_instance": "1"}
    message["from"] = {"id": 110201543, "is_bot": True, "first_name": "Décroche"}
    query |= {"message": message, "data": data}
    return {"update_id": id or next(_numbers), "callback_query": query}


def blocked(person: int = PERSON) -> dict[str, Any]:
    """Return the update of a visitor who blocks the bot."""
    change = {"chat": _chat(person), "from": _user(person), "new_chat_member": {"status": "kicked"}}
    return {"update_id": next(_numbers), "my_chat_member": change}


def edited(text: str, person: int = PERSON) -> dict[str, Any]:
    """Return the update of a message that its author corrects."""
    message = _message(person, {"text": text, "edit_date": 1_800_000_100})
    return {"update_id": next(_numbers), "edited_message": message}


def signed(body: Any, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """Return a body's bytes and the headers of its request."""
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
    return json.dumps(body).encode(), headers


def error(status: int, description: str, **parameters: Any) -> dict[str, Any]:
    """Return an error as the Bot API words it."""
    more = {"parameters": parameters} if parameters else {}
    return {"ok": False, "error_code": status, "description": description, **more}


def judge(call: Recorded) -> tuple[int, dict[str, Any]]:
    """Answer a call as the Bot API does."""
    token, _, method = call.path.removeprefix("/bot").partition("/")
    if token != TOKEN:
        return 401, error(401, "Unauthorized")
    if method not in _METHODS:
        return 404, error(404, "Not Found")
    if method == "getMe":
        return 200, {"ok": True, "result": {"id": 110201543, "username": "decroche_bot"}}
    if method == "sendMessage" and (wrong := fault(call.sent)):
        return 400, error(400, f"Bad Request: {wrong}")
    return 200, {"ok": True, "result": {"message_id": next(_numbers)}}


def fault(message: dict[str, Any]) -> str:
    """Return what Telegram would refuse a message for, or ""."""
    if not isinstance(message.get("chat_id"), int):
        return "chat_id is empty"
    visible = unescape(re.sub(r"</?(?:a|b|i)(?: [^<>]*)?>", "", message["text"]))
    if message.get("parse_mode") == "HTML" and re.search(r"<(?!/?[abi][ >])", message["text"]):
        return "can't parse entities"
    if not visible.strip():
        return "message text is empty"
    if len(visible.encode("utf-16-le")) // 2 > 4096:
        return "message is too long"
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"]:
            return "text buttons are unallowed in the inline keyboard"
        if "url" not in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            return "BUTTON_DATA_INVALID"
    return ""


def _message(person: int, message: dict[str, Any]) -> dict[str, Any]:
    head = {"message_id": next(_numbers), "from": _user(person), "chat": _chat(person)}
    return {**head, "date": 1_800_000_000, **message}


def _chat(person: int) -> dict[str, Any]:
    return {"id": person, "type": "private", "first_name": "Inès"}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Inès", "language_code": "fr"}
