"""What the bot took a visitor to ask: the questions that it answered, named or offered."""

from __future__ import annotations

import re

from bot.content import Content
from bot.content.keys import DID_YOU_MEAN
from bot.dialogue.messages import Context
from bot.publishing import PROFILES
from bot.text.denials import keys

_AMBIGUOUS = keys("téléphone")
_QUOTED = re.compile(r"«([^«»]+)»")


def presumed_in(content: Content, context: Context) -> list[str]:
    """Return the questions that may be denied: « je suis pas sourd », who was never asked."""
    return [*understood_in(content, context), *_offered(content, context)]


def understood_in(content: Content, context: Context) -> list[str]:
    """Return those that were answered or asked about: to deny one corrects the bot."""
    if context.last_answer is None:
        return []
    topics = (label.partition("@")[0].partition("/") for label in sorted(context.told))
    answered = (content.question(topic, key) for topic, _, key in topics)
    named = _QUOTED.findall(context.last.text) if context.last else []
    asks = context.last is not None and context.last.topic == DID_YOU_MEAN
    offered = _offered(content, context) if asks else []
    told = [*answered, *named, *offered, *_supposed(content)]
    return [question for question in dict.fromkeys(told) if question]


def _offered(content: Content, context: Context) -> list[str]:
    if context.last_answer is None:
        return []
    return [b.title for b in context.buttons if b.label.partition("/")[0] in content.cards]


def _supposed(content: Content) -> list[str]:
    """Return who answers may suppose the visitor to be: « non je suis pas au chômage »."""
    if PROFILES.name not in content.sheets:
        return []
    situations = content.part(PROFILES).situations.values()
    named = (name for situation in situations for name in situation.are)
    # Of two words neither is supposed; a « téléprospecteur » would be denied with a telephone.
    single = (name for name in named if len(keys(name)) == 1 and not keys(name) & _AMBIGUOUS)
    return [f"je suis {name}" for name in single]
