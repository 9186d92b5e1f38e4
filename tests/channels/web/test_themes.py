"""The check of the themes: a topic of the kiosk that stands nowhere, twice or for nothing."""

from __future__ import annotations

from pathlib import Path

from bot import publishing
from bot.channels.web.checks import check_themes
from bot.channels.web.faq import Theme
from bot.content.checks import Finding
from tests.content.checks.planting import only_error
from tests.contents import CONTENT

FILE = Path("themes.yml")
THEMES = CONTENT.part(publishing.THEMES)


def _findings(*themes: Theme) -> list[Finding]:
    return list(check_themes(CONTENT, list(themes), FILE))


def _first_with(*topics: str) -> Theme:
    return THEMES[0].copy(update={"topics": [*THEMES[0].topics, *topics]})


def test_the_real_themes_have_no_error() -> None:
    assert [str(finding) for finding in _findings(*THEMES)] == []


def test_a_topic_without_theme_is_an_error() -> None:
    first = THEMES[0].copy(update={"topics": THEMES[0].topics[1:]})
    error = only_error(_findings(first, *THEMES[1:]))
    assert error.where == "themes.yml"
    assert THEMES[0].topics[0] in error.problem


def test_a_theme_of_an_unknown_topic_is_an_error() -> None:
    error = only_error(_findings(_first_with("weather"), *THEMES[1:]))
    assert error.where == f"themes.yml: {THEMES[0].id}"
    assert "« weather »" in error.problem


def test_a_topic_that_steers_the_conversation_has_no_theme() -> None:
    assert "« greet »" in only_error(_findings(_first_with("greet"), *THEMES[1:])).problem


def test_a_topic_in_two_themes_is_an_error() -> None:
    error = only_error(_findings(_first_with(THEMES[1].topics[0]), *THEMES[1:]))
    assert error.where == f"themes.yml: {THEMES[1].id}"
    assert THEMES[0].id in error.problem


def test_a_topic_twice_in_a_theme_is_an_error() -> None:
    again = _first_with(THEMES[0].topics[0])
    assert {finding.severity for finding in _findings(again, *THEMES[1:])} == {"error"}
