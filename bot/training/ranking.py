"""Choosing what each likeness weighs when answers are ranked, on dialogues that were judged.

The weights maximise the likelihood that one of the right answers comes first (a conditional logit,
McFadden, 1974), so that the ranker's sums are log odds as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import LIKENESSES, Asked, Ranker
from bot.nlu.model.vectors import Encoder

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_PENALTY = 1e-3  # on the square of a weight, of likenesses of size one, in the mean log loss
# A pattern that matches more answers than this, « oui », matches by chance: of these, the nearest
# ones are taken.
_MOST_RIGHT, _NEAREST = 12, 25
_LEAST_SIZE = 1e-6  # of a likeness that is always none


@dataclass(frozen=True)
class Judged:
    """A message in its conversation, the labels of the answers that are right, and its weight."""

    asked: Asked
    right: frozenset[str]
    weight: float = 1.0


Judgements = Sequence[Judged]


def choose_ranker(judged_by: Sequence[tuple[AnswerModel, Judgements]], encoder: Encoder) -> Ranker:
    """Return the ranker under which right answers are likeliest to come first.

    Each message is judged by a model that did not learn it; all models have the same labels.
    """
    measured = [_measured(model, judged, encoder) for model, judged in judged_by]
    likenesses, right, weights = (np.concatenate(each) for each in zip(*measured, strict=True))
    rough = fit_weights(likenesses, right, weights)
    return fit_weights(likenesses, plausible(right, rough.scores(likenesses)), weights)


def _measured(
    model: AnswerModel, judged: Judgements, encoder: Encoder
) -> tuple[npt.NDArray[np.float32], Flags, Array]:
    known = set(model.labels)
    answered = [each for each in judged if each.right & known]
    likenesses = model.likenesses([each.asked for each in answered], encoder)
    right = np.array([[label in each.right for label in model.labels] for each in answered])
    return likenesses, right, np.array([each.weight for each in answered])


def plausible(right: Flags, scores: npt.NDArray[np.float32]) -> Flags:
    """Return the right answers of each message without those that are right by chance."""
    kept = right.copy()
    for row, (flags, sums) in enumerate(zip(right, scores, strict=True)):
        near = np.zeros(len(flags), bool)
        near[np.argsort(-sums, kind="stable")[:_NEAREST]] = True
        if flags.sum() > _MOST_RIGHT and (flags & near).any():
            kept[row] = flags & near
    return kept


def fit_weights(
    likenesses: npt.NDArray[np.float32], right: Flags, counts: Array | None = None
) -> Ranker:
    """Return the ranker of messages × labels × LIKENESSES; each message has a right answer.

    `counts` is how much each message counts, all the same by default.
    """
    rows, labels, _ = likenesses.shape
    found = likenesses.reshape(rows * labels, -1)
    shares = np.ones(rows) if counts is None else counts
    shares = shares / shares.sum()
    sizes = np.sqrt(np.mean(np.square(found), axis=0, dtype=np.float64)) + _LEAST_SIZE

    def loss(weights: Array) -> tuple[float, Array]:
        sums = (found @ (weights / sizes).astype(np.float32)).reshape(rows, labels)
        likely = np.exp(sums - sums.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        hits = (likely * right).sum(axis=1) + 1e-12
        wrong = (likely - likely * right / hits[:, None]) * shares[:, None]
        slope = (wrong.astype(np.float32).ravel() @ found) / sizes
        mean = -(shares * np.log(hits)).sum()
        return float(mean + _PENALTY * weights @ weights), slope + 2 * _PENALTY * weights

    start = np.zeros(len(sizes))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Ranker(dict(zip(LIKENESSES, map(float, best.x / sizes), strict=True)))
