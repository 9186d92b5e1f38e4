"""« plus », sources, « plus » again; and the sources under each detail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.messaging.rendering import source_line
from bot.channels.replies import reply_of
from bot.content import Content
from bot.dialogue.messages import Context, Message
from bot.dialogue.nlg import as_rasa
from bot.dialogue.sources import date_of, in_short
from bot.dialogue.speech import speak
from bot.publishing import SENTENCES
from tests.channels.library import LIBRARY

CONTENT = LIBRARY.current()
SENTENCES_NOW = CONTENT.part(SENTENCES)


def _next(content: Content, topic: str, context: Context) -> tuple[Message, Context]:
    message = speak(content, topic, context)
    assert message is not None
    if message.kind == "sources":
        return message, replace(context, last=message)
    told = frozenset({*context.told, *message.labels})
    return message, replace(context, last=message, last_answer=message, told=told)


@pytest.mark.parametrize("topic", ["salary", "heat_pumps", "diploma"])
def test_after_the_sources_plus_goes_on(topic: str) -> None:
    first = Context(sources_apart=True, heard="/", last=Message("…", "greet"))
    _, context = _next(CONTENT, topic, first)
    more, context = _next(CONTENT, "tell_me_more", context)
    sources, context = _next(CONTENT, "ask_source", context)
    again, _ = _next(CONTENT, "tell_me_more", context)
    assert sources.facts == more.facts
    assert (again.kind, again.topic) == ("more", topic) and again.detail != more.detail


def test_under_each_detail_stand_its_own_sources() -> None:
    """The line of Messenger and WhatsApp names no publisher but those of what was said."""
    for topic, card in CONTENT.cards.items():
        for detail in card.details:
            context = Context(sources_apart=True, heard="/", detail=detail.id)
            message, _ = _next(CONTENT, topic, context)
            reply = reply_of(CONTENT, as_rasa(message))
            line = source_line(reply["sources"], SENTENCES_NOW)
            own = [CONTENT.facts[fact] for fact in detail.facts]
            names = {_plain(in_short(fact.source.publisher, date_of(fact))) for fact in own}
            named = _plain(line).partition(" : ")[2]
            assert set(filter(None, named.split(" ; "))) <= names, detail.id
            assert bool(line) == bool(reply["sources"])


def _plain(line: str) -> str:
    return line.replace("\u00a0", " ").rstrip(".")
