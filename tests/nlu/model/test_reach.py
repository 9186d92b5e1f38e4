"""Words that but point back ask of what was just read, and are learnt after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.examples import Example
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.reach import reach
from tests.nlu.few_answers import ENCODER, fit

_POINTING = "et si je refuse ?"
_AFTER_HOURS = Asked(_POINTING, "les horaires", "quels sont les horaires", {}, "hours", "hours/")


@pytest.fixture(scope="module")
def model() -> AnswerModel:
    """The few answers, where whoever read of hours refuses a half-time pay."""
    return fit(Example(_POINTING, "salary/part_time", "hours/"))


def _in_reach(model: AnswerModel, asked: Asked) -> dict[str, float]:
    return dict(zip(model.labels, reach(model._known, model.sayings, asked), strict=True))


def test_what_others_asked_after_the_same_answer_is_nearest(model: AnswerModel) -> None:
    near = _in_reach(model, _AFTER_HOURS)
    assert near["salary/part_time"] == near["hours/nights"] == 1
    assert near["hours/part_time"] == 0.5, "of its topic"
    assert near["salary/pay_day"] < 0.1, "of another one"
    assert near["hours/=headset"] < near["hours/part_time"], "a fact, for which nobody asks"
    assert near["hours/"] == 0, "just read"


def test_it_is_likelier_after_that_answer(model: AnswerModel) -> None:
    learnt, plain = (dict(each.rank(_AFTER_HOURS, ENCODER)) for each in (model, fit()))
    assert learnt["salary/part_time"] > 10 * plain["salary/part_time"]


def test_after_what_the_model_does_not_know_only_the_topic_is_near(model: AnswerModel) -> None:
    near = _in_reach(model, replace(_AFTER_HOURS, after="hours/=worded"))
    assert max(near.values()) == near["hours/nights"] == 0.5


def test_shares_of_what_is_out_of_reach_make_nothing_else_surer(model: AnswerModel) -> None:
    found = model.in_reach(model.shares([_AFTER_HOURS], ENCODER)[0], _AFTER_HOURS)
    assert sum(share for _, share in found) < 1
