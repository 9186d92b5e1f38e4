"""Choosing what each likeness weighs when answers are ranked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from bot.nlu.model.likenesses import LIKENESSES, Asked
from bot.training.ranking import (
    Compared,
    Judged,
    choose_ranker,
    chosen,
    fit_weights,
    plausible,
)
from tests.nlu.few_answers import ENCODER, EXAMPLES, fit

pytestmark = pytest.mark.model  # it trains small ones

_MESSAGES, _LABELS = 200, 5
_RIGHT, _WRONG, _IDLE = LIKENESSES[:3]

Flags = npt.NDArray[np.bool_]
Vectors = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def right() -> Flags:
    columns = np.random.RandomState(1).randint(_LABELS, size=_MESSAGES)
    return np.eye(_LABELS, dtype=bool)[columns]


def _all(likenesses: Vectors, right: Flags) -> Compared:
    return Compared(likenesses, right, np.ones(right.shape))


def _likenesses(right: Flags) -> Vectors:
    """One likeness tells the right label, one a wrong one, the others nothing."""
    made = np.random.RandomState(2).normal(0, 0.1, (*right.shape, len(LIKENESSES)))
    made[:, :, 0] += right
    made[:, :, 1] += np.roll(right, 1, axis=1)
    made[:, :, 2:] = 0.7
    return made.astype(np.float32)


def test_what_tells_the_right_answer_weighs_most_and_what_misleads_weighs_against(
    right: Flags,
) -> None:
    ranker = fit_weights(_all(_likenesses(right), right))
    assert ranker.weights[_RIGHT] > 1
    assert ranker.weights[_WRONG] < 0
    assert ranker.weights[_IDLE] == pytest.approx(0, abs=0.05)


def test_under_the_weights_that_were_chosen_the_right_answers_come_first(right: Flags) -> None:
    likenesses = _likenesses(right)
    first = fit_weights(_all(likenesses, right)).scores(likenesses).argmax(axis=1)
    assert np.mean(right[np.arange(_MESSAGES), first]) > 0.99


def test_any_of_several_right_answers_will_do(right: Flags) -> None:
    both = right | np.roll(right, 1, axis=1)
    likenesses = _likenesses(np.roll(right, 1, axis=1))
    first = fit_weights(_all(likenesses, both)).scores(likenesses).argmax(axis=1)
    assert np.mean(both[np.arange(_MESSAGES), first]) > 0.99


def test_the_sums_are_log_odds(right: Flags) -> None:
    # A likeness that is right four times in five is trusted for about four fifths.
    told = np.where((np.arange(_MESSAGES) % 5 == 0)[:, None], np.roll(right, 1, axis=1), right)
    made = np.zeros((*right.shape, len(LIKENESSES)), np.float32)
    made[:, :, 0] = told
    likely = np.exp(fit_weights(_all(made, right)).scores(made))
    likely /= likely.sum(axis=1, keepdims=True)
    assert likely.max(axis=1).mean() == pytest.approx(0.8, abs=0.03)


def test_of_many_answers_that_match_by_chance_the_nearest_are_kept() -> None:
    scores = np.arange(40, dtype=np.float32)[None, :]
    many, few = np.ones((1, 40), bool), np.arange(40)[None, :] < 3
    assert np.flatnonzero(plausible(many, scores)).tolist() == list(range(15, 40))
    assert plausible(few, scores).tolist() == few.tolist()


def test_a_message_is_compared_with_the_likeliest_answers_and_some_that_stand_for_the_rest() -> (
    None
):
    count = 1000
    scores = np.arange(count, dtype=np.float32)[None, :]
    right = np.zeros((1, count), bool)
    right[0, 7] = True
    likenesses = np.repeat(scores[:, :, None], len(LIKENESSES), axis=2)
    compared = chosen(likenesses, right, scores, np.random.RandomState(1))
    columns = compared.likenesses[0, :, 0].astype(int)
    assert len({*columns}) == len(columns) < 200
    assert columns[compared.right[0]].tolist() == [7]
    assert columns[1:90].tolist() == list(range(count - 1, count - 90, -1))
    assert compared.stands_for.sum() == pytest.approx(count)


def test_an_answer_that_stands_for_ten_weighs_as_ten_like_it() -> None:
    right = np.arange(_LABELS)[None, :].repeat(_MESSAGES, axis=0) == 0
    few = np.random.RandomState(2).normal(0, 1, (*right.shape, len(LIKENESSES))).astype(np.float32)
    few[:, 0, 0] += 1
    times = np.array([1, *[10] * (_LABELS - 1)])
    tenfold = _all(few.repeat(times, axis=1), right.repeat(times, axis=1))
    standing = Compared(few, right, np.ones(right.shape) * times)
    told, like = fit_weights(standing).weights, fit_weights(tenfold).weights
    assert [told[name] for name in LIKENESSES] == pytest.approx(
        [like[name] for name in LIKENESSES], abs=0.02
    )


def test_a_ranker_is_chosen_on_judged_messages() -> None:
    model = fit()
    judged = [Judged(Asked(e.text), frozenset({e.label})) for e in EXAMPLES]
    judged.append(Judged(Asked("une question sans réponse"), frozenset()))
    ranker = choose_ranker([(model, judged)], ENCODER)
    found = model.likenesses([each.asked for each in judged[:-1]], ENCODER)
    first = [model.labels[place] for place in ranker.scores(found).argmax(axis=1)]
    assert first == [example.label for example in EXAMPLES]
