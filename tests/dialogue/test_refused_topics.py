"""What a correction refuses whole."""

from __future__ import annotations

import pytest

from bot.dialogue.refused_topics import without_refused_topics, without_ruled_out
from tests.contents import CONTENT

_RANKED = [("sick_leave/first_days", 0.3), ("trial_period/end_notice", 0.28)]
_SICK = {"sick_leave/"}


def test_a_topic_that_is_refused_by_its_name_is_not_meant() -> None:
    found = without_refused_topics(CONTENT, _RANKED, _SICK, "de la maladie", {})
    assert [label for label, _ in found] == ["trial_period/end_notice", "sick_leave/first_days"]


def test_another_of_its_questions_may_be_meant() -> None:
    topics = {"sick_leave": 0.8}
    found = without_refused_topics(CONTENT, _RANKED, _SICK, "de la maladie", topics)
    assert dict(found) == pytest.approx(dict(_RANKED))


def test_a_topic_refused_in_other_words_is_less_likely() -> None:
    by_name = dict(without_refused_topics(CONTENT, _RANKED, _SICK, "de la maladie", {}))
    otherwise = dict(without_refused_topics(CONTENT, _RANKED, _SICK, "de mon chef", {}))
    label = "sick_leave/first_days"
    assert by_name[label] < otherwise[label] < 0.3


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("je suis en première, pas en seconde ni en 3eme", "student_jobs/summer_job"),
        ("je suis en seconde", "internships/stage_3e"),
    ],
)
def test_an_answer_to_who_is_what_a_message_rules_out_is_no_more_likely(
    text: str, first: str
) -> None:
    ranked = [("internships/stage_3e", 0.9), ("student_jobs/summer_job", 0.02)]
    assert without_ruled_out(CONTENT, ranked, text)[0][0] == first


def test_what_is_no_condition_is_not_ruled_out() -> None:
    ranked = [("diploma/no_bac", 0.5), ("salary/", 0.3)]  # « Sans le bac… »
    assert without_ruled_out(CONTENT, ranked, "je ne suis pas au bac") == ranked


def test_a_job_that_one_never_had_is_ruled_out_whatever_stands_beside_it() -> None:
    ranked = [("career_path/manual_job", 0.5), ("salary/", 0.3)]  # « Cariste, ouvrier, ménage… »
    assert without_ruled_out(CONTENT, ranked, "j'ai jamais été cariste moi")[0][0] == "salary/"
