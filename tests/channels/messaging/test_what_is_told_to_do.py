"""What the texts tell a visitor to do: what is possible, and does no more, on every channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.messaging.twilio import STOP
from bot.content import CONTENT_DIR, read_yaml
from bot.text.phrases import plain_words

# What is said on every channel, SMS and WhatsApp included.
_FILES = ("replies.yml", "quiz.yml", "orientation.yml", "contact.yml")
_BY_HAND = re.compile(r"(?<!\bne )(?<!\bn')\b(?:touch|cliqu|appuy)ez\b", re.IGNORECASE)
_QUOTED = re.compile(r"[«“\"]([^»”\"]*)[»”\"]")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("file", _FILES)
def test_no_word_that_opts_out_of_everything_is_quoted_or_titles_a_button(file: str) -> None:
    texts = list(_texts(read_yaml(CONTENT_DIR / file)))
    quoted = [words for text in texts for words in _QUOTED.findall(text)]
    assert quoted and [words for words in (*quoted, *texts) if plain_words(words) in STOP] == []


@pytest.mark.parametrize("file", [*_FILES, "channels.yml"])
def test_nobody_is_told_to_touch_what_a_text_message_only_lists(file: str) -> None:
    texts = list(_texts(read_yaml(CONTENT_DIR / file)))
    assert texts and [text for text in texts if _BY_HAND.search(text)] == []
