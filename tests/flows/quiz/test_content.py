"""The real content of the quiz."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.flows.flow import Heard, is_stop
from bot.flows.quiz.checks import check_quiz
from bot.flows.quiz.flow import TOPIC
from tests.flows.quiz.visitor import CONTENT, QUIZ


def test_the_real_quiz_has_no_finding() -> None:
    assert [str(finding) for finding in check_quiz(CONTENT, QUIZ)] == []


def test_the_real_quiz_has_twelve_items_of_both_kinds() -> None:
    assert len(QUIZ.items) == 12
    assert sum(item.answer for item in QUIZ.items) >= 5
    assert sum(not item.answer for item in QUIZ.items) >= 5


@pytest.mark.parametrize("item", QUIZ.items, ids=lambda item: item.id)
def test_the_facts_of_an_item_are_not_due_for_review(item: Any) -> None:
    due = [CONTENT.facts[fact].review_by for fact in item.facts]
    assert [month for month in due if month and month < date(2026, 11, 24).strftime("%Y-%m")] == []


@pytest.mark.parametrize("item", QUIZ.items, ids=lambda item: item.id)
def test_no_button_of_an_item_reads_as_a_wish_to_leave(item: Any) -> None:
    assert not is_stop(Heard(f'/{TOPIC}{{"option": "true:{item.id}"}}', TOPIC))


def test_an_explanation_does_not_open_with_the_bare_verdict() -> None:
    openings = {item.explanation.split()[0].strip(".,").lower() for item in QUIZ.items}
    assert not openings & {"vrai", "faux", "oui", "non"}


def test_the_share_text_names_no_address() -> None:
    assert "http" not in QUIZ.texts.share and "@" not in QUIZ.texts.share
