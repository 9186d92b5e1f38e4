"""The job that a conversation is about."""

from __future__ import annotations

from bot.dialogue.job_spoken_of import for_the_job
from bot.dialogue.messages import Context, Message
from tests.contents import CONTENT

_RANKED = [("role_planner/hours", 0.4), ("working_hours/", 0.35), ("role_trainer/start", 0.25)]
_OF_A_TRAINER = Context(last_answer=Message("…", "role_trainer", "answer", role="trainer"))


def test_after_a_trainer_s_pay_no_planner_is_meant() -> None:
    found = for_the_job(CONTENT, _RANKED, {"working_hours": 0.9}, _OF_A_TRAINER, "et ses horaires")
    assert [label for label, _ in found] == [
        "role_trainer/start",
        "working_hours/",
        "role_planner/hours",
    ]
    assert abs(sum(share for _, share in found) - 1) < 1e-9


def test_a_job_that_is_named_is_meant() -> None:
    assert (
        for_the_job(CONTENT, _RANKED, {"role_planner": 0.9}, _OF_A_TRAINER, "et ses horaires")
        == _RANKED
    )


def test_where_no_job_was_spoken_of_any_may_be_meant() -> None:
    assert for_the_job(CONTENT, _RANKED, {}, Context(), "et ses horaires") == _RANKED


def test_what_is_none_of_ours_is_of_no_job() -> None:
    topics = {"out_of_scope": 0.9}
    asked = "quelle heure est-il à Tokyo"
    assert for_the_job(CONTENT, _RANKED, topics, _OF_A_TRAINER, asked) == _RANKED
