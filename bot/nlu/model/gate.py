"""How sure is sure: from the margins of the SVMs to a calibrated confidence and its use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from bot.content import OUT_OF_SCOPE
from bot.nlu.model.topic_model import Array, Vectors

Grade = Literal["sure", "hesitant", "unknown"]

_TEMPERATURES = np.geomspace(0.5, 20, 75)
_THRESHOLDS = np.linspace(0.05, 0.9, 86)
# A wrong answer costs a visitor a new question and some trust, a right one held back behind
# « Vouliez-vous dire… ? » one touch: the bot answers when it is right three times out of four.
_COST_OF_WRONG = 3.0
# What is worth a button: under it a title is noise.
_WORTH_OFFERING = 0.02

# What is said beside a question, not asked: no button offers it, and in « merci, et c'est payé
# combien ? » it is no second question.
NO_QUESTIONS = frozenset(
    (
        *("greet", "goodbye", "thanks", "how_are_you", "affirm", "deny", "repeat", "tell_me_more"),
        *("positive_feedback", "negative_feedback", "insult", "other_language", "distress"),
        *("joke", "start_over", "out_of_scope"),
    )
)


@dataclass(frozen=True)
class Gate:
    """A temperature that makes margins probabilities, and the confidence from which one is sure.

    `outside` is added to the margin of out of scope before.
    """

    temperature: float
    sure: float
    outside: float = 0.0

    @classmethod
    def fit(cls, scores: Vectors, truth: npt.NDArray[np.int64]) -> Gate:
        """Choose both on margins of messages that the model has not seen.

        The temperature minimises the log loss (Guo et al., 2017); the threshold minimises wrong
        answers given as sure and right ones held back.
        """
        rows = np.arange(len(truth))
        losses = [
            -np.log(probabilities(scores, t)[rows, truth] + 1e-9).mean() for t in _TEMPERATURES
        ]
        temperature = float(_TEMPERATURES[int(np.argmin(losses))])
        confident = probabilities(scores, temperature)
        right = confident.argmax(axis=1) == truth
        best = confident.max(axis=1)
        costs = [
            (~right & (best >= t)).sum() * _COST_OF_WRONG + (right & (best < t)).sum()
            for t in _THRESHOLDS
        ]
        return cls(temperature, float(_THRESHOLDS[int(np.argmin(costs))]))

    def confidences(self, topics: list[str], scores: Vectors) -> Array:
        """Return the probability of each topic, row by row."""
        return probabilities(lean_outside(topics, scores, self.outside), self.temperature)

    def rank(self, topics: list[str], scores: Vectors) -> list[tuple[str, float]]:
        """Return (topic, confidence) of one message's margins, best first."""
        confidence = self.confidences(topics, scores[np.newaxis, :])[0]
        order = np.argsort(-confidence, kind="stable")
        return [(topics[index], float(confidence[index])) for index in order]

    def grade(self, ranking: list[tuple[str, float]]) -> Grade:
        """Return what the best confidence allows: to answer, to ask, or neither."""
        if ranking[0][1] >= self.sure:
            return "sure"
        return "hesitant" if offers(ranking) else "unknown"


def offers(ranking: list[tuple[str, float]]) -> list[str]:
    """Return the topics that deserve a « Vouliez-vous dire… ? » button, best first."""
    return [
        topic
        for topic, confidence in ranking
        if confidence >= _WORTH_OFFERING and topic not in NO_QUESTIONS
    ]


def lean_outside(topics: list[str], scores: Vectors, outside: float) -> Vectors:
    """Return margins where out of scope has `outside` more."""
    leaning: Vectors = np.array([outside * (topic == OUT_OF_SCOPE) for topic in topics], np.float32)
    return scores + leaning


def probabilities(scores: Vectors, temperature: float) -> Array:
    """Return the softmax of margins sharpened by `temperature`, row by row."""
    scaled = scores.astype(np.float64) * temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    exponentials = np.exp(scaled)
    result: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
    return result
