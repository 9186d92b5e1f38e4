"""The buttons and lists of WhatsApp, as templates of Twilio's Content API.

A template says how many lines of text and how many choices there are; each message fills in their
words: Twilio takes no value that holds a newline (error 21656). They are made once an account,
found again by their names, and need no approval: nobody is written to unasked.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels.messaging.splitting import shorten
from bot.channels.messaging.titles import LONGEST_TITLE, Titles, shortened
from bot.channels.replies import Button

_MOST_BUTTONS, _MOST_ROWS = 3, 10
_MOST_LINES = 3  # a greeting, an answer, its sources
_LONGEST_BODY, _LONGEST_ROW, _LONGEST_DESCRIPTION, _LONGEST_ID = 1024, 24, 72, 200
_QUICK, _LIST, _LINES = "decroche_quick_reply", "decroche_list_picker", "_lines_"

# https://www.twilio.com/docs/api/errors/21656
_REFUSED = re.compile(r"[\n\r\t]| {5}")


def _name(kind: str, choices: int, lines: int) -> str:
    return f"{kind}_{choices}" + (f"{_LINES}{lines}" if lines > 1 else "")


NAMES = tuple(
    _name(kind, choices, lines)
    for lines in range(1, _MOST_LINES + 1)
    for kind, most in ((_QUICK, _MOST_BUTTONS), (_LIST, _MOST_ROWS))
    for choices in range(1, most + 1)
)


def template(name: str) -> dict[str, Any]:
    """Return the template of a name, as the Content API takes it."""
    shape, _, lines = name.partition(_LINES)
    kind, _, count = shape.rpartition("_")
    numbers = itertools.count(1)
    slots = (f"{{{{{number}}}}}" for number in numbers)
    body = "\n".join(next(slots) for _ in range(int(lines or 1)))
    types = _buttons(body, int(count), slots) if kind == _QUICK else _list(body, int(count), slots)
    samples = {str(number): f"{number}" for number in range(1, next(numbers))}
    return {"friendly_name": name, "language": "fr", "variables": samples, "types": types}


def menu(
    text: str, buttons: Sequence[Button], titles: Titles, opens: str, about: str | None = None
) -> tuple[str, str] | None:
    """Return the name of the template that shows choices under a text, and what fills it in.

    `opens` is the button of a list, `about` the topic of the text. None where WhatsApp has no room
    for them, or Twilio refuses the words.
    """
    short = shortened(buttons, titles, about)
    lines = text.split("\n")
    held = all(len(button["payload"]) <= _LONGEST_ID for button in buttons)
    if not buttons or len(text) > _LONGEST_BODY or len(lines) > _MOST_LINES or not held:
        return None
    words = [button["title"] for button in short]
    if len(words) <= _MOST_BUTTONS and max(map(len, words)) <= LONGEST_TITLE:
        filled = [*lines]
        for button in short:
            filled += [button["title"], button["payload"]]
        return _filled(_name(_QUICK, len(words), len(lines)), filled)
    if len(words) > _MOST_ROWS:
        return None
    filled = [*lines, opens]
    for button, full in zip(short, buttons, strict=True):
        row = shorten(button["title"], _LONGEST_ROW)
        filled += [row, button["payload"], shorten(full["title"], _LONGEST_DESCRIPTION)]
    return _filled(_name(_LIST, len(words), len(lines)), filled)


def known(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of our templates that an answer of the Content API names."""
    listed = body.get("contents")
    entries = listed if isinstance(listed, list) else [body]
    return {
        entry["friendly_name"]: str(entry["sid"])
        for entry in entries
        if isinstance(entry, dict) and entry.get("friendly_name") in NAMES and entry.get("sid")
    }


def _buttons(body: str, count: int, slots: Iterator[str]) -> dict[str, Any]:
    actions = [
        {"type": "QUICK_REPLY", "title": next(slots), "id": next(slots)} for _ in range(count)
    ]
    return {"twilio/quick-reply": {"body": body, "actions": actions}}


def _list(body: str, count: int, slots: Iterator[str]) -> dict[str, Any]:
    opens = next(slots)
    rows = [
        {"item": next(slots), "id": next(slots), "description": next(slots)} for _ in range(count)
    ]
    return {"twilio/list-picker": {"body": body, "button": opens, "items": rows}}


def _filled(name: str, values: Sequence[str]) -> tuple[str, str] | None:
    if any(not value.strip() or _REFUSED.search(value) for value in values):
        return None
    filled = {str(number): value for number, value in enumerate(values, start=1)}
    return name, json.dumps(filled, ensure_ascii=False)
