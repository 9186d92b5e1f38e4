"""Vectors of the meaning of a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import bot.nlu.encoder
from bot.nlu._vectors import DIMENSIONS, encode
from bot.nlu._words import normalise
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.normaliser import NORMALISED_TEXT

_SENTENCES = ["Combien gagne un conseiller ?", "Bonjour", "", "🙂", "\x00", "a" * 1_000]


@pytest.fixture
def encoder(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> SentenceEncoder:
    config = {FEATURIZER_CLASS_ALIAS: "encoder"}
    return SentenceEncoder.create(config, storage, resource, context)


def _similarity(one: str, other: str) -> float:
    left, right = encode([one, other])
    return float(left @ right)


def test_each_text_has_one_row() -> None:
    assert encode(_SENTENCES).shape == (len(_SENTENCES), DIMENSIONS)


def test_each_vector_is_of_length_one() -> None:
    assert np.linalg.norm(encode(_SENTENCES), axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_have_no_rows() -> None:
    assert encode([]).shape == (0, DIMENSIONS)


def test_the_vector_of_a_text_does_not_depend_on_its_neighbours() -> None:
    many = [f"Combien gagnent {number} conseillers ?" for number in range(300)]
    together = encode(many)
    assert together.shape == (300, DIMENSIONS)
    for row in (0, 255, 256, 299):  # two batches
        assert together[row] == pytest.approx(encode([many[row]])[0], abs=1e-5)


@pytest.mark.parametrize(
    ("sms", "plain", "unrelated"),
    [
        (
            "jvoudrai savoir pk ta choisi ce metier",
            "Je voudrais savoir pourquoi tu as choisi ce métier",
            "Où se trouve la gare de Lyon ?",
        ),
        ("c koi les horaires du taf", "C'est quoi les horaires du travail ?", "J'aime les chats."),
        ("cb on gagne ds ce boulot", "Combien on gagne dans ce travail ?", "Il pleut sur Brest."),
    ],
)
def test_sms_and_plain_spelling_of_a_sentence_are_near(
    sms: str, plain: str, unrelated: str
) -> None:
    near = _similarity(normalise(sms), normalise(plain))
    assert near > 0.8
    assert near > _similarity(sms, plain)  # what the plain spelling is for
    assert near > _similarity(normalise(plain), normalise(unrelated)) + 0.4


def test_a_message_gets_one_sentence_feature_of_its_plain_spelling(
    encoder: SentenceEncoder,
) -> None:
    message = Message({TEXT: "c koi", NORMALISED_TEXT: "c'est quoi"})
    encoder.process([message])
    (feature,) = message.features
    assert (feature.type, feature.attribute, feature.origin) == (
        FEATURE_TYPE_SENTENCE,
        TEXT,
        "encoder",
    )
    assert feature.features == pytest.approx(encode(["c'est quoi"]), abs=1e-6)


def test_a_message_that_was_not_normalised_counts_as_typed(encoder: SentenceEncoder) -> None:
    message = Message({TEXT: "bonjour"})
    encoder.process([message])
    assert message.features[0].features == pytest.approx(encode(["bonjour"]), abs=1e-6)


def test_a_message_without_text_gets_no_feature(encoder: SentenceEncoder) -> None:
    messages = [Message({TEXT: ""}), Message({TEXT: "oui"}), Message({INTENT: "greet"})]
    encoder.process(messages)
    assert [len(message.features) for message in messages] == [0, 1, 0]


def test_training_examples_are_encoded_as_messages_are(encoder: SentenceEncoder) -> None:
    data = TrainingData([Message({TEXT: "bonjour", INTENT: "greet"})])
    (example,) = encoder.process_training_data(data).training_examples
    message = Message({TEXT: "bonjour"})
    encoder.process([message])
    assert (example.features[0].features == message.features[0].features).all()


def test_of_many_examples_some_are_encoded_and_always_the_same(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.nlu.encoder, "_MOST_EXAMPLES", 3)

    def encoded() -> list[bool]:
        examples = [Message({TEXT: f"question {number}", INTENT: "help"}) for number in range(10)]
        data = encoder.process_training_data(TrainingData(examples))
        return [bool(example.features) for example in data.training_examples]

    assert sum(encoded()) == 3
    assert encoded() == encoded()


def test_any_text_has_a_finite_vector(encoder: SentenceEncoder, odd_text: str) -> None:
    message = Message({TEXT: odd_text})
    encoder.process([message])
    assert len(message.features) == bool(odd_text)
    assert all(np.isfinite(feature.features).all() for feature in message.features)
