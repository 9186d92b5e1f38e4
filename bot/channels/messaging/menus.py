"""The buttons and lists of WhatsApp, as templates of Twilio's Content API.

A template says how many choices there are; each message fills in its words. They are made once an
account, found again by their names, and need no approval: nobody is written to unasked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.messaging.splitting import shorten
from bot.channels.messaging.titles import LONGEST_TITLE, Titles, shortened
from bot.channels.replies import Button

_MOST_BUTTONS, _MOST_ROWS = 3, 10
_LONGEST_BODY, _LONGEST_ROW, _LONGEST_DESCRIPTION, _LONGEST_ID = 1024, 24, 72, 200
_QUICK, _LIST = "decroche_quick_reply", "decroche_list_picker"

NAMES = (
    *(f"{_QUICK}_{count}" for count in range(1, _MOST_BUTTONS + 1)),
    *(f"{_LIST}_{count}" for count in range(1, _MOST_ROWS + 1)),
)


def template(name: str) -> dict[str, Any]:
    """Return the template of a name, as the Content API takes it."""
    kind, _, count = name.rpartition("_")
    choices = range(int(count))
    if kind == _QUICK:
        actions = [
            {"type": "QUICK_REPLY", "title": _slot(2 + 2 * n), "id": _slot(3 + 2 * n)}
            for n in choices
        ]
        types = {"twilio/quick-reply": {"body": _slot(1), "actions": actions}}
        return _named(name, types, 1 + 2 * len(choices))
    rows = [
        {"item": _slot(3 + 3 * n), "id": _slot(4 + 3 * n), "description": _slot(5 + 3 * n)}
        for n in choices
    ]
    picker = {"body": _slot(1), "button": _slot(2), "items": rows}
    return _named(name, {"twilio/list-picker": picker}, 2 + 3 * len(choices))


def menu(
    text: str, buttons: Sequence[Button], titles: Titles, opens: str
) -> tuple[str, str] | None:
    """Return the name of the template that shows choices under a text, and what fills it in.

    `opens` is the button of a list. None where WhatsApp has no room for them.
    """
    short = shortened(list(buttons), titles)
    held = all(len(button["payload"]) <= _LONGEST_ID for button in buttons)
    if not text or not buttons or len(text) > _LONGEST_BODY or not held:
        return None
    words = [button["title"] for button in short]
    if len(words) <= _MOST_BUTTONS and max(map(len, words)) <= LONGEST_TITLE:
        filled = [text]
        for button in short:
            filled += [button["title"], button["payload"]]
        return f"{_QUICK}_{len(words)}", _variables(filled)
    if len(words) > _MOST_ROWS:
        return None
    filled = [text, opens]
    for button, full in zip(short, buttons, strict=True):
        row = shorten(button["title"], _LONGEST_ROW)
        filled += [row, button["payload"], shorten(full["title"], _LONGEST_DESCRIPTION)]
    return f"{_LIST}_{len(words)}", _variables(filled)


def known(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of our templates that an answer of the Content API names."""
    listed = body.get("contents")
    entries = listed if isinstance(listed, list) else [body]
    return {
        entry["friendly_name"]: str(entry["sid"])
        for entry in entries
        if isinstance(entry, dict) and entry.get("friendly_name") in NAMES and entry.get("sid")
    }


def _named(name: str, types: dict[str, Any], slots: int) -> dict[str, Any]:
    samples = {str(slot): f"{slot}" for slot in range(1, slots + 1)}
    return {"friendly_name": name, "language": "fr", "variables": samples, "types": types}


def _slot(number: int) -> str:
    return f"{{{{{number}}}}}"


def _variables(values: Sequence[str]) -> str:
    filled = {str(number): value for number, value in enumerate(values, start=1)}
    return json.dumps(filled, ensure_ascii=False)
