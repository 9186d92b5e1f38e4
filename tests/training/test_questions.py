"""How details are asked: what is read of data/details and data/follow_ups.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.training.follow_ups import NEXT
from bot.training.questions import (
    DETAILS,
    FOLLOW_UPS_FILE,
    DetailQuestion,
    read_questions,
)

_DETAILS_FILE = f"{DETAILS}/salary.yml"
_FILES = (_DETAILS_FILE, FOLLOW_UPS_FILE)


def _write(folder: Path, file: str, text: str) -> Path:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_questions_are_read_in_order_with_their_place(tmp_path: Path) -> None:
    file = _write(
        tmp_path, _DETAILS_FILE, "salary:\n  rise: [ça monte ?, 35]\n  part_time: [moitié]\n"
    )
    assert read_questions(tmp_path) == [
        DetailQuestion("ça monte ?", "salary", "rise", True, f"{file}: salary/rise"),
        DetailQuestion("35", "salary", "rise", True, f"{file}: salary/rise"),
        DetailQuestion("moitié", "salary", "part_time", True, f"{file}: salary/part_time"),
    ]


def test_what_follows_a_topic_does_not_stand_alone(tmp_path: Path) -> None:
    _write(tmp_path, FOLLOW_UPS_FILE, "salary: {rise: [et après ?]}")
    _write(tmp_path, _DETAILS_FILE, "salary: {rise: [ça monte ?]}")
    questions = read_questions(tmp_path)
    assert [(question.text, question.alone) for question in questions] == [
        ("ça monte ?", True),
        ("et après ?", False),
    ]
    assert {question.label for question in questions} == {"salary/rise"}


def test_what_but_points_back_at_its_topic_is_said_after_it(tmp_path: Path) -> None:
    _write(tmp_path, FOLLOW_UPS_FILE, "salary: {rise: [et après ?, ça monte]}")
    assert [question.after for question in read_questions(tmp_path)] == ["salary/", ""]


def test_what_is_said_next_asks_for_each_of_its_answers_after_another(tmp_path: Path) -> None:
    (tmp_path / NEXT).mkdir()
    line = '- {after: "tools/", says: "et on gagne", right: ["salary/rise", "salary/"]}'
    file = _write(tmp_path, f"{NEXT}/tools.yml", line)
    assert read_questions(tmp_path) == [
        DetailQuestion("et on gagne", "salary", detail, False, f"{file}, follow-up 1", "tools/")
        for detail in ("", "rise")
    ]


def test_a_folder_without_the_files_has_no_questions(tmp_path: Path) -> None:
    assert read_questions(tmp_path) == []


@pytest.mark.parametrize("file", _FILES)
@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "", "no list of fields"),
        ("- une phrase\n", "", "no list of fields"),
        ("salary:\n", ": salary", "no list of fields"),
        ("salary: [ça monte ?]\n", ": salary", "no list of fields"),
        ("salary: {rise: ça monte ?}\n", ": salary/rise", "no list of texts"),
        ("salary: {rise: {text: ça monte ?}}\n", ": salary/rise", "no list of texts"),
        ("salary:\n  rise:\n", ": salary/rise", "no list of texts"),
        ("salary:\n  rise: [a\n", ":2", "YAML"),
    ],
)
def test_a_malformed_file_is_a_data_error_with_its_place(
    tmp_path: Path, file: str, text: str, place: str, problem: str
) -> None:
    path = _write(tmp_path, file, text)
    with pytest.raises(DataError) as caught:
        read_questions(tmp_path)
    assert caught.value.where == f"{path}{place}"
    assert problem in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize("file", _FILES)
def test_a_file_that_is_not_utf_8_is_a_data_error(tmp_path: Path, file: str) -> None:
    path = _write(tmp_path, file, "")
    path.write_bytes("salary: {rise: [payé]}".encode("latin-1"))
    with pytest.raises(DataError) as caught:
        read_questions(tmp_path)
    assert caught.value.where == f"{path}:1"
