"""The short titles of buttons, and their check."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.messaging.titles import LONGEST_TITLE, check_titles, shortened, titles_of
from bot.content.reading import document_of
from bot.errors import ContentError
from bot.publishing import SHORT_TITLES
from tests.channels.library import LIBRARY
from tests.contents import CONTENT

TITLES = LIBRARY.current().part(SHORT_TITLES)


def test_every_topic_has_one_that_a_phone_shows_whole() -> None:
    assert check_titles(CONTENT, TITLES) == []
    assert set(CONTENT.cards) <= set(TITLES)
    assert all(0 < len(title) <= LONGEST_TITLE for title in TITLES.values())


def test_topics_have_titles_of_their_own() -> None:
    own = [TITLES[topic] for topic in CONTENT.cards]
    assert len(set(own)) == len(own)


def test_a_button_is_named_by_its_topic_or_its_choice() -> None:
    buttons = [
        {"title": "On gagne combien dans ce métier ?", "payload": "/salary"},
        {"title": "Écouter et rendre service", "payload": '/find_my_job{"option": "people"}'},
        {"title": "Et à mi-temps ?", "payload": '/salary{"detail": "part_time"}'},
    ]
    titles = [button["title"] for button in shortened(buttons, TITLES)]  # type: ignore[arg-type]
    assert titles == ["Le salaire", "Rendre service", "Et à mi-temps ?"]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ({"salary": "Un titre bien plus long que vingt"}, "caractères"),
        ({"no_such_topic": "Rien"}, "inconnu"),
        ({"salary": ""}, "vide"),
    ],
)
def test_a_wrong_one_is_found(edit: dict[str, str], found: str) -> None:
    (finding,) = check_titles(CONTENT, {**TITLES, **edit})
    assert finding.severity == "error" and found in finding.problem


def test_a_topic_without_one_is_told() -> None:
    titles = {label: title for label, title in TITLES.items() if label != "salary"}
    (finding,) = check_titles(CONTENT, titles)
    assert finding.severity == "warning" and "« salary »" in finding.problem


def test_what_is_no_text_is_told_with_its_line() -> None:
    with pytest.raises(ContentError) as told:
        titles_of(document_of(Path("short_titles.yml"), b'salary: "Le salaire"\ndiploma: [1]\n'))
    assert "short_titles.yml:2" in told.value.where
