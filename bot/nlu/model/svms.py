"""One linear SVM a topic, against all the others: fitting them, and keeping them small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.svm import LinearSVC

from bot.nlu.model.packing import from_steps, in_steps

Vectors = npt.NDArray[np.float32]

_MARGIN_COST = 1.0  # C of the SVMs: 0.3 and 2 lose a little on unseen voices
_TOLERANCE = 0.2  # as right on the test part as a hundredth
_DRAWN = 0.2  # share of the examples that tell which of all matter: of a few examples all do
_ALL_UP_TO = 1_000
# In the file a weight is a whole number of steps, 127 for the greatest of its topic. Those of fewer
# steps are two fifths of all, and cost no right topic: docs/trials.md.
_LEAST_STEPS = 3.5


def fit_svms(
    features: csr_matrix, columns: npt.NDArray[np.int64], topics: int, seed: int, threads: int
) -> tuple[csr_matrix, Vectors]:
    """Return the weights (features × topics) and the bias of each topic's SVM.

    `columns` is the place of each example's topic, from 0 to `topics` - 1.
    """
    by_frequency = np.argsort(-features.getnnz(axis=0), kind="stable")
    # What each fit reads most stands side by side, in the processor's cache: a fifth of the time.
    examples = features[:, by_frequency].astype(np.float64)
    examples.sort_indices()  # as liblinear asks for: the processes share it and could not
    drawn = np.random.default_rng(seed).random(len(columns)) < max(
        _DRAWN, _ALL_UP_TO / len(columns)
    )
    # Processes, not threads: liblinear draws its random numbers from one generator a process, and
    # threads that share it make a model that no seed repeats.
    fitted = Parallel(threads)(
        delayed(_fit_svm)(examples, columns == topic, drawn, seed) for topic in range(topics)
    )
    weights = vstack([coefficients for coefficients, _ in fitted]).T.tocsr()
    weights = weights[np.argsort(by_frequency)]
    return weights, np.array([intercept for _, intercept in fitted], dtype=np.float32)


def _fit_svm(
    features: csr_matrix, is_topic: npt.NDArray[np.bool_], drawn: npt.NDArray[np.bool_], seed: int
) -> tuple[csr_matrix, float]:
    """Fit one SVM, in half the time that all examples would take.

    Most examples of other topics lie far on their side, and leave the SVM as it is: those that do
    not are found by a first SVM, which learns from the examples that are `drawn`.
    """
    seen = is_topic | drawn
    for _ in range(2):
        svm = LinearSVC(C=_MARGIN_COST, random_state=seed, tol=_TOLERANCE)
        svm.fit(features[seen], is_topic[seen])
        margins = features @ svm.coef_[0] + svm.intercept_[0]
        seen = is_topic | (margins >= min(-1, margins[~is_topic].max()))
    return csr_matrix(svm.coef_.astype(np.float32)), float(svm.intercept_[0])


def in_bytes(weights: csr_matrix, order: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[Any]]:
    """Return weights as `from_bytes` reads them: whole numbers of steps from -127 to 127.

    `order` are the features, the most common first: their topics lie close, and compress well.
    """
    scale = np.maximum(abs(weights).max(axis=0).toarray()[0] / 127, 1e-9).astype(np.float32)
    small = csr_matrix(weights @ diags(1 / scale))[order]
    small.data[np.abs(small.data) < _LEAST_STEPS] = 0
    small.data = np.rint(small.data).astype(np.int8)
    small.eliminate_zeros()
    small.sort_indices()
    smallest = np.min_scalar_type(weights.shape[1])
    return {
        "weights": small.data,
        "columns": in_steps(small.indices, small.indptr).astype(smallest),
        "lengths": np.diff(small.indptr).astype(smallest),
        "scale": scale,
    }


def from_bytes(arrays: Mapping[str, npt.NDArray[Any]], order: npt.NDArray[np.int64]) -> csr_matrix:
    """Return the weights of `in_bytes`, features × topics."""
    ends = np.concatenate([[0], np.cumsum(arrays["lengths"], dtype=np.int64)])
    columns = from_steps(arrays["columns"], ends).astype(np.int32)
    values = arrays["weights"].astype(np.float32) * arrays["scale"][columns]
    weights = csr_matrix((values, columns, ends), shape=(len(order), len(arrays["scale"])))
    return weights[np.argsort(order)]
