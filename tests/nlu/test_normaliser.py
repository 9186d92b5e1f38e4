"""The plain spelling beside the text of a message."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normaliser import MOST_CHARACTERS, NORMALISED_TEXT, Normaliser

UNSAID = DialogueStateTracker("visitor", [])  # a conversation in which nothing was said


@pytest.fixture
def normaliser(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> Normaliser:
    return Normaliser.create({}, storage, resource, context)


def test_a_message_gets_its_plain_spelling_and_keeps_its_text(normaliser: Normaliser) -> None:
    (message,) = normaliser.process([Message({TEXT: "C koi le TAF ?"})], UNSAID)
    assert message.get(NORMALISED_TEXT) == "c'est quoi le travail ?"
    assert message.get(TEXT) == "C koi le TAF ?"


def test_training_examples_are_spelt_as_messages_are(normaliser: Normaliser) -> None:
    data = TrainingData([Message({TEXT: "cb on gagne", INTENT: "salary"})])
    (example,) = normaliser.process_training_data(data).training_examples
    assert example.get(NORMALISED_TEXT) == "combien on gagne"


@pytest.mark.parametrize("data", [{}, {TEXT: None}, {TEXT: ""}, {INTENT: "greet"}])
def test_a_message_without_text_has_no_plain_spelling(
    normaliser: Normaliser, data: dict[str, str | None]
) -> None:
    (message,) = normaliser.process([Message(data)], UNSAID)
    assert message.get(NORMALISED_TEXT) is None


def test_a_text_that_is_too_long_has_no_plain_spelling_so_that_nobody_looks_for_its_topic(
    normaliser: Normaliser,
) -> None:
    longest = "ab" * (MOST_CHARACTERS // 2)
    read, unread = normaliser.process(
        [Message({TEXT: longest}), Message({TEXT: f"{longest}a"})], UNSAID
    )
    assert read.get(NORMALISED_TEXT) == longest
    assert unread.get(NORMALISED_TEXT) is None


def test_any_text_has_a_plain_spelling(normaliser: Normaliser, odd_text: str) -> None:
    (message,) = normaliser.process([Message({TEXT: odd_text})], UNSAID)
    assert len(message.get(NORMALISED_TEXT) or "") <= MOST_CHARACTERS
    assert message.get(TEXT) == odd_text


def test_no_messages_are_no_messages(normaliser: Normaliser) -> None:
    assert normaliser.process([], UNSAID) == []
