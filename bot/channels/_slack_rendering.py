"""Replies as Slack shows them: blocks of mrkdwn, buttons by five.

Limits: https://api.slack.com/reference/block-kit/blocks and chat.postMessage.
"""

from __future__ import annotations

from typing import Any

from bot.channels._marked_up import Markup, pieces_of
from bot.channels._replies import Button, Link, Reply
from bot.channels._sentences import Sentences
from bot.channels._text import shorten

_LONGEST_SECTION = 3000  # characters, with the marks
_LONGEST_TEXT = 2000  # of ours in one: the addresses of the sources take their part
_LONGEST_TITLE = 75
_LONGEST_VALUE = 2000
_LONGEST_URL = 3000
_A_BLOCK = 5  # buttons: as many as stand in one line
_MOST_BLOCKS = 50
CHOICE, _LINK = "choice-", "link-"  # how the ids of buttons begin; links open by themselves


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _link(words: str, url: str) -> str:
    address = _escape(url).replace("|", "%7C").replace(" ", "%20")
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


def _message(text: str) -> Shown:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"text": text, "blocks": [section], "unfurl_links": False, "unfurl_media": False}


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
    choices = [_choice(number, button) for number, button in enumerate(reply["buttons"], start=1)]
    buttons = [*links, *choices]
    return [
        {"type": "actions", "elements": buttons[start : start + _A_BLOCK]}
        for start in range(0, len(buttons), _A_BLOCK)
    ]


def _choice(number: int, button: Button) -> dict[str, Any]:
    payload = button["payload"]
    # What is too long to be held is chosen by its words.
    held = {"value": payload} if len(payload) <= _LONGEST_VALUE else {}
    return {**_button(f"{CHOICE}{number}", button["title"] or str(number)), **held}


def _opened(number: int, link: Link) -> dict[str, Any]:
    return {**_button(f"{_LINK}{number}", link["title"]), "url": link["url"][:_LONGEST_URL]}


def _button(id: str, title: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": shorten(title, _LONGEST_TITLE), "emoji": False}
    return {"type": "button", "action_id": id, "text": text}
