"""What kind of thing a question wants, a duration, an amount, a date, yes or no, and whether a
text holds one. Plain functions of texts in plain spelling; their patterns stand in wanted.yml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.text.words import without_accents

_FILE = Path(__file__).with_name("wanted.yml")


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    read: dict[str, dict[str, str]]
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {kind: (re.compile(p["asked"]), re.compile(p["held"])) for kind, p in read.items()}


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds."""
    return tuple(_patterns())


def wanted(question: str) -> frozenset[str]:
    """Return the kinds of things that a question wants."""
    plain = without_accents(question.lower())
    return frozenset(kind for kind, (asked, _) in _patterns().items() if asked.search(plain))


def held(text: str) -> frozenset[str]:
    """Return the kinds of things that a text holds."""
    plain = without_accents(text.lower())
    return frozenset(kind for kind, (_, held) in _patterns().items() if held.search(plain))
