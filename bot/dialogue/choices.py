"""What a typed message chooses: the number of a button, « oui », « on reprend »."""

from __future__ import annotations

from bot.content.keys import AFFIRM, DID_YOU_MEAN
from bot.dialogue.messages import Context
from bot.text.choice import chosen, goes_on_with_it


def button_payload(text: str, context: Context) -> str | None:
    """Return the payload of the button on screen that a text chooses, or None."""
    index = chosen(text, [button.title for button in context.buttons])
    return None if index is None else context.buttons[index].payload


def accepted_payload(intent: str | None, context: Context) -> str | None:
    """Return what « oui » accepts: the only topic asked about, or what the last message offers."""
    if intent != AFFIRM or context.last is None:
        return None
    if context.last.topic == DID_YOU_MEAN:
        only = len(context.buttons) == 2  # a topic, and the way out
        return context.buttons[0].payload if only else None
    return f"/{context.last.yes}" if context.last.yes else None


def resumed_payload(text: str, intent: str | None, context: Context) -> str | None:
    """Return the payload that takes up what was stopped, when a text asks for that, or None."""
    shown = context.buttons[:1]
    stopped = context.last and shown and shown[0].payload == f"/{context.last.topic}"
    return shown[0].payload if stopped and (intent == AFFIRM or goes_on_with_it(text)) else None
