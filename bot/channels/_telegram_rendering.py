"""Replies as Telegram shows them: HTML of a few tags, an inline keyboard in rows.

Limits: https://core.telegram.org/bots/api, sendMessage and InlineKeyboardButton.
"""

from __future__ import annotations

import html
from typing import Any

from bot.channels._marked_up import Markup, pieces_of
from bot.channels._replies import Button, Reply
from bot.channels._sentences import Sentences
from bot.channels._text import utf16_size

_LONGEST_TEXT = 4096  # UTF-16 code units, without the tags
_LONGEST_DATA = 64  # bytes
_MOST_BUTTONS = 100
_SHORT_TITLE = 16  # characters: two of them stand side by side on a small screen
BY_NUMBER = "#"  # callback data of a button whose payload is too long: « #2 »

_HTML = Markup(
    escape=lambda text: html.escape(text, quote=False),
    link=lambda words, url: f'<a href="{html.escape(url)}">{html.escape(words, quote=False)}</a>',
    limit=_LONGEST_TEXT,
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
    choices = [_choice(number, button) for number, button in enumerate(reply["buttons"], start=1)]
    rows: list[list[dict[str, str]]] = []
    for control in [*links, *choices][:_MOST_BUTTONS]:
        beside = rows[-1] if rows and len(rows[-1]) == 1 else []
        if beside and all(len(each["text"]) <= _SHORT_TITLE for each in (control, *beside)):
            beside.append(control)
        else:
            rows.append([control])
    return rows


def _choice(number: int, button: Button) -> dict[str, str]:
    payload = button["payload"]
    fits = len(payload.encode()) <= _LONGEST_DATA
    data = payload if fits else f"{BY_NUMBER}{number}"
    return {"text": button["title"] or str(number), "callback_data": data}
