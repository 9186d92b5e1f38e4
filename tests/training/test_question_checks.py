"""The checks of how the details of the cards are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.training.question_checks import check_questions
from tests.content.checks.planting import only_error
from tests.contents import CONTENT, write

pytestmark = pytest.mark.corpus  # it goes through all of it

_FIRST, _SECOND = (
    (topic, card.details[0].id) for topic, card in list(CONTENT.cards.items())[:2] if card.details
)


def _data(folder: Path, file: str, *asked: tuple[tuple[str, str], str]) -> Path:
    """Write questions, each [topic and detail, text], and return their folder."""
    document = {topic: {detail: [text]} for (topic, detail), text in asked}
    write(folder / file, document)
    return folder


def test_the_real_questions_have_no_error() -> None:
    assert [str(finding) for finding in check_questions(CONTENT, ROOT / "data")] == []


def test_a_question_of_a_detail_that_no_card_has_is_an_error(tmp_path: Path) -> None:
    data = _data(tmp_path, "follow_ups.yml", ((_FIRST[0], "nonsense"), "et alors ?"))
    error = only_error(check_questions(CONTENT, data))
    assert error.where == f"{data / 'follow_ups.yml'}: {_FIRST[0]}/nonsense"
    assert f"« {_FIRST[0]}/nonsense »" in error.problem


def test_a_question_by_itself_under_two_topics_is_an_error(tmp_path: Path) -> None:
    data = _data(
        tmp_path,
        "details/salary.yml",
        (_FIRST, "combien ça fait ?"),
        (_SECOND, "combien ça fait ?"),
    )
    error = only_error(check_questions(CONTENT, data))
    assert error.where == f"{data / 'details' / 'salary.yml'}: {'/'.join(_SECOND)}"
    assert "« combien ça fait ? »" in error.problem and f"« {'/'.join(_FIRST)} »" in error.problem


def test_after_their_topics_the_same_words_may_ask_many_things(tmp_path: Path) -> None:
    data = _data(tmp_path, "follow_ups.yml", (_FIRST, "combien ?"), (_SECOND, "combien ?"))
    assert check_questions(CONTENT, data) == []
