"""What the NLU handed on with a message."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.parsed import says_more_than
from bot.nlu.heard import ANSWERS

_STORY = "Bonjour monsieur, je suis veuve, 76 ans, et on m'appelle pour des obsèques"


@pytest.mark.parametrize(
    ("topic", "text", "share", "more"),
    [
        ("greet", _STORY, 0.4, True),
        ("greet", _STORY, 0.1, False),
        ("greet", "bonjour à vous", 0.4, False),
        ("joke", "je suis gay et j'ai peur des blagues", 0.9, True),
        ("joke", "raconte une blague", 0.9, False),
        ("salary", _STORY, 0.4, False),
    ],
)
def test_small_talk_does_not_swallow_what_is_told_besides(
    topic: str, text: str, share: float, more: bool
) -> None:
    message = Message({TEXT: text})
    message.set(ANSWERS, [["elderly_relative/", share]])
    assert says_more_than(topic, message) is more
