"""How Slack shows replies: Block Kit's sections and buttons, its own marks for links."""

from __future__ import annotations

import html
from typing import Any

from bot.channels.messaging.rendering import Choice, Markup, choices, pieces_of
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.splitting import shorten
from bot.channels.replies import Link, Reply

_LONGEST_SECTION = 3000  # characters, with the marks
_LONGEST_TEXT = 2000  # of ours in one: the addresses of the sources take their part
_LONGEST_TITLE = 75
_LONGEST_VALUE = 2000
_LONGEST_URL = 3000
_A_BLOCK = 5  # buttons: as many as stand in one line
_MOST_BLOCKS = 50
CHOICE, _LINK = "choice-", "link-"  # how the ids of buttons begin; links open by themselves


# Slack knows no escape for its marks: signs that look alike mark nothing.
_MARKS = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})


def _escape(text: str) -> str:
    return html.escape(text, quote=False).translate(_MARKS)


def _link(words: str, url: str) -> str:
    address = html.escape(url, quote=False).replace("|", "%7C").replace(" ", "%20")
    return f"<{address}|{_escape(words).replace('|', '¦')}>"


_MRKDWN = Markup(escape=_escape, link=_link, limit=_LONGEST_TEXT)

Shown = dict[str, Any]


def messages(reply: Reply, sentences: Sentences) -> list[Shown]:
    """Return what of each `chat.postMessage` shows a reply, its buttons under the last."""
    controls = _controls(reply)
    pieces = [
        part
        for piece in pieces_of(reply, sentences, _MRKDWN) or (["…"] if controls else [])
        for part in _fitting(piece)
    ]
    shown = [_message(piece) for piece in pieces]
    if shown:
        shown[-1]["blocks"] += controls[: _MOST_BLOCKS - 1]
    return shown


def home(greeting: Reply) -> dict[str, Any]:
    """Return the view of the app's home: a greeting, and questions to begin with."""
    return {"type": "home", "blocks": [_section(_escape(greeting["text"])), *_controls(greeting)]}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _message(text: str) -> Shown:
    return {"text": text, "blocks": [_section(text)], "unfurl_links": False, "unfurl_media": False}


def _fitting(piece: str) -> list[str]:
    """Return a piece at its lines where long addresses or many « & » made it too long."""
    parts: list[str] = []
    for line in piece.split("\n"):
        if parts and len(parts[-1]) + 1 + len(line) <= _LONGEST_SECTION:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return [shorten(part, _LONGEST_SECTION) for part in parts]


def _controls(reply: Reply) -> list[dict[str, Any]]:
    links = [_opened(number, link) for number, link in enumerate(reply["links"], start=1)]
    buttons = [*links, *map(_pressed, choices(reply["buttons"], _LONGEST_VALUE))]
    return [
        {"type": "actions", "elements": buttons[start : start + _A_BLOCK]}
        for start in range(0, len(buttons), _A_BLOCK)
    ]


def _pressed(choice: Choice) -> dict[str, Any]:
    # What is too long to be held is chosen by its words.
    held = {} if choice.payload is None else {"value": choice.payload}
    return {**_button(f"{CHOICE}{choice.number}", choice.title), **held}


def _opened(number: int, link: Link) -> dict[str, Any]:
    return {**_button(f"{_LINK}{number}", link["title"]), "url": link["url"][:_LONGEST_URL]}


def _button(id: str, title: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": shorten(title, _LONGEST_TITLE), "emoji": False}
    return {"type": "button", "action_id": id, "text": text}
