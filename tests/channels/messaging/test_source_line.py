"""The line of publishers under an answer."""

from __future__ import annotations

from bot.channels.messaging.rendering import source_line
from bot.channels.replies import Source
from bot.publishing import SENTENCES
from tests.channels.library import LIBRARY


def _source(publisher: str, date: str) -> Source:
    return {"publisher": publisher, "title": "T", "date": date, "url": "https://x.fr"}


def _line(*sources: Source) -> str:
    line = source_line(sources, LIBRARY.current().part(SENTENCES))
    return line.replace("\u00a0", " ")


def test_a_publisher_stands_once_with_its_date() -> None:
    undated, dated = _source("Légifrance", ""), _source("Légifrance", "2019-07-17")
    assert _line(undated, dated, dated) == "Source : Légifrance, 2019."
    assert _line(undated) == "Source : Légifrance."


def test_two_years_of_a_publisher_are_two() -> None:
    line = _line(_source("Insee", "2022"), _source("Insee", "2024"))
    assert line == "Sources : Insee, 2022 ; Insee, 2024."
