"""What is said of a term of the glossary: its definition, and a way to the topic that says more."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content import Content, Role, Term
from bot.content.keys import DEFINE, DEFINE_UNKNOWN
from bot.dialogue.messages import Button, Message
from bot.text.glossary import spelling


def define(content: Content, term: Term) -> Message:
    """Return the definition of a term, with a button to its topic when that has a title."""
    return Message(term.definition, DEFINE, buttons=_buttons(content, term.topic))


def define_unknown(content: Content, told: int = 0) -> Message:
    """Return the admission that no term is known by that word, worded anew after `told` times."""
    reply = content.replies[DEFINE_UNKNOWN]
    text = reply.texts[told % len(reply.texts)]
    buttons = tuple(button for topic in reply.buttons for button in _buttons(content, topic))
    return Message(text, DEFINE_UNKNOWN, buttons=buttons)


def topic_of_same_meaning(roles: Mapping[str, Role], term: Term) -> str | None:
    """Return the topic that tells what a term is better than its definition does, or None.

    It does for a job that has its own topic: « c'est quoi un superviseur ? ».
    """
    names = [spelling(role.name) for role in roles.values() if role.topic == term.topic]
    forms = [spelling(form) for form in term.forms]
    same = any(form[: len(name)] == name for name in names for form in forms)
    return term.topic if same else None


def _buttons(content: Content, topic: str | None) -> tuple[Button, ...]:
    title = content.title(topic) if topic else ""
    return (Button(title, f"/{topic}"),) if title else ()
