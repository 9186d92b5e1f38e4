"""Training the topic classifier: what is learnt, what is kept, what is not enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import GATE_FILE, TopicClassifier, read_gate
from bot.nlu.model.gate import Gate
from bot.nlu.model.progress import listening
from tests.nlu.twelve_topics import CONFIG, ENCODER, first_of, names_in

pytestmark = pytest.mark.model  # it trains small ones

Read = Callable[[str], Message]

_CLEAR = "Combien gagne un conseiller par mois ?"


@pytest.mark.parametrize("text", ["Bonjour", "", "/greet"])
def test_without_a_model_no_message_has_an_intent(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext, read: Read, text: str
) -> None:
    for make in (TopicClassifier.load, TopicClassifier.create):
        (message,) = make(CONFIG, storage, resource, context).process([read(text)], ENCODER)
        assert message.get(INTENT) == {"name": None, "confidence": 0.0}
        assert message.get(INTENT_RANKING_KEY) == []


@pytest.mark.parametrize("intents", [[], ["greet"]])
def test_with_nothing_to_tell_apart_no_model_is_made(
    data: TrainingData,
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    read: Read,
    intents: list[str],
) -> None:
    classifier = TopicClassifier.create(CONFIG, storage, resource, context)
    assert classifier.train(first_of(data, *intents), ENCODER) is resource
    loaded = TopicClassifier.load(CONFIG, storage, resource, context)
    (message,) = loaded.process([read("Bonjour")], ENCODER)
    assert message.get(INTENT)["name"] is None


def test_examples_without_text_or_intent_are_not_learnt(
    data: TrainingData,
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    read: Read,
) -> None:
    odd = [
        Message({INTENT: "no_text"}),
        Message({TEXT: "", INTENT: "no_text"}),
        Message({TEXT: "sans sujet"}),
    ]
    few = TrainingData([*first_of(data, "greet", "salary").training_examples, *odd])
    TopicClassifier.create(CONFIG, storage, resource, context).train(few, ENCODER)
    loaded = TopicClassifier.load(CONFIG, storage, resource, context)
    (message,) = loaded.process([read(_CLEAR)], ENCODER)
    names = set(names_in(message.get(INTENT_RANKING_KEY))) - {DEFAULT_NLU_FALLBACK_INTENT_NAME}
    assert names == {"greet", "salary"}


def test_training_tells_how_far_it_is(
    data: TrainingData, storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    heard: list[tuple[str, float]] = []
    with listening(lambda stage, done: heard.append((stage, done))):
        TopicClassifier.create(CONFIG, storage, resource, context).train(
            first_of(data, "greet", "salary"), ENCODER
        )
    assert heard == [("classify", 0.0), ("classify", 1.0)]


def test_the_gate_is_the_one_of_the_file_whatever_the_training_data(
    gate: Gate,
    data: TrainingData,
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
) -> None:
    assert gate == read_gate() == read_gate(GATE_FILE)
    TopicClassifier.create(CONFIG, storage, resource, context).train(
        first_of(data, "greet", "salary"), ENCODER
    )
    with storage.read_from(resource) as folder:
        kept = json.loads((Path(folder) / "gate.json").read_text(encoding="utf-8"))
    assert kept == asdict(gate)


def test_a_gate_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "gate.yml"
    file.write_text("# chosen\ntemperature: 3.5\nsure: 0.4\n", encoding="utf-8")
    assert read_gate(file) == Gate(temperature=3.5, sure=0.4)


def test_an_intent_of_a_single_example_does_not_stop_the_training(
    data: TrainingData,
    storage: LocalModelStorage,
    resource: Resource,
    context: ExecutionContext,
    read: Read,
) -> None:
    alone = read("Zut alors")
    alone.set(INTENT, "alone")
    few = TrainingData([alone, *first_of(data, "greet", "salary").training_examples])
    classifier = TopicClassifier.create(CONFIG, storage, resource, context)
    classifier.train(few, ENCODER)
    (message,) = classifier.process([read("Zut alors")], ENCODER)
    assert "alone" in names_in(message.get(INTENT_RANKING_KEY))


def test_default_settings_are_those_of_the_bot() -> None:
    assert TopicClassifier.get_default_config().keys() == CONFIG.keys()
