"""A message that holds two questions, as the classifier hears it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TopicClassifier
from bot.nlu.heard import ALSO, OFFERS
from bot.nlu.normaliser import Normaliser
from bot.settings import ROOT
from bot.training.utterances import read_utterances
from tests.nlu.twelve_topics import ENCODER

pytestmark = pytest.mark.model  # it trains one of its own

_TOPICS = ("diploma", "languages", "remote_work", "salary", "thanks", "tools", "working_hours")

Read = Callable[[str], Message]


@pytest.fixture(scope="module")
def classifier(
    tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext
) -> TopicClassifier:
    """A classifier of seven topics, one of which is no question."""
    data = TrainingData(
        [
            Message({TEXT: utterance.text, INTENT: utterance.intent})
            for utterance in read_utterances(ROOT / "data")
            if utterance.intent in _TOPICS
        ]
    )
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    normaliser = Normaliser.create({}, storage, Resource("normaliser"), context)
    classifier = TopicClassifier.create(
        {"seed": 1, "threads": 1}, storage, Resource("classifier"), context
    )
    classifier.train(normaliser.process_training_data(data), ENCODER)
    return classifier


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("on gagne combien ? et faut-il un diplôme ?", ("salary", "diploma")),
        ("faut-il un diplôme et combien on gagne ?", ("diploma", "salary")),
        ("les horaires et le télétravail", ("working_hours", "remote_work")),
    ],
)
def test_two_questions_are_heard_in_their_order(
    classifier: TopicClassifier, read: Read, text: str, topics: tuple[str, str]
) -> None:
    (message,) = classifier.process([read(text)], ENCODER)
    assert (message.get(INTENT)["name"], message.get(ALSO)) == topics
    assert message.get(INTENT) == message.get(INTENT_RANKING_KEY)[0]
    assert message.get(OFFERS)[0] == topics[0]
    assert ALSO in message.as_dict(only_output_properties=True)


@pytest.mark.parametrize(
    "text",
    [
        "combien gagne un conseiller par mois ?",
        "on gagne combien ? c'est quoi le salaire ?",  # the same question twice
        "merci beaucoup, et c'est payé combien ?",  # thanks are no question
        "on gagne combien et toi",
        "bonjour madame, quelle est la capitale du Pérou",
    ],
)
def test_one_question_is_heard_as_one(classifier: TopicClassifier, read: Read, text: str) -> None:
    (message,) = classifier.process([read(text)], ENCODER)
    assert message.get(ALSO) is None
