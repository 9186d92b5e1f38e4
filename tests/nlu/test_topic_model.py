"""The model that tells topics apart, on a small sample of the real data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.model.topic_model import TopicModel
from bot.nlu.model.vectors import DIMENSIONS, Encoder, Vectors
from bot.settings import ROOT
from bot.text.words import normalise
from bot.training.utterances import read_utterances

pytestmark = pytest.mark.model  # it trains small ones

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
_ROUNDING = 0.3  # of margins of about one: weights are kept in a byte, the least ones not at all

Labelled = tuple[list[str], list[str]]

_ENCODER = Encoder()


def _plain(*texts: str) -> list[str]:
    return [normalise(text) for text in texts]


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    """Every utterance of eight topics."""
    utterances = read_utterances(ROOT / "data" / "nlu.yml")
    chosen = [utterance for utterance in utterances if utterance.intent in _TOPICS]
    return _plain(*(u.text for u in chosen)), [u.intent for u in chosen]


@pytest.fixture(scope="module")
def model(labelled: Labelled) -> TopicModel:
    return TopicModel.fit(*labelled, _ENCODER, seed=1, threads=1)


def test_topics_are_those_of_the_labels_in_order(model: TopicModel) -> None:
    assert model.topics == _TOPICS


def test_scores_are_a_row_a_message_and_a_column_a_topic(
    model: TopicModel, labelled: Labelled
) -> None:
    texts, labels = labelled
    scores = model.scores(texts, _ENCODER)
    assert scores.shape == (len(labels), len(_TOPICS))
    assert scores.dtype == np.float32


def test_a_message_it_was_fitted_on_scores_best_on_its_topic(
    model: TopicModel, labelled: Labelled
) -> None:
    texts, labels = labelled
    best = [_TOPICS[column] for column in model.scores(texts, _ENCODER).argmax(axis=1)]
    assert np.mean([topic == label for topic, label in zip(best, labels, strict=True)]) > 0.98


def test_most_unseen_messages_score_best_on_their_topic(labelled: Labelled) -> None:
    texts, labels = labelled
    rows = np.arange(len(labels))
    seen, unseen = rows[rows % 4 > 0], rows[rows % 4 == 0]
    model = TopicModel.fit(
        [texts[row] for row in seen], [labels[row] for row in seen], _ENCODER, seed=1, threads=1
    )
    best = model.scores([texts[row] for row in unseen], _ENCODER).argmax(axis=1)
    right = [model.topics[column] == labels[row] for column, row in zip(best, unseen, strict=True)]
    assert np.mean(right) > 0.5  # by chance: 0.125


def test_only_the_topic_of_a_message_has_a_positive_margin(
    model: TopicModel, labelled: Labelled
) -> None:
    texts, labels = labelled
    truth = np.array([[label == topic for topic in _TOPICS] for label in labels])
    assert np.mean((model.scores(texts, _ENCODER) > 0) == truth) > 0.98


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_model(
    model: TopicModel, labelled: Labelled, threads: int
) -> None:
    again = TopicModel.fit(*labelled, _ENCODER, seed=1, threads=threads)
    assert np.array_equal(again.scores(labelled[0], _ENCODER), model.scores(labelled[0], _ENCODER))


def test_a_saved_model_scores_as_before(
    model: TopicModel, labelled: Labelled, tmp_path: Path
) -> None:
    texts, _ = labelled
    model.save(tmp_path)
    loaded = TopicModel.load(tmp_path)
    before, after = model.scores(texts, _ENCODER), loaded.scores(texts, _ENCODER)
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
    texts = _plain("combien on gagne ?", "au revoir")
    assert np.array_equal(again.scores(texts, _ENCODER), loaded.scores(texts, _ENCODER))


def test_any_text_has_finite_scores(model: TopicModel, odd_text: str) -> None:
    scores = model.scores(_plain(odd_text), _ENCODER)
    assert scores.shape == (1, len(_TOPICS))
    assert np.isfinite(scores).all()


def test_a_message_scores_alike_alone_and_among_others(
    model: TopicModel, labelled: Labelled
) -> None:
    texts, _ = labelled
    together = model.scores(texts, _ENCODER)
    for row in (0, len(texts) // 2, len(texts) - 1):
        alone = model.scores([texts[row]], _ENCODER)[0]
        assert alone == pytest.approx(together[row], abs=1e-5)


class _Listening(Encoder):
    """An encoder that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str], workers: int = 1) -> Vectors:
        self.asked += texts
        return super().encode(texts, workers)


def test_only_a_message_in_doubt_is_encoded(model: TopicModel) -> None:
    clear, doubtful = _plain("Au revoir et bonne soirée", "xyzzy")  # which is in no example
    encoder = _Listening()
    scores = model.scores([clear, doubtful], encoder)
    assert encoder.asked == [doubtful]
    assert model.topics[scores[0].argmax()] == "goodbye"


class _Shifted(Encoder):
    """An encoder whose vectors all lie half a unit further along each axis."""

    def encode(self, texts: list[str], workers: int = 1) -> Vectors:
        return super().encode(texts, workers) + np.float32(0.5)


class _Silent(Encoder):
    """An encoder to which no text means anything."""

    def encode(self, texts: list[str], workers: int = 1) -> Vectors:
        return np.zeros((len(texts), DIMENSIONS), np.float32)


def test_what_all_vectors_have_in_common_changes_no_score(
    model: TopicModel, labelled: Labelled
) -> None:
    texts, labels = labelled
    shifted = TopicModel.fit(texts, labels, _Shifted(), seed=1, threads=1)
    assert shifted.scores(texts, _Shifted()) == pytest.approx(
        model.scores(texts, _ENCODER), abs=0.02
    )


def test_a_message_of_nothing_known_scores_by_the_bias_alone(model: TopicModel) -> None:
    empty, unknown = model.scores(["", "你好"], _Silent())
    assert np.array_equal(empty, unknown)


def test_spelling_by_ear_and_sms_find_the_topic(model: TopicModel) -> None:
    scores = model.scores(
        _plain("cb on gagn par moi, c koi le salère", "o revoir a biento"), _ENCODER
    )
    assert [model.topics[column] for column in scores.argmax(axis=1)] == ["salary", "goodbye"]
