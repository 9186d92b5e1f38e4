"""What visitors say right after an answer: how it is read, asked and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.nlu.model.likenesses import Asked
from bot.nlu.sayables import sayables_of
from bot.settings import ROOT
from bot.training.follow_ups import FollowUp, read_follow_ups
from bot.training.next_questions import asked_next, judge_follow_ups
from bot.training.ranking import Judged
from tests.contents import CONTENT
from tests.nlu.few_answers import ENCODER, EXAMPLES, fit

_KNOWN = {"salary/", "salary/part_time"}


def _write(folder: Path, text: str) -> Path:
    file = folder / "salary.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_follow_ups_of_a_folder_are_read_in_order(tmp_path: Path) -> None:
    _write(tmp_path, '- {after: "salary/", says: "à mi-temps", right: ["salary/part_time"]}')
    (tmp_path / "tools.yml").write_text('- {after: "salary/", says: "la lune", right: []}')
    first, second = read_follow_ups(tmp_path, _KNOWN)
    where = f"{tmp_path / 'salary.yml'}, follow-up 1"
    assert first == FollowUp("salary/", "à mi-temps", frozenset({"salary/part_time"}), where)
    assert second.right == frozenset()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('- {after: "salary/", says: "et le net"}', "missing"),
        ('- {after: "salary/", says: "et le net", right: }', "missing"),
        ("- et le net", "missing"),
        ('- {after: "salary/", says: "?", right: ["salary/moon"]}', "salary/moon"),
        ('- {after: "moon/", says: "?", right: []}', "moon/"),
    ],
)
def test_an_entry_that_cannot_be_judged_is_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem) as error:
        read_follow_ups(_write(tmp_path, text), _KNOWN)
    assert "follow-up 1" in str(error.value)


def test_a_follow_up_is_asked_after_its_answer_and_words_that_ask_for_that() -> None:
    questions = {"salary/part_time": ["combien à mi-temps"]}
    follow_up = FollowUp("salary/part_time", "Et en NET ?", frozenset())
    asked = asked_next(CONTENT, follow_up, {"salary": 0.8}, questions)
    assert (asked.text, asked.words, asked.last) == ("et en net ?", "combien à mi-temps", "salary")
    assert asked.question and "salary/part_time" in asked.just_told
    unknown = asked_next(CONTENT, FollowUp("salary/", "net", frozenset()), {}, questions)
    assert unknown.words == unknown.question != ""


def test_what_comes_first_and_what_comes_among_three_is_counted() -> None:
    model = fit()
    right = [Judged(Asked(e.text), frozenset({e.label})) for e in EXAMPLES]
    wrong = Judged(Asked(EXAMPLES[0].text), frozenset({"hours/=headset"}))
    found = judge_follow_ups(model, [*right, wrong, Judged(Asked("la lune"), frozenset())], ENCODER)
    assert found.answered == len(EXAMPLES) + 1
    assert found.first == pytest.approx(len(EXAMPLES) / found.answered)
    assert judge_follow_ups(model, []).answered == 0


def test_every_follow_up_of_the_repository_names_answers_that_stand() -> None:
    known = {each.label for each in sayables_of(CONTENT)}
    follow_ups = read_follow_ups(ROOT / "tests" / "follow_ups", known)
    assert {each.after.partition("/")[0] for each in follow_ups} == set(CONTENT.cards)
