"""The words by which a message asks for something beside the cards; they stand in cues.yml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.text.phrases import plain_words
from bot.text.words import normalise

_FILE = Path(__file__).with_name("cues.yml")


def cued(name: str, text: str) -> re.Match[str] | None:
    """Return where a text, as typed or in plain spelling, holds the words of a cue, or None."""
    readings = dict.fromkeys((plain_words(normalise(text)), plain_words(text)))
    found = (_patterns()[name].search(reading) for reading in readings)
    return next(filter(None, found), None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read: dict[str, list[str]]
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {name: _pattern(words) for name, words in read.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    either = "|".join(f"(?:{each})" for each in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
