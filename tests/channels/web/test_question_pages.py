"""The check of content/pages.yml: an address that is missing, twice there, or cannot be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.web.questions import QuestionPages, check_question_pages
from bot.content.checks import Finding
from bot.publishing import QUESTION_PAGES
from tests.content.checks.planting import only_error
from tests.contents import CONTENT

REAL = CONTENT.part(QUESTION_PAGES)


def _findings(pages: QuestionPages) -> list[Finding]:
    return list(check_question_pages(CONTENT, pages, Path("pages.yml")))


def _with(**slugs: Any) -> QuestionPages:
    kept = {key: slug for key, slug in (REAL.slugs | slugs).items() if slug}
    return REAL.copy(update={"slugs": kept})


def test_the_real_pages_have_no_error() -> None:
    assert [str(finding) for finding in _findings(REAL)] == []


def test_a_topic_without_address_is_an_error() -> None:
    assert "« breaks »" in only_error(_findings(_with(breaks=""))).problem


def test_an_address_of_no_topic_is_an_error() -> None:
    error = only_error(_findings(_with(weather="meteo")))
    assert error.where == "pages.yml: slugs.weather"


def test_an_address_twice_is_an_error() -> None:
    error = only_error(_findings(_with(breaks="salaire")))
    assert error.where == "pages.yml: slugs.breaks"
    assert "« salaire »" in error.problem and "« salary »" in error.problem


@pytest.mark.parametrize("slug", ["Salaire", "l'été", "salaire/net", "a--b", "-a", "a b", "a" * 61])
def test_an_address_that_cannot_be_read_out_is_an_error(slug: str) -> None:
    assert only_error(_findings(_with(breaks=slug))).where == "pages.yml: slugs.breaks"


def test_what_is_asked_first_has_a_page() -> None:
    error = only_error(_findings(REAL.copy(update={"first": ["weather"]})))
    assert error.where == "pages.yml: first"


def test_empty_words_are_an_error() -> None:
    words = REAL.words.copy(update={"home_lead": " "})
    error = only_error(_findings(REAL.copy(update={"words": words})))
    assert error.where == "pages.yml: words.home_lead"
