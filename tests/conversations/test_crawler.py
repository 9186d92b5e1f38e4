"""Every button that is reachable from the greeting and the menu, pressed; every detail reached.

Breadth first, in a conversation of its own for each button, that first replays the way to it by
the titles on the screen. A button is pressed once under each topic that shows it, whatever the
wording of that topic's answer; of the details of a topic, one. All of them are reached by
« dites-m'en plus », and by the button that each has.
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field

import pytest

from bot.content import (
    DID_YOU_MEAN,
    FALLBACK,
    LOST,
    NO_MORE_YET,
    NO_SOURCE_YET,
    OUT_OF_SCOPE,
    SOMETHING_ELSE,
    UNREADABLE,
)
from bot.dialogue.buttons import topic_buttons
from bot.settings import Settings
from bot.text.typography import typeset
from tests.contents import CONTENT
from tests.conversations.script import holds
from tests.visitor import Visitor

DEPTH = 6
# What no button may be answered with: the bot had offered it itself.
LOST_REPLIES = (
    *(DID_YOU_MEAN, FALLBACK, LOST, OUT_OF_SCOPE, UNREADABLE, SOMETHING_ELSE),
    *(NO_MORE_YET, NO_SOURCE_YET),
)

Press = tuple[str, str]  # the topic that shows the button, what the button says
Way = tuple[str, ...]  # the payload that begins the conversation, then titles of buttons


@dataclass
class Crawl:
    """What was pressed so far, and the ways to the buttons that were not yet."""

    settings: Settings
    waiting: deque[Way]
    found: set[Press] = field(default_factory=set)
    answered: dict[str, str] = field(default_factory=dict)  # what a button says -> its topic

    def run(self) -> None:
        """Press every button."""
        while self.waiting:
            self._follow(self.waiting.popleft())

    def _follow(self, way: Way) -> None:
        visitor = Visitor(self.settings)
        topic = self._say(visitor, way[0], way)
        for title in way[1:]:
            topic = self._say(visitor, _payload_of(visitor, title), way)
        if len(way) > DEPTH:
            return
        for button in visitor.buttons:
            press = (topic, _kind_of(button["payload"]))
            if press not in self.found:
                self.found.add(press)
                self.waiting.append((*way, button["title"]))

    def _say(self, visitor: Visitor, payload: str, way: Way) -> str:
        before = len(visitor.buttons)
        answer = visitor.say(payload)
        told = f"{' > '.join(way)}\nthe bot said: {answer!r}"
        assert answer.strip(), f"a dead end without words ({before} buttons before): {told}"
        for button in visitor.buttons:
            assert button["title"].strip(), f"a button without title: {told}"
            assert button["payload"].startswith("/"), f"a button that says nothing: {told}"
        for reply in LOST_REPLIES:
            assert not holds(CONTENT, answer, f"@{reply}"), f"not understood: {told}"
        asked, _, detail = payload.removeprefix("/").partition("{")
        label = topic_of(answer)
        topic = label.partition("/")[0]
        if asked in CONTENT.cards:
            assert topic == asked, f"answered {label}: {told}"
        if detail and asked in CONTENT.cards:
            assert label == f"{asked}/{json.loads('{' + detail)['detail']}", told
        self.answered[_kind_of(payload)] = topic
        return topic


def _payload_of(visitor: Visitor, title: str) -> str:
    payloads = [str(b["payload"]) for b in visitor.buttons if b["title"] == title]
    assert payloads, f"no button {title!r} among {[b['title'] for b in visitor.buttons]}"
    return payloads[0]


def _kind_of(payload: str) -> str:
    """Return a payload without the item of the quiz, drawn at random, and without which detail."""
    intent, brace, rest = payload.partition("{")
    values = json.loads(brace + rest) if brace else {}
    option = "detail" if "detail" in values else str(values.get("option", ""))
    return f"{intent} {option.partition(':')[0]}".strip()


def topic_of(answer: str) -> str:
    """Return the name of an answer: « salary », « salary/part_time », or its first words."""
    for topic, card in CONTENT.cards.items():
        texts = [card.answer, card.short, *(variant.answer for variant in card.by_role.values())]
        if any(text in answer for text in texts):
            return topic
        for detail in card.details:
            variants = (variant.answer for variant in detail.by_role.values())
            if any(text in answer for text in (detail.answer, *variants)):
                return f"{topic}/{detail.id}"
    for key, reply in CONTENT.replies.items():
        if any(answer.startswith(text) for text in reply.texts):
            return key
    # A flow: what it asks, without what is drawn or counted.
    last = re.sub(r"«.*?»|\d+", "", typeset(answer).splitlines()[-1])
    return last[:60]


def test_every_button_is_answered(server: Settings) -> None:
    crawl = Crawl(server, deque([("/greet",), ("/help",)]))
    crawl.run()
    reached = set(crawl.answered.values())
    assert len(reached & set(CONTENT.cards)) > len(CONTENT.cards) // 6, "next to nothing was found"


@pytest.mark.parametrize("topic", CONTENT.cards)
def test_more_reaches_every_detail_of_a_topic_once(server: Settings, topic: str) -> None:
    visitor = Visitor(server)
    visitor.say(f"/{topic}")
    details = [f"{topic}/{detail.id}" for detail in CONTENT.cards[topic].details]
    assert [topic_of(visitor.press("Dites-m’en plus")) for _ in details] == details
    assert not any(button["payload"] == "/tell_me_more" for button in visitor.buttons)


@pytest.mark.parametrize("topic", CONTENT.cards)
def test_the_button_of_every_detail_reaches_it(server: Settings, topic: str) -> None:
    visitor = Visitor(server)
    for button in topic_buttons(
        CONTENT, [f"{topic}/{detail.id}" for detail in CONTENT.cards[topic].details]
    ):
        label = topic_of(visitor.say(button.payload))
        assert label == f"{topic}/{json.loads(button.payload.partition('/' + topic)[2])['detail']}"
