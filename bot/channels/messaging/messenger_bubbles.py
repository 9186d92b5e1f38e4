"""How Messenger shows the replies of a turn: texts, buttons under them, and quick replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.messaging.rendering import (
    Choice,
    choices,
    link_line,
    numbered,
    offered,
    offered_on,
    with_sources,
)
from bot.channels.messaging.sentences import PAGE, Sentences
from bot.channels.messaging.splitting import shorten, split
from bot.channels.messaging.titles import LONGEST_TITLE, Titles, shortened
from bot.channels.replies import Button, Link, Reply
from bot.dialogue.messages import FACTUAL

_LONGEST_TEXT = 2000  # characters
_LONGEST_TEMPLATE_TEXT = 640
_LONGEST_PAYLOAD = 1000
_MOST_BUTTONS = 3
_MOST_QUICK_REPLIES = 13
_NO_WORDS = "…"

Shown = dict[str, Any]


def messages(
    replies: Sequence[Reply],
    sentences: Sentences,
    titles: Titles,
    pages: Mapping[str, str] | None = None,
) -> list[Shown]:
    """Return the `message` of each call that shows the replies of one turn, in order.

    Buttons have their short `titles`; what none fits has its number and first words, and stands in
    full in the text. Quick replies go with the last message: the next takes them off the screen.
    `pages` are the addresses that link the sources of a topic.
    """
    buttons = offered(replies)
    short = choices(shortened(buttons, titles, offered_on(replies)), _LONGEST_PAYLOAD)
    pressed = [_fitted(each) for each in short if each.payload is not None]
    shown: list[Shown] = []
    for reply in replies:
        mine = reply["buttons"] is buttons
        text = with_sources(reply, sentences)
        if mine:
            text = "\n".join([text, *_told_in_full(buttons, short)])
        links = [*reply["links"], *_page(reply, sentences, pages or {})]
        as_template = pressed if mine and _fit_a_template(text, pressed, links) else []
        shown += _reply(text, as_template, links)
    if shown and pressed and not _is_template_with(pressed, shown):
        shown[-1]["quick_replies"] = [_quick(one) for one in pressed][:_MOST_QUICK_REPLIES]
    return shown


def _page(reply: Reply, sentences: Sentences, pages: Mapping[str, str]) -> list[Link]:
    """Return the link to the page of an answer that names sources, where there is one."""
    url = pages.get(reply["topic"] or "")
    named = reply["kind"] in FACTUAL and reply["sources"]
    return [{"title": sentences[PAGE].text, "url": url}] if url and named else []


def _fitted(choice: Choice) -> Choice:
    """Return a choice with a title that fits: its number and first words where all is too long."""
    title = choice.title if _fits(choice) else shorten(choice.numbered, LONGEST_TITLE)
    return replace(choice, title=title)


def _fits(choice: Choice) -> bool:
    return len(choice.title) <= LONGEST_TITLE


def _told_in_full(buttons: Sequence[Button], short: Sequence[Choice]) -> list[str]:
    """Return the lines of what no button says: its title is too long, or there are too many."""
    lines = numbered(buttons)
    if len(buttons) > _MOST_QUICK_REPLIES:
        return lines
    told = zip(lines, short, strict=True)
    return [line for line, each in told if each.payload is None or not _fits(each)]


def _reply(text: str, pressed: Sequence[Choice], links: list[Link]) -> list[Shown]:
    controls = [*map(_link, links), *map(_button, pressed)]
    too_long = any(len(link["title"]) > LONGEST_TITLE for link in links)
    # Above buttons it would come in several bubbles.
    apart = _LONGEST_TEMPLATE_TEXT < len(text) <= _LONGEST_TEXT
    if too_long or apart or len(controls) > _MOST_BUTTONS:
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


def _fit_a_template(text: str, pressed: Sequence[Choice], links: Sequence[Link]) -> bool:
    """Tell whether buttons may stand under a text, beside its links."""
    room = _MOST_BUTTONS - len(links)
    return len(text) <= _LONGEST_TEMPLATE_TEXT and 0 < len(pressed) <= room


def _is_template_with(pressed: Sequence[Choice], shown: Sequence[Shown]) -> bool:
    templates = [each["attachment"]["payload"] for each in shown if "attachment" in each]
    held = {button.get("payload") for template in templates for button in template["buttons"]}
    return {each.payload for each in pressed} <= held


def _quick(choice: Choice) -> dict[str, Any]:
    return {"content_type": "text", "title": choice.title, "payload": choice.payload}


def _template(text: str, controls: list[dict[str, str]]) -> dict[str, Any]:
    payload = {"template_type": "button", "text": text, "buttons": controls}
    return {"type": "template", "payload": payload}


def _button(choice: Choice) -> dict[str, str]:
    return {"type": "postback", "title": choice.title, "payload": str(choice.payload)}


def _link(link: Link) -> dict[str, str]:
    return {"type": "web_url", "title": link["title"], "url": link["url"]}
