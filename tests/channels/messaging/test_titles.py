"""The short titles of buttons, and their check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.messenger_bubbles import messages
from bot.channels.messaging.titles import (
    LONGEST_TITLE,
    Titles,
    check_titles,
    shortened,
    titles_of,
)
from bot.content.reading import document_of
from bot.errors import ContentError
from bot.publishing import SENTENCES, SHORT_TITLES
from tests.channels.library import LIBRARY
from tests.contents import CONTENT
from tools.message_counts import turns

TITLES = LIBRARY.current().part(SHORT_TITLES)
_NUMBERED = re.compile(r"\d+\. ")


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
    assert _titles(buttons, None) == ["Le salaire", "Rendre service", "Et à mi-temps ?"]
    assert _titles(buttons, "training") == ["Le salaire", "Rendre service", "Et à mi-temps ?"]
    assert _titles(buttons, "salary") == ["Le salaire", "Rendre service", "À mi-temps"]


def test_on_one_screen_no_two_buttons_are_called_the_same() -> None:
    buttons = [
        {"title": "On gagne combien dans ce métier ?", "payload": "/salary"},
        {"title": "Et à mi-temps ?", "payload": '/salary{"detail": "part_time"}'},
    ]
    alike = {**TITLES, "salary/part_time": TITLES["salary"]}
    assert _titles(buttons, "salary", alike) == ["Le salaire", "Et à mi-temps ?"]


@pytest.mark.corpus  # it goes through all answers
def test_under_an_answer_buttons_say_what_they_lead_to() -> None:
    content = LIBRARY.current()
    pressed = [
        choice["title"]
        for _, replies in turns(content, "facebook")
        for message in messages(replies, content.part(SENTENCES), TITLES)
        for choice in message.get("quick_replies", [])
    ]
    numbered = [title for title in pressed if _NUMBERED.match(title)]
    # Whoever writes a new detail may leave its title to another.
    assert len(pressed) > 5_000 and len(numbered) < len(pressed) / 50


def _titles(buttons: Any, about: str | None, titles: Titles = TITLES) -> list[str]:
    return [button["title"] for button in shortened(buttons, titles, about)]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ({"salary": "Un titre bien plus long que vingt"}, "caractères"),
        ({"no_such_topic": "Rien"}, "inconnu"),
        ({"salary": ""}, "vide"),
        ({"salary/part_time": TITLES["salary/per_year"]}, "est aussi le titre"),
    ],
)
def test_a_wrong_one_is_found(edit: dict[str, str], found: str) -> None:
    (finding,) = check_titles(CONTENT, {**TITLES, **edit})
    assert finding.severity == "error" and found in finding.problem


def test_a_topic_without_one_is_told() -> None:
    titles = {label: title for label, title in TITLES.items() if label != "salary"}
    (finding,) = check_titles(CONTENT, titles)
    assert finding.severity == "warning" and "« salary »" in finding.problem


def test_the_title_of_a_detail_that_is_gone_is_told() -> None:
    (finding,) = check_titles(CONTENT, {**TITLES, "salary/gone": "Parti"})
    assert finding.severity == "warning" and "détail" in finding.problem


def test_what_is_no_text_is_told_with_its_line() -> None:
    with pytest.raises(ContentError) as told:
        titles_of(document_of(Path("short_titles.yml"), b'salary: "Le salaire"\ndiploma: [1]\n'))
    assert "short_titles.yml:2" in told.value.where
