"""What a visitor pays for by the part (SMS): one part a message, wherever that can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.channels.messaging.sentences import Sentence
from bot.content import Content
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import FACTUAL, Context, Message
from bot.dialogue.sources import SOURCES_LISTED, short_sources
from bot.text.sms import ONE_PART, taken

_SHORT = "short_"  # before the topic of a reply: its sentence where a message must be short


def in_one_part(
    content: Content,
    message: Message,
    context: Context,
    sentences: Mapping[str, Sentence],
    pages: Mapping[str, str],
) -> Message:
    """Return a message in fewer words, and with no choices but those of a question.

    An answer fills its part: what it proposed would cost another one, or stand nowhere, and a
    number would choose from a list that nobody saw. Sources are names, and the address of the page
    that links them; `pages` are those of the topics that have one.
    """
    if message.kind == "sources":
        return _with_short_sources(content, message, context, sentences, pages)
    if message.kind in FACTUAL:
        return replace(message, buttons=())
    short = sentences.get(f"{_SHORT}{message.topic}")
    if short is None or message.text not in content.replies[message.topic].texts:
        return message
    return replace(message, text=short.text, buttons=topic_buttons(content, short.buttons))


def _with_short_sources(
    content: Content,
    message: Message,
    context: Context,
    sentences: Mapping[str, Sentence],
    pages: Mapping[str, str],
) -> Message:
    names = short_sources(content, message.facts)[:SOURCES_LISTED]
    if not names:
        return replace(message, buttons=())
    about = context.last_answer.topic if context.last_answer else ""
    link = f" {pages[about]}" if about in pages else ""
    label = sentences["sources_one" if len(names) == 1 else "sources_many"].text
    while len(names) > 1 and taken(_line(label, names, link)) > ONE_PART:
        names.pop()
    return replace(message, text=_line(label, names, link), buttons=())


def _line(label: str, names: list[str], link: str) -> str:
    return f"{label} {' ; '.join(names)}.{link}"
