"""Replies as Messenger shows them: a text, at most 3 buttons under it, or at most 13 quick replies.

Limits: https://developers.facebook.com, « Send messages » of the Messenger platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels._offer import link_line, numbered, offered, with_sources
from bot.channels._replies import Button, Link, Reply
from bot.channels._sentences import Sentences
from bot.channels._text import shorten, split
from bot.content import Content

_LONGEST_TEXT = 2000  # characters
_LONGEST_TEMPLATE_TEXT = 640
_LONGEST_TITLE = 20
_LONGEST_PAYLOAD = 1000
_LONGEST_QUESTION = 80
_MOST_BUTTONS = 3
_MOST_QUICK_REPLIES = 13
_MOST_ICE_BREAKERS = 4
_NO_WORDS = "…"
_FIRST_WORDS = "greet"  # the reply whose buttons are the questions to begin with

Shown = dict[str, Any]


def messages(replies: Sequence[Reply], sentences: Sentences) -> list[Shown]:
    """Return the `message` of each call that shows the replies of one turn, in order.

    Quick replies go with the last one: the next message takes them off the screen.
    """
    buttons = offered(replies)
    shown: list[Shown] = []
    for reply in replies:
        mine = buttons if reply["buttons"] is buttons else []
        shown += _reply(with_sources(reply, sentences), mine, reply["links"])
    if shown and buttons and not _fit_a_template(buttons):
        _attach(shown[-1], buttons)
    return shown


def profile(content: Content, welcome: str) -> dict[str, Any]:
    """Return the page's get-started button, and the questions that it proposes to begin with."""
    topics = content.replies[_FIRST_WORDS].buttons[:_MOST_ICE_BREAKERS]
    questions = [(shorten(content.title(topic), _LONGEST_QUESTION), topic) for topic in topics]
    asked = [{"question": title, "payload": f"/{topic}"} for title, topic in questions if title]
    return {
        "get_started": {"payload": welcome},
        "ice_breakers": [{"call_to_actions": asked, "locale": "default"}],
    }


def _reply(text: str, buttons: list[Button], links: list[Link]) -> list[Shown]:
    if _stand_by_number(buttons):
        text = "\n".join([text, *numbered(button["title"] for button in buttons)])
    controls = [*map(_link, links), *(map(_button, buttons) if _fit_a_template(buttons) else ())]
    if len(controls) > _MOST_BUTTONS or any(len(link["title"]) > _LONGEST_TITLE for link in links):
        text = "\n".join([text, *map(link_line, links)])
        controls = controls[len(links) :]
    pieces = split(text, _LONGEST_TEXT)
    if not controls:
        return [{"text": piece} for piece in pieces]
    # The text over the buttons must be shorter than a message, and may not be missing.
    *before, last = pieces or [_NO_WORDS]
    *also_before, over = split(last, _LONGEST_TEMPLATE_TEXT)
    head = [{"text": piece} for piece in (*before, *also_before)]
    return [*head, {"attachment": _template(over, controls)}]


def _attach(message: Shown, buttons: list[Button]) -> None:
    titles = [button["title"] for button in buttons]
    if _stand_by_number(buttons):
        titles = numbered(titles)
    pressed = [
        {
            "content_type": "text",
            "title": shorten(title, _LONGEST_TITLE),
            "payload": button["payload"],
        }
        for title, button in zip(titles, buttons, strict=True)
        if len(button["payload"]) <= _LONGEST_PAYLOAD
    ]
    message["quick_replies"] = pressed[:_MOST_QUICK_REPLIES]


def _stand_by_number(buttons: list[Button]) -> bool:
    """Tell whether the text must list the choices, because the buttons cannot say them in full."""
    return len(buttons) > _MOST_QUICK_REPLIES or not all(map(_fits, buttons))


def _fit_a_template(buttons: list[Button]) -> bool:
    return len(buttons) <= _MOST_BUTTONS and all(map(_fits, buttons))


def _fits(button: Button) -> bool:
    return len(button["title"]) <= _LONGEST_TITLE and len(button["payload"]) <= _LONGEST_PAYLOAD


def _template(text: str, controls: list[dict[str, str]]) -> dict[str, Any]:
    payload = {"template_type": "button", "text": text, "buttons": controls}
    return {"type": "template", "payload": payload}


def _button(button: Button) -> dict[str, str]:
    return {"type": "postback", "title": button["title"], "payload": button["payload"]}


def _link(link: Link) -> dict[str, str]:
    return {"type": "web_url", "title": link["title"], "url": link["url"]}
