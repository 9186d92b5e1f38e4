"""Answers whose title supposes a number that the visitor told otherwise."""

from __future__ import annotations

import pytest

from bot.dialogue.messages import Context
from bot.dialogue.profile import Profile
from bot.dialogue.suggestions import next_after
from bot.dialogue.told_numbers import as_told, contradicted
from tests.contents import CONTENT

_BEFORE_16, _STUDENT_26 = "student_jobs/before_16", "student_jobs/student_26"
_OF_AGE = "job_upsides/parent_call"
_SHORT_DAY, _MORE_STAFF = "breaks/short_day", "withdrawal/more_than_five"


@pytest.mark.parametrize(
    ("label", "text", "age", "expected"),
    [
        (_BEFORE_16, "j'ai 16 ans", None, True),
        (_BEFORE_16, "je peux faire quoi ?", 16, True),
        (_BEFORE_16, "je peux faire quoi ?", None, False),
        (_BEFORE_16, "j'ai 15 ans", None, False),
        (_BEFORE_16, "et avant 16 ans ?", 16, False),  # asks for it
        (_BEFORE_16, "ma sœur a 14 ans", 16, False),
        (_STUDENT_26, "à 24 ans", None, True),
        (_STUDENT_26, "j'ai 26 ans", None, False),
        (_SHORT_DAY, "je fais 35h, 7h par jour, combien de pause ?", None, True),
        (_SHORT_DAY, "7h par jour, 5 jours", None, True),
        (_SHORT_DAY, "je fais 5h par jour", None, False),
        (_SHORT_DAY, "moins de 6h par jour", None, False),
        (_MORE_STAFF, "j'ai trois salariés", None, True),
        (_MORE_STAFF, "j'ai plus de cinq salariés", None, False),
        (_MORE_STAFF, "on est dix salariés", None, False),
        ("breaks/", "7h par jour", 16, False),
        ("salary/part_time", "2 900 euros", None, False),
        ("salary/part_time", "c'est payé combien pour un temps plein", None, True),
        ("salary/part_time", "non pas à mi-temps, 35h", None, True),
        ("salary/part_time", "à mi-temps ou à temps plein ?", None, False),
        ("salary/", "à temps plein", None, False),
        (_OF_AGE, "je parlais de mon fils mineur", None, True),
        (_OF_AGE, "mon enfant n'est pas majeur, il a 17 ans", None, True),
        (_OF_AGE, "ma fille est majeure", None, False),
        (_BEFORE_16, "je suis mineur", None, False),
    ],
)
def test_a_number_that_is_told_contradicts_a_title(
    label: str, text: str, age: int | None, expected: bool
) -> None:
    assert contradicted(label, CONTENT, text, age) is expected


def test_what_such_an_answer_loses_the_general_one_gains() -> None:
    ranked = [(_SHORT_DAY, 0.5), ("working_hours/", 0.3), ("breaks/", 0.1)]
    told = as_told(ranked, CONTENT, "7h par jour", Profile())
    assert [label for label, _ in told] == ["breaks/", "working_hours/", _SHORT_DAY]
    assert as_told(ranked, CONTENT, "5h par jour", Profile())[0][0] == _SHORT_DAY


def test_who_asks_for_somebody_else_is_not_meant() -> None:
    ranked = [(_BEFORE_16, 0.6), ("student_jobs/", 0.4)]
    assert as_told(ranked, CONTENT, "quoi faire ?", Profile("parent", age=45))[0][0] == _BEFORE_16
    assert as_told(ranked, CONTENT, "et mon fils ?", Profile(age=45))[0][0] == _BEFORE_16
    assert as_told(ranked, CONTENT, "quoi faire ?", Profile(age=45))[0][0] == "student_jobs/"


def test_no_button_supposes_another_age() -> None:
    near = ("apprenticeship/over_29",)
    titles = [
        button.title
        for age in (24, 40)
        for button in next_after(
            CONTENT, "apprenticeship", "", Context(near=near, profile=Profile(age=age))
        )
    ]
    assert sum("29" in title for title in titles) == 1
