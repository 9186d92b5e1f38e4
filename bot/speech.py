"""From a topic to the words of a message: which card, which role, which variant, which buttons.

Plain functions of the content and of what was said before; `bot.nlg` feeds them from Rasa.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.content import (
    DID_YOU_MEAN,
    NO_MORE_YET,
    NO_SOURCE_YET,
    NOTHING_MORE,
    SOMETHING_ELSE,
    SOURCES_INTRO,
    Content,
    Fact,
)
from bot.typography import NO_BREAK_SPACE, typeset

Kind = Literal["answer", "more", "brief", "sources", "reply"]

# The topics that speak of the last answer instead of having one of their own.
TELL_ME_MORE = "tell_me_more"
ASK_SOURCE = "ask_source"
REPEAT = "repeat"
DENY = "deny"

_SOURCE_LINE_LENGTH = 3  # publishers in the line under an answer; « ta source ? » gives them all
_SOURCES_LISTED = 6  # in full: more than a screen of a phone is read by nobody


@dataclass(frozen=True)
class Button:
    """A choice offered to the visitor; `payload` names its topic exactly: « /heat_pumps »."""

    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """What the bot says, and what is remembered of it."""

    text: str
    topic: str
    kind: Kind = "reply"
    role: str | None = None
    facts: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Context:
    """What of the conversation a message depends on.

    `said` counts how often each topic was told in this conversation, so that a reply heard twice
    is worded anew; `last_answer` is the last message that stated facts.
    """

    role: str | None = None
    last_answer: Message | None = None
    last_topic: str | None = None
    said: dict[str, int] = field(default_factory=dict)
    brief: bool = False


def speak(content: Content, topic: str, context: Context) -> Message | None:
    """Return the message on a topic, or None when the content knows no such topic."""
    if topic in content.cards:
        return _answer(content, topic, context)
    last = context.last_answer
    if topic == TELL_ME_MORE:
        return _more(content, context)
    if topic == ASK_SOURCE:
        return _sources(content, last, context)
    if topic == REPEAT and last and last.topic in content.cards:
        return _again(content, last)
    if topic == DENY and context.last_topic == DID_YOU_MEAN:
        return _reply(content, SOMETHING_ELSE, context)
    return _reply(content, topic, context) if topic in content.replies else None


def topic_buttons(content: Content, topics: list[str]) -> tuple[Button, ...]:
    """Return a button for each topic that has a title."""
    titled = [(content.title(topic), topic) for topic in topics]
    return tuple(Button(title, f"/{topic}") for title, topic in titled if title)


def source_line(content: Content, fact_ids: tuple[str, ...]) -> str:
    """Return « Sources : Insee, 2022 ; … » for the facts that have a public source, or ""."""
    cited = [_short_source(content.facts[fact]) for fact in fact_ids if fact in content.facts]
    names = list(dict.fromkeys(name for name in cited if name))[:_SOURCE_LINE_LENGTH]
    if not names:
        return ""
    label = "Source" if len(names) == 1 else "Sources"
    return typeset(f"{label} : {' ; '.join(names)}.")


def _answer(content: Content, topic: str, context: Context) -> Message:
    card = content.cards[topic]
    variant = card.by_role.get(context.role or "")
    facts = tuple(variant.facts if variant else card.facts)
    text = variant.answer if variant else card.short if context.brief else card.answer
    if not context.brief:
        text = "\n".join(filter(None, (text, source_line(content, facts))))
    role = context.role if variant else None
    buttons = topic_buttons(content, [TELL_ME_MORE, *card.related, ASK_SOURCE])
    return Message(text, topic, "answer", role, facts, buttons)


def _more(content: Content, context: Context) -> Message:
    last = context.last_answer
    if last is None or last.topic not in content.cards:
        return _reply(content, NO_MORE_YET, context)
    card = content.cards[last.topic]
    related = [topic for topic in card.related if not context.said.get(topic)]
    if last.kind == "more":
        nothing = _reply(content, NOTHING_MORE, context)
        return replace(nothing, buttons=topic_buttons(content, related or ["help"]))
    facts = tuple(dict.fromkeys([*card.facts, *card.more_facts]))
    cited = tuple(card.more_facts or card.facts)
    text = "\n".join(filter(None, (card.more, source_line(content, cited))))
    buttons = topic_buttons(content, [*related, ASK_SOURCE])
    return Message(text, last.topic, "more", last.role, facts, buttons)


def _sources(content: Content, last: Message | None, context: Context) -> Message:
    if last is None:
        return _reply(content, NO_SOURCE_YET, context)
    intro = _reply(content, SOURCES_INTRO, context).text
    facts = [content.facts[fact] for fact in last.facts if fact in content.facts]
    lines = list(dict.fromkeys(_full_source(fact) for fact in facts))[:_SOURCES_LISTED]
    text = "\n".join([intro, *(f"• {line}" for line in lines)])
    buttons = topic_buttons(content, [TELL_ME_MORE, "help"])
    return Message(text, SOURCES_INTRO, "sources", last.role, last.facts, buttons)


def _again(content: Content, last: Message) -> Message:
    card = content.cards[last.topic]
    variant = card.by_role.get(last.role or "")
    text = variant.answer if variant else card.short
    buttons = topic_buttons(content, [TELL_ME_MORE, *card.related])
    return Message(text, last.topic, "brief", last.role, last.facts, buttons)


def _reply(content: Content, key: str, context: Context) -> Message:
    reply = content.replies[key]
    text = reply.texts[context.said.get(key, 0) % len(reply.texts)]
    buttons = topic_buttons(content, reply.buttons)
    return Message(text, key, "reply", facts=tuple(reply.facts), buttons=buttons)


def _short_source(fact: Fact) -> str:
    if fact.confidence == "general":
        return ""
    publisher = re.sub(r"\s*\([^)]*\)", "", fact.source.publisher)
    year = re.search(r"\d{4}", f"{fact.source.date} {fact.as_of or ''}")
    return f"{publisher}, {year.group()}" if year else publisher


def _full_source(fact: Fact) -> str:
    source = fact.source
    parts = filter(None, (source.publisher, f"« {source.title} »", source.date))
    words = typeset(", ".join(parts))
    return f"{words}{NO_BREAK_SPACE}: {source.url}" if source.url else words
