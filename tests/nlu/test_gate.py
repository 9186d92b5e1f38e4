"""From margins to a confidence that means what it says, and what it allows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import pytest

from bot.nlu.model.gate import _COST_OF_WRONG, NO_QUESTIONS, Gate, offers, probabilities
from tests.contents import CONTENT

_TOPICS = ["a", "b", "c", "d", "e"]

Margins = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


def _margins(noise: float, messages: int = 2_000, topics: int = 5) -> tuple[Margins, Labels]:
    """Margins as of SVMs: about 0 for the right topic, -1 for the others, blurred by `noise`."""
    rng = np.random.default_rng(7)
    truth = rng.integers(topics, size=messages)
    scores = rng.normal(-1, noise, size=(messages, topics))
    scores[np.arange(messages), truth] += 1
    return scores.astype(np.float32), truth


def _log_loss(scores: Margins, truth: Labels, temperature: float) -> float:
    right = probabilities(scores, temperature)[np.arange(len(truth)), truth]
    return float(-np.log(right).mean())


def _cost(gate: Gate, scores: Margins, truth: Labels, sure: float) -> float:
    """What a threshold costs: a wrong answer more than a right one held back."""
    confidence = probabilities(scores, gate.temperature)
    right = confidence.argmax(axis=1) == truth
    best = confidence.max(axis=1)
    return float((~right & (best >= sure)).sum() * _COST_OF_WRONG + (right & (best < sure)).sum())


def test_probabilities_are_positive_and_sum_to_one() -> None:
    scores, _ = _margins(0.4)
    confidence = probabilities(scores, 3)
    assert (confidence > 0).all()
    assert confidence.sum(axis=1) == pytest.approx(1)


def test_probabilities_of_extreme_margins_are_finite() -> None:
    extreme = np.array([[1e6, -1e6, 0], [-1e6, -1e6, -1e6]], np.float32)
    confidence = probabilities(extreme, 20)
    assert confidence == pytest.approx(np.array([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]))


def test_probabilities_leave_the_margins_as_they_were() -> None:
    scores, _ = _margins(0.4)
    before = scores.copy()
    probabilities(scores, 3)
    assert np.array_equal(scores, before)


def test_a_higher_temperature_sharpens_without_changing_the_order() -> None:
    scores, _ = _margins(0.4)
    mild, sharp = probabilities(scores, 1), probabilities(scores, 5)
    assert np.array_equal(mild.argmax(axis=1), sharp.argmax(axis=1))
    assert (sharp.max(axis=1) > mild.max(axis=1)).all()


@pytest.mark.parametrize("noise", [0.2, 0.4, 0.6])
def test_calibration_lowers_the_log_loss(noise: float) -> None:
    scores, truth = _margins(noise)
    chosen = Gate.fit(scores, truth).temperature
    assert _log_loss(scores, truth, chosen) < _log_loss(scores, truth, 1)
    # The best of all within reach, to the step of the search.
    for other in (chosen * 1.15, chosen / 1.15):
        if 0.5 <= other <= 20:
            assert _log_loss(scores, truth, chosen) < _log_loss(scores, truth, other)


def test_noisier_margins_are_trusted_less() -> None:
    temperatures = [Gate.fit(*_margins(noise)).temperature for noise in (0.3, 0.5, 0.8)]
    assert temperatures == sorted(temperatures, reverse=True)
    assert len(set(temperatures)) == 3


def test_calibrated_confidence_is_the_share_of_right_answers() -> None:
    scores, truth = _margins(0.5, messages=20_000)
    confidence = probabilities(scores, Gate.fit(scores, truth).temperature)
    right, best = confidence.argmax(axis=1) == truth, confidence.max(axis=1)
    for low in (0.4, 0.6, 0.8):
        band = (best >= low) & (best < low + 0.2)
        assert right[band].mean() == pytest.approx(best[band].mean(), abs=0.05)


@pytest.mark.parametrize("noise", [0.3, 0.5, 0.8])
def test_no_other_threshold_costs_less(noise: float) -> None:
    scores, truth = _margins(noise)
    gate = Gate.fit(scores, truth)
    chosen = _cost(gate, scores, truth, gate.sure)
    assert chosen == min(_cost(gate, scores, truth, s) for s in np.linspace(0.05, 0.9, 86))
    assert chosen < _cost(gate, scores, truth, 0.9)


def test_the_worse_the_model_the_more_is_held_back() -> None:
    def held_back(noise: float) -> float:
        scores, truth = _margins(noise)
        gate = Gate.fit(scores, truth)
        return float((probabilities(scores, gate.temperature).max(axis=1) < gate.sure).mean())

    assert held_back(0.3) < held_back(0.5) < held_back(0.8)


def test_a_model_that_is_always_right_holds_nothing_back() -> None:
    scores, truth = _margins(0.01)
    gate = Gate.fit(scores, truth)
    assert (probabilities(scores, gate.temperature).max(axis=1) >= gate.sure).all()


def test_ranking_is_best_first_and_of_all_topics() -> None:
    gate = Gate(temperature=4, sure=0.5)
    ranking = gate.rank(_TOPICS, np.array([-1, 0.5, -0.5, 0, -2], np.float32))
    assert [topic for topic, _ in ranking] == ["b", "d", "c", "a", "e"]
    assert sum(confidence for _, confidence in ranking) == pytest.approx(1)


def test_equal_margins_keep_the_order_of_the_topics() -> None:
    ranking = Gate(temperature=4, sure=0.5).rank(_TOPICS, np.zeros(5, np.float32))
    assert ranking == [(topic, pytest.approx(0.2)) for topic in _TOPICS]


@pytest.mark.parametrize(
    ("best", "grade"),
    [
        (0.9, "sure"),
        (0.5, "sure"),
        (0.499, "hesitant"),
        (0.02, "hesitant"),
        (0.019, "unknown"),
    ],
)
def test_the_best_confidence_decides_the_grade(best: float, grade: str) -> None:
    gate = Gate(temperature=4, sure=0.5)
    assert gate.grade([("a", best), ("b", 0.01)]) == grade


def test_offers_are_the_topics_above_noise_best_first() -> None:
    ranking = [("c", 0.4), ("a", 0.2), ("e", 0.02), ("b", 0.019), ("d", 0.01)]
    assert offers(ranking) == ["c", "a", "e"]


def test_what_is_said_beside_a_question_is_not_offered() -> None:
    ranking = [("thanks", 0.4), ("salary", 0.3), ("out_of_scope", 0.1), ("distress", 0.05)]
    assert offers(ranking) == ["salary"]


def test_a_message_near_small_talk_alone_is_unknown() -> None:
    gate = Gate(temperature=4, sure=0.5)
    assert gate.grade([("thanks", 0.4), ("joke", 0.3), ("salary", 0.01)]) == "unknown"
    assert gate.grade([("thanks", 0.6), ("joke", 0.3)]) == "sure"


def test_what_is_no_question_is_a_topic_of_the_content() -> None:
    assert set(CONTENT.topics) >= NO_QUESTIONS


def test_nothing_is_offered_when_all_topics_are_alike() -> None:
    many = [f"topic {number}" for number in range(80)]
    ranking = Gate(temperature=4, sure=0.5).rank(many, np.zeros(80, np.float32))
    assert offers(ranking) == []
    assert Gate(temperature=4, sure=0.5).grade(ranking) == "unknown"


def test_a_gate_survives_being_written_down() -> None:
    gate = Gate.fit(*_margins(0.4))
    assert Gate(**asdict(gate)) == gate
    assert all(type(value) is float for value in asdict(gate).values())
