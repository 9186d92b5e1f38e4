"""One linear SVM a topic, against all the others: fitting them, and keeping them small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.svm import LinearSVC

Vectors = npt.NDArray[np.float32]

_MARGIN_COST = 1.0  # C of the SVMs: 0.3 and 2 lose a little on unseen voices
_TOLERANCE = 0.2  # as right on the test part as a hundredth
# Only the examples near its margin make an SVM. A rough one, of this share of all examples, finds
# those of the others that come near. With a second rough SVM it was right a tenth of a point more
# often, and took a third longer.
_SHARE = 0.08
_FEWEST = 2_000  # examples that each of the two reads at the least: a bot's first ones are few
_ROUGH_TOLERANCE = 0.3
_NEAR = -0.8  # the margin of the rough SVM from which an example of the others counts
# In the file a weight is a whole number of steps, 127 for the greatest of its topic. Those of fewer
# steps move one message in a thousand, and are a seventh of the file.
_LEAST_STEPS = 1.5


def fit_svms(
    features: csr_matrix, columns: npt.NDArray[np.int64], topics: int, seed: int, threads: int
) -> tuple[csr_matrix, Vectors]:
    """Return the weights (features × topics) and the bias of each topic's SVM.

    `columns` is the place of each example's topic, from 0 to `topics` - 1.
    """
    share = max(_SHARE, _FEWEST / len(columns))
    first = np.random.RandomState(seed).rand(len(columns)) < share
    by_frequency = np.argsort(-features.getnnz(axis=0), kind="stable")
    # What each fit reads most stands side by side, in the processor's cache: a fifth of the time.
    examples = features[:, by_frequency]
    # Processes, not threads: liblinear draws its random numbers from one generator a process, and
    # threads that share it make a model that no seed repeats.
    fitted = Parallel(threads)(
        delayed(_fit_svm)(examples, columns == topic, first, seed) for topic in range(topics)
    )
    weights = vstack([coefficients for coefficients, _ in fitted]).T.tocsr()
    weights = weights[np.argsort(by_frequency)]
    return weights, np.array([intercept for _, intercept in fitted], dtype=np.float32)


def _fit_svm(
    features: csr_matrix, is_topic: npt.NDArray[np.bool_], first: npt.NDArray[np.bool_], seed: int
) -> tuple[csr_matrix, float]:
    def fit(rows: npt.NDArray[np.bool_], tolerance: float) -> LinearSVC:
        svm = LinearSVC(C=_MARGIN_COST, random_state=seed, tol=tolerance)
        return svm.fit(features[rows], is_topic[rows])

    rough = fit(is_topic | first, _ROUGH_TOLERANCE)
    # As its `decision_function`, which would make every feature twice as wide first.
    margins = features @ rough.coef_[0].astype(np.float32) + rough.intercept_[0]
    others = margins[~is_topic]
    near = min(_NEAR, np.sort(others)[-min(_FEWEST, len(others))])
    svm = fit(is_topic | (margins >= near), _TOLERANCE)
    return csr_matrix(svm.coef_.astype(np.float32)), float(svm.intercept_[0])


def in_bytes(weights: csr_matrix) -> dict[str, npt.NDArray[Any]]:
    """Return weights as `from_bytes` reads them: whole numbers of steps from -127 to 127."""
    scale = np.maximum(abs(weights).max(axis=0).toarray()[0] / 127, 1e-9).astype(np.float32)
    small = csr_matrix(weights @ diags(1 / scale))
    small.data[np.abs(small.data) < _LEAST_STEPS] = 0
    small.data = np.rint(small.data).astype(np.int8)
    small.eliminate_zeros()
    smallest = np.min_scalar_type(weights.shape[1])
    return {
        "weights": small.data,
        "columns": small.indices.astype(smallest),
        "lengths": np.diff(small.indptr).astype(smallest),
        "scale": scale,
    }


def from_bytes(arrays: Mapping[str, npt.NDArray[Any]]) -> csr_matrix:
    """Return the weights of `in_bytes`, features × topics."""
    ends = np.concatenate([[0], np.cumsum(arrays["lengths"], dtype=np.int64)])
    columns = arrays["columns"].astype(np.int32)
    values = arrays["weights"].astype(np.float32) * arrays["scale"][columns]
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(arrays["scale"])))
