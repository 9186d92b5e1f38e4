"""What the tests of the NLU components share: Rasa's storage, and the steps before the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.shared.nlu.constants import INTENT, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu.classifier import TopicClassifier  # noqa: E402
from bot.nlu.model.gate import Gate  # noqa: E402
from bot.nlu.normaliser import Normaliser  # noqa: E402
from bot.nlu.tokeniser import SpacyTokeniser  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.training.utterances import read_utterances  # noqa: E402
from tests.nlu.twelve_topics import CONFIG, ENCODER, TOPICS, Trained  # noqa: E402

Read = Callable[[str], Message]

# Texts that no visitor means, and every visitor can send.
ODD_TEXTS = {
    "empty": "",
    "whitespace": " \t\n\u00a0 ",
    "emoji": "🙂🙃👩‍👩‍👧",
    "control characters": "\x00\x01\x1f\x7f\u200b\u202e",
    "accents alone": "\u0301\u0300",
    "5,000 characters": "conseiller " * 455,
    "5,000 letters": "a" * 5_000,
    "command": "/greet",
    "command with an entity": '/salary{"role": "advisor"}',
}


@pytest.fixture(params=ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def odd_text(request: pytest.FixtureRequest) -> str:
    """Each of ODD_TEXTS in turn."""
    text: str = request.param
    return text


@pytest.fixture(scope="session")
def context() -> ExecutionContext:
    """The execution context in which Rasa makes a component."""
    return ExecutionContext(GraphSchema({}), model_id="test", node_name="component")


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    """An empty model storage on disk."""
    return LocalModelStorage(tmp_path)


@pytest.fixture
def resource() -> Resource:
    """The place of a component in the storage."""
    return Resource("component")


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> Read:
    """Return a function that takes a text through the steps before classifier and roles."""
    surroundings = (LocalModelStorage(tmp_path_factory.mktemp("unused")), Resource("x"), context)
    normaliser = Normaliser.create({}, *surroundings)
    tokeniser = SpacyTokeniser.create(SpacyTokeniser.get_default_config(), *surroundings)
    unsaid = DialogueStateTracker("visitor", [])

    def through_the_steps(text: str) -> Message:
        (message,) = tokeniser.process(normaliser.process([Message({TEXT: text})], unsaid))
        return message

    return through_the_steps


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> TrainingData:
    """Every utterance of twelve topics, ready for the classifier."""
    examples = [
        Message({TEXT: utterance.text, INTENT: utterance.intent})
        for utterance in read_utterances(ROOT / "data")
        if utterance.intent in TOPICS
    ]
    training_data = TrainingData(examples)
    unused = LocalModelStorage(tmp_path_factory.mktemp("unused"))
    normaliser = Normaliser.create({}, unused, Resource("unused"), context)
    return normaliser.process_training_data(training_data)


@pytest.fixture(scope="session")
def trained(
    data: TrainingData, tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext
) -> Trained:
    """A classifier just trained, and where it left its model."""
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("model")), Resource("classifier")
    classifier = TopicClassifier.create(CONFIG, storage, resource, context)
    assert classifier.train(data, ENCODER) is resource
    return classifier, storage, resource


@pytest.fixture(scope="session")
def gate(trained: Trained) -> Gate:
    """The gate that training kept beside the model."""
    _, storage, resource = trained
    with storage.read_from(resource) as folder:
        return Gate(**json.loads((Path(folder) / "gate.json").read_text(encoding="utf-8")))
