"""Choosing what each likeness weighs when answers are ranked, on dialogues that were judged.

The weights maximise the likelihood that one of the right answers comes first (a conditional logit,
McFadden, 1974), so that the ranker's sums are log odds as they are. A message is compared with its
likeliest answers, and with some of the others drawn by lot that stand for all of these (sampled
alternatives: McFadden, 1978); the likeliest are chosen anew with the weights that were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.likenesses import LIKENESSES, Asked, Ranker
from bot.nlu.model.vectors import Encoder

Array = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_PENALTY = 1e-3  # on the square of a weight, of likenesses of size one, in the mean log loss
# A pattern that matches more answers than this, « oui », matches by chance: of these, the nearest
# ones are taken.
_MOST_RIGHT, _NEAREST = 12, 25
_LEAST_SIZE = 1e-6  # of a likeness that is always none
_LIKELIEST, _BY_LOT = 96, 64  # answers that a message is compared with
_ROUNDS = 2
_AT_ONCE = 128  # messages whose likenesses with all answers are held together
_SEED = 1


@dataclass(frozen=True)
class Judged:
    """A message in its conversation, the labels of the answers that are right, and its weight."""

    asked: Asked
    right: frozenset[str]
    weight: float = 1.0


Judgements = Sequence[Judged]


@dataclass(frozen=True)
class Compared:
    """Messages × answers: their likenesses, which are right, how many answers each stands for."""

    likenesses: Vectors
    right: Flags
    stands_for: Array

    @classmethod
    def joined(cls, parts: Iterable[Compared]) -> Compared:
        """Return those of all parts, which have as many answers each."""
        each = [(part.likenesses, part.right, part.stands_for) for part in parts]
        likenesses, right, stands_for = zip(*each, strict=True)
        return cls(*map(np.concatenate, (likenesses, right, stands_for)))


def choose_ranker(judged_by: Sequence[tuple[AnswerModel, Judgements]], encoder: Encoder) -> Ranker:
    """Return the ranker under which right answers are likeliest to come first.

    Each message is judged by a model that did not learn it; all models have the same labels. The
    first model's own ranker says which answers are likeliest to begin with.
    """
    answered = [
        (model, [each for each in judged if each.right & {*model.labels}])
        for model, judged in judged_by
    ]
    counts = np.array([each.weight for _, judged in answered for each in judged])
    ranker = answered[0][0].ranker
    for _ in range(_ROUNDS):
        lots = np.random.RandomState(_SEED)
        parts = [_compared(model, judged, ranker, encoder, lots) for model, judged in answered]
        ranker = fit_weights(Compared.joined(parts), counts)
    return ranker


def _compared(
    model: AnswerModel,
    judged: Judgements,
    ranker: Ranker,
    encoder: Encoder,
    lots: np.random.RandomState,
) -> Compared:
    parts = []
    for start in range(0, len(judged), _AT_ONCE):
        some = judged[start : start + _AT_ONCE]
        likenesses = model.likenesses([each.asked for each in some], encoder)
        right = np.array([[label in each.right for label in model.labels] for each in some])
        scores = ranker.scores(likenesses)
        parts.append(chosen(likenesses, plausible(right, scores), scores, lots))
    return Compared.joined(parts)


def plausible(right: Flags, scores: Vectors) -> Flags:
    """Return the right answers of each message without those that are right by chance."""
    kept = right.copy()
    for row, (flags, sums) in enumerate(zip(right, scores, strict=True)):
        near = np.zeros(len(flags), bool)
        near[np.argsort(-sums, kind="stable")[:_NEAREST]] = True
        if flags.sum() > _MOST_RIGHT and (flags & near).any():
            kept[row] = flags & near
    return kept


def chosen(
    likenesses: Vectors, right: Flags, scores: Vectors, lots: np.random.RandomState
) -> Compared:
    """Return messages with the answers that they are compared with: the right ones among them."""
    count = right.shape[1]
    likeliest = min(_LIKELIEST, count)
    by_lot = min(_BY_LOT, count - likeliest)
    order = np.argsort(-np.where(right, np.inf, scores), axis=1, kind="stable")
    others = np.array([lots.permutation(row)[:by_lot] for row in order[:, likeliest:]], np.int64)
    columns = np.concatenate([order[:, :likeliest], others.reshape(len(order), by_lot)], axis=1)
    stands_for = np.ones(columns.shape)
    stands_for[:, likeliest:] = (count - likeliest) / max(by_lot, 1)
    compared = np.take_along_axis(likenesses, columns[:, :, None], axis=1)
    return Compared(compared, np.take_along_axis(right, columns, axis=1), stands_for)


def fit_weights(compared: Compared, counts: Array | None = None) -> Ranker:
    """Return the ranker of messages that have a right answer each.

    `counts` is how much each message counts, all the same by default.
    """
    rows, answers, _ = compared.likenesses.shape
    found = compared.likenesses.reshape(rows * answers, -1)
    shares = np.ones(rows) if counts is None else counts
    shares = shares / shares.sum()
    sizes = _sizes(found, compared.stands_for.ravel())

    def loss(weights: Array) -> tuple[float, Array]:
        sums = (found @ (weights / sizes).astype(np.float32)).reshape(rows, answers)
        likely = np.exp(sums - sums.max(axis=1, keepdims=True)) * compared.stands_for
        likely /= likely.sum(axis=1, keepdims=True)
        hits = (likely * compared.right).sum(axis=1) + 1e-12
        wrong = (likely - likely * compared.right / hits[:, None]) * shares[:, None]
        slope = (wrong.astype(np.float32).ravel() @ found) / sizes
        mean = -(shares * np.log(hits)).sum()
        return float(mean + _PENALTY * weights @ weights), slope + 2 * _PENALTY * weights

    start = np.zeros(len(sizes))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Ranker(dict(zip(LIKENESSES, map(float, best.x / sizes), strict=True)))


def _sizes(found: Vectors, stands_for: Array) -> Array:
    """Return the usual size of each likeness over the answers that the rows stand for."""
    means = (stands_for / stands_for.sum()).astype(np.float32) @ np.square(found)
    sizes: Array = np.sqrt(means.astype(np.float64)) + _LEAST_SIZE
    return sizes
