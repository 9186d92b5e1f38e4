"""The model that tells topics apart, on a small sample of the real data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu._topic_model import Sample, TopicModel
from bot.nlu._vectors import encode
from bot.nlu._words import normalise
from bot.settings import ROOT
from bot.training_data import read_utterances

_TOPICS = [
    "diploma",
    "goodbye",
    "remote_work",
    "salary",
    "stress_and_health",
    "tools",
    "training",
    "working_hours",
]
_ROUNDING = 0.2  # of margins of about one: weights are kept in a byte, the least ones not at all

Labelled = tuple[Sample, list[str]]


def _sample(*texts: str) -> Sample:
    plain = [normalise(text) for text in texts]
    return Sample(plain, encode(plain))


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    """Every utterance of eight topics."""
    utterances = read_utterances(ROOT / "data" / "nlu" / "neutral.yml")
    chosen = [utterance for utterance in utterances if utterance.intent in _TOPICS]
    return _sample(*(u.text for u in chosen)), [u.intent for u in chosen]


@pytest.fixture(scope="module")
def model(labelled: Labelled) -> TopicModel:
    return TopicModel.fit(*labelled, seed=1, threads=1)


def test_topics_are_those_of_the_labels_in_order(model: TopicModel) -> None:
    assert model.topics == _TOPICS


def test_scores_are_a_row_a_message_and_a_column_a_topic(
    model: TopicModel, labelled: Labelled
) -> None:
    sample, labels = labelled
    scores = model.scores(sample)
    assert scores.shape == (len(labels), len(_TOPICS))
    assert scores.dtype == np.float32


def test_a_message_it_was_fitted_on_scores_best_on_its_topic(
    model: TopicModel, labelled: Labelled
) -> None:
    sample, labels = labelled
    best = [_TOPICS[column] for column in model.scores(sample).argmax(axis=1)]
    assert np.mean([topic == label for topic, label in zip(best, labels, strict=True)]) > 0.98


def test_most_unseen_messages_score_best_on_their_topic(labelled: Labelled) -> None:
    sample, labels = labelled
    rows = np.arange(len(labels))
    seen, unseen = rows[rows % 4 > 0], rows[rows % 4 == 0]
    model = TopicModel.fit(sample.take(seen), [labels[row] for row in seen], seed=1, threads=1)
    best = model.scores(sample.take(unseen)).argmax(axis=1)
    right = [model.topics[column] == labels[row] for column, row in zip(best, unseen, strict=True)]
    assert np.mean(right) > 0.5  # by chance: 0.125


def test_only_the_topic_of_a_message_has_a_positive_margin(
    model: TopicModel, labelled: Labelled
) -> None:
    sample, labels = labelled
    truth = np.array([[label == topic for topic in _TOPICS] for label in labels])
    assert np.mean((model.scores(sample) > 0) == truth) > 0.98


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_model(
    model: TopicModel, labelled: Labelled, threads: int
) -> None:
    again = TopicModel.fit(*labelled, seed=1, threads=threads)
    assert np.array_equal(again.scores(labelled[0]), model.scores(labelled[0]))


def test_a_saved_model_scores_as_before(
    model: TopicModel, labelled: Labelled, tmp_path: Path
) -> None:
    sample, _ = labelled
    model.save(tmp_path)
    loaded = TopicModel.load(tmp_path)
    before, after = model.scores(sample), loaded.scores(sample)
    assert loaded.topics == model.topics
    assert after == pytest.approx(before, abs=_ROUNDING)
    # The ranking is the same, but for topics that a byte cannot tell apart.
    in_order = np.take_along_axis(after, np.argsort(-before, axis=1), axis=1)
    assert np.diff(in_order, axis=1).max() < _ROUNDING
    assert np.array_equal(after.argmax(axis=1), before.argmax(axis=1))


def test_a_saved_model_is_arrays_and_text(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".npz", ".json"}
    with np.load(tmp_path / "topic_model.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays)


def test_a_model_saved_again_is_the_same_to_the_last_bit(model: TopicModel, tmp_path: Path) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    once.mkdir()
    twice.mkdir()
    model.save(once)
    loaded = TopicModel.load(once)
    loaded.save(twice)
    again = TopicModel.load(twice)
    sample = _sample("combien on gagne ?", "au revoir")
    assert np.array_equal(again.scores(sample), loaded.scores(sample))


def test_any_text_has_finite_scores(model: TopicModel, odd_text: str) -> None:
    scores = model.scores(_sample(odd_text))
    assert scores.shape == (1, len(_TOPICS))
    assert np.isfinite(scores).all()


def test_a_message_of_nothing_known_scores_by_the_bias_alone(model: TopicModel) -> None:
    zeros = np.zeros((2, 512), np.float32)
    empty, unknown = model.scores(Sample(["", "你好"], zeros))
    assert np.array_equal(empty, unknown)


def test_a_message_scores_alike_alone_and_among_others(
    model: TopicModel, labelled: Labelled
) -> None:
    sample, _ = labelled
    together = model.scores(sample)
    for row in (0, len(sample.texts) // 2, len(sample.texts) - 1):
        alone = model.scores(sample.take(np.array([row])))[0]
        assert alone == pytest.approx(together[row], abs=1e-5)


def test_what_all_vectors_have_in_common_changes_no_score(
    model: TopicModel, labelled: Labelled
) -> None:
    sample, labels = labelled
    shifted = Sample(sample.texts, sample.vectors + np.float32(0.5))
    scores = TopicModel.fit(shifted, labels, seed=1, threads=1).scores(shifted)
    assert scores == pytest.approx(model.scores(sample), abs=0.02)


def test_spelling_by_ear_and_sms_find_the_topic(model: TopicModel) -> None:
    scores = model.scores(_sample("cb on gagn par moi, c koi le salère", "o revoir a biento"))
    assert [model.topics[column] for column in scores.argmax(axis=1)] == ["salary", "goodbye"]


def test_taking_rows_keeps_texts_and_vectors_together(labelled: Labelled) -> None:
    sample, _ = labelled
    taken = sample.take(np.array([3, 1]))
    assert taken.texts == [sample.texts[3], sample.texts[1]]
    assert np.array_equal(taken.vectors, sample.vectors[[3, 1]])
