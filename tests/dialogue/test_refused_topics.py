"""What a correction refuses whole."""

from __future__ import annotations

import pytest

from bot.dialogue.refused_topics import without_refused_topics
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
