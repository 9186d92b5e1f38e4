"""The figures of an evaluation."""

from __future__ import annotations

import pytest

from bot.content import OUT_OF_SCOPE
from bot.training.evaluation import Prediction, evaluate


def predicted(label: str, topic: str | None, *offered: str) -> Prediction:
    return Prediction("un texte", label, topic, topic or next(iter(offered), None), list(offered))


RIGHT = predicted("salary", "salary")
WRONG = predicted("salary", "tools")
OFFERED = predicted("salary", None, "tools", "salary")
FALLBACK = predicted("salary", None, "tools")
REFUSED = predicted("salary", OUT_OF_SCOPE)
CAUGHT = predicted(OUT_OF_SCOPE, OUT_OF_SCOPE)
CAUGHT_BY_FALLBACK = predicted(OUT_OF_SCOPE, None, "salary")
MISSED = predicted(OUT_OF_SCOPE, "salary")


@pytest.mark.parametrize(
    ("prediction", "right", "right_or_offered"),
    [
        (RIGHT, True, True),
        (WRONG, False, False),
        (OFFERED, False, True),
        (FALLBACK, False, False),
        (REFUSED, False, False),
        (CAUGHT, True, True),
        (CAUGHT_BY_FALLBACK, False, False),
        (predicted("salary", "tools", "salary"), False, False),
    ],
)
def test_a_topic_counts_as_offered_only_when_none_is_answered(
    prediction: Prediction, right: bool, right_or_offered: bool
) -> None:
    assert prediction.right is right
    assert prediction.right_or_offered is right_or_offered


def test_the_shares_count_every_message() -> None:
    report = evaluate([RIGHT, RIGHT, RIGHT, WRONG, OFFERED, FALLBACK, CAUGHT, MISSED])
    assert report.messages == 8
    assert report.right == 4 / 8
    assert report.right_or_offered == 5 / 8


def test_a_fallback_is_not_wrong_and_sure() -> None:
    assert evaluate([RIGHT, OFFERED, FALLBACK, CAUGHT_BY_FALLBACK]).wrong_and_sure == 0
    assert evaluate([RIGHT, WRONG, REFUSED, MISSED]).wrong_and_sure == 3 / 4


def test_only_a_good_question_taken_for_out_of_scope_is_refused() -> None:
    report = evaluate([RIGHT, WRONG, FALLBACK, REFUSED, CAUGHT, CAUGHT])
    assert report.good_refused == 1 / 4


def test_an_out_of_scope_message_is_caught_when_no_topic_is_answered() -> None:
    report = evaluate([RIGHT, CAUGHT, CAUGHT_BY_FALLBACK, MISSED, MISSED])
    assert report.out_of_scope_messages == 4
    assert report.out_of_scope_caught == 2 / 4


def test_without_out_of_scope_messages_no_share_of_them_is_claimed() -> None:
    report = evaluate([RIGHT, WRONG])
    assert report.out_of_scope_messages == 0
    assert report.out_of_scope_caught is None


def test_each_topic_has_its_count_and_its_share() -> None:
    report = evaluate([RIGHT, WRONG, predicted("tools", "tools"), CAUGHT])
    assert report.per_topic == {"salary": (2, 0.5), "tools": (1, 1.0), OUT_OF_SCOPE: (1, 1.0)}


def test_the_confusions_are_counted_the_most_frequent_first() -> None:
    report = evaluate([RIGHT, FALLBACK, WRONG, WRONG, MISSED, MISSED, MISSED])
    assert report.confusions == [
        (OUT_OF_SCOPE, "salary", 3),
        ("salary", "tools", 2),
        ("salary", "fallback", 1),
    ]


def test_no_prediction_gives_an_empty_report() -> None:
    report = evaluate([])
    assert (report.messages, report.right, report.wrong_and_sure) == (0, 0.0, 0.0)
    assert (report.per_topic, report.confusions) == ({}, [])


def test_the_best_guess_is_judged_without_the_gate() -> None:
    held_back = predicted("salary", None, "salary", "tools")
    assert evaluate([held_back, WRONG]).best_guess_right == 0.5
    assert evaluate([held_back, WRONG]).right == 0.0
