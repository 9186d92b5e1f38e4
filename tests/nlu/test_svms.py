"""One linear SVM a topic, and its weights in a byte each."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random
from sklearn.svm import LinearSVC

from bot.nlu.model.svms import fit_svms

pytestmark = pytest.mark.model  # it trains small ones

_TOPICS = 4


def _messages(number: int, seed: int, words: int = 400) -> tuple[csr_matrix, np.ndarray]:
    """Messages of some words, the frequent ones last, and the topics that the words speak for."""
    rng = np.random.default_rng(seed)
    features = random(number, words, 0.05, "csr", np.float32, random_state=seed)
    features = csr_matrix(features.multiply(np.linspace(0.2, 2, words, dtype=np.float32)))
    speaks_for = np.random.default_rng(0).normal(size=(words, _TOPICS))
    scores = features @ speaks_for + rng.normal(0, 0.3, (number, _TOPICS))
    return features, scores.argmax(axis=1)


def test_they_are_as_right_as_the_svms_of_scikit_learn() -> None:
    features, columns = _messages(12_000, seed=1)
    unseen, truth = _messages(3_000, seed=2)
    weights, bias = fit_svms(features, columns, _TOPICS, seed=1, threads=1)
    ours = (unseen @ weights).toarray() + bias
    everything = LinearSVC(C=1.0, random_state=1).fit(features, columns).decision_function(unseen)
    right = np.mean(ours.argmax(axis=1) == truth)
    assert right > 0.6  # by chance: 0.25
    assert right == pytest.approx(np.mean(everything.argmax(axis=1) == truth), abs=0.01)


def test_most_examples_are_left_out_and_the_margins_stay() -> None:
    features, columns = _messages(12_000, seed=1)
    unseen, _ = _messages(500, seed=2)
    weights, bias = fit_svms(features, columns, _TOPICS, seed=1, threads=1)
    for topic in range(_TOPICS):
        svm = LinearSVC(C=1.0, random_state=1, tol=1e-3).fit(features, columns == topic)
        ours = (unseen @ weights).toarray()[:, topic] + bias[topic]
        assert ours == pytest.approx(svm.decision_function(unseen), abs=0.1)


def test_topics_far_apart_have_their_margin_too() -> None:
    columns = np.arange(9_000) % 3
    features = csr_matrix(10 * np.eye(3, dtype=np.float32)[columns])
    weights, bias = fit_svms(features, columns, 3, seed=1, threads=1)
    assert np.array_equal(((features @ weights).toarray() + bias).argmax(axis=1), columns)


def test_a_weight_stands_where_its_feature_does() -> None:
    # Feature 0 is rare and speaks for topic 1; feature 1 is everywhere and speaks for nothing.
    columns = (np.arange(4_000) % 20 == 0).astype(int)
    features = csr_matrix(np.stack([columns, np.ones(4_000)], axis=1).astype(np.float32))
    weights, _ = fit_svms(features, columns, 2, seed=1, threads=1)
    of_topic = weights.toarray()[:, 1]
    assert of_topic[0] > 1 > abs(of_topic[1])
