"""Words that but point back ask of what was just read, and teach no answer by themselves."""

from __future__ import annotations

import numpy as np
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


def test_it_is_likelier_after_that_answer_and_nowhere_else(model: AnswerModel) -> None:
    def shares(asked: Asked) -> tuple[float, float]:
        ranked = (dict(each.rank(asked, ENCODER)) for each in (model, fit()))
        learnt, plain = (own["salary/part_time"] for own in ranked)
        return learnt, plain

    learnt, plain = shares(_AFTER_HOURS)
    assert learnt > 10 * plain
    learnt, plain = shares(Asked(_POINTING))
    assert learnt == pytest.approx(plain, abs=0.02)


def test_shares_of_what_is_out_of_reach_make_nothing_else_surer(model: AnswerModel) -> None:
    shares = np.array(
        [
            share
            for _, share in model.likeliest(
                model.shares([_AFTER_HOURS], ENCODER)[0], _AFTER_HOURS, ENCODER
            )
        ]
    )
    assert shares.sum() < 1
