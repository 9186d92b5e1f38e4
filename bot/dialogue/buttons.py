"""The buttons that lead to topics, and to the details under them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.content import Content
from bot.dialogue.messages import Button
from bot.nlu.heard import DETAIL


def topic_buttons(content: Content, topics: Iterable[str]) -> tuple[Button, ...]:
    """Return a button for each topic, or label « topic/detail », that has a title."""
    buttons = (_button(content, label) for label in topics)
    return tuple(button for button in buttons if button.title)


def _button(content: Content, label: str) -> Button:
    topic, _, key = label.partition("/")
    detail = content.cards[topic].detail(key) if key and topic in content.cards else None
    if detail is None:
        return Button(content.title(topic), f"/{topic}")
    return Button(detail.asks, payload_of(label))


def payload_of(label: str) -> str:
    """Return the payload of the button that leads to a label."""
    topic, _, key = label.partition("/")
    return f"/{topic}{json.dumps({DETAIL: key})}" if key else f"/{topic}"
