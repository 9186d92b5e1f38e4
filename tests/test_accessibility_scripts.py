"""docs/accessibility_scripts.md: what must be heard is what the pages say, to the letter."""

from __future__ import annotations

import json
import re

import pytest

from bot.content.brands import brand_of
from bot.dialogue.sources import source_summary
from bot.settings import ROOT
from bot.text.typography import NO_BREAK_SPACE, typeset
from tests.contents import CONTENT

TEXT = (ROOT / "docs" / "accessibility_scripts.md").read_text(encoding="utf-8")
STRINGS = ROOT / "bot" / "web" / "assets" / "strings.js"
READERS = ("NVDA", "VoiceOver")
STEPS = 12


def plain(text: str) -> str:
    """Return a text as it sounds: no matter which spaces and apostrophes it is written with."""
    return typeset(text).replace(NO_BREAK_SPACE, " ")


PAY_TOLD = plain(CONTENT.cards["salary"].answer)


def steps(reader: str) -> list[list[str]]:
    """Return the cells of each step of a reader's table."""
    (section,) = re.findall(rf"^## {reader},.*?(?=^## )", TEXT, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| (\d+) \|(.*)\|$", section, re.MULTILINE)
    return [[number, *(cell.strip() for cell in cells.split("|"))] for number, cells in rows]


def strings() -> dict[str, str]:
    """Return what the widget says by itself, its brand filled in, its numbers as it puts them."""
    pairs = re.findall(r'(\w+):\s*("[^"\n]*")', STRINGS.read_text(encoding="utf-8"))
    found = {name: json.loads(literal) for name, literal in pairs}
    bot, longest = brand_of(CONTENT).bot, {"tooLong": "2 000", "hardToRead": "1 000"}
    return {
        name: plain(
            text.replace("{launcher}", found["launcher"])
            .replace("{bot}", bot)
            .replace("{n}", longest.get(name, ""))
        )
        for name, text in found.items()
    }


@pytest.mark.parametrize("reader", READERS)
def test_each_script_has_twelve_steps_that_nobody_has_filled_in_for_a_person(reader: str) -> None:
    table = steps(reader)
    assert [number for number, *_ in table] == [str(n) for n in range(1, STEPS + 1)]
    for _, to_do, heard, filled in table:
        assert to_do and heard and not filled


@pytest.mark.parametrize("reader", READERS)
def test_what_must_be_heard_is_what_the_pages_say(reader: str) -> None:
    summary = source_summary(CONTENT, tuple(CONTENT.cards["salary"].facts))
    said = {*strings().values(), plain(summary).partition(":")[0] + ":"}
    quoted = [
        plain(words) for _, _, heard, _ in steps(reader) for words in re.findall("«(.*?)»", heard)
    ]
    assert len(quoted) >= STEPS
    unknown = [words for words in quoted if words not in said and not PAY_TOLD.startswith(words)]
    assert unknown == []
