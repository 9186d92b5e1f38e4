"""The topic classifier as a component of Rasa's graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu._gate import Gate
from bot.nlu._stages import listening
from bot.nlu._topic_model import TopicModel
from bot.nlu.classifier import OFFERS, RANKING_LENGTH, TopicClassifier, choose_gate, sample_of
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.normaliser import NORMALISED_TEXT, Normaliser
from bot.settings import ROOT
from bot.training_data import read_utterances

_CONFIG = {"seed": 1, "threads": 1}
_TOPICS = [
    "arcep",
    "cpf_scam",
    "diploma",
    "goodbye",
    "greet",
    "heat_pumps",
    "languages",
    "remote_work",
    "salary",
    "stress_and_health",
    "tools",
    "working_hours",
]
_CLEAR = "Combien gagne un conseiller par mois ?"
_BETWEEN_TWO = "les horaires et le télétravail"

Read = Callable[[str], Message]
Trained = tuple[TopicClassifier, LocalModelStorage, Resource]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> TrainingData:
    """Every utterance of twelve topics, ready for the classifier."""
    examples = [
        Message({TEXT: utterance.text, INTENT: utterance.intent})
        for utterance in read_utterances(ROOT / "data" / "nlu")
        if utterance.intent in _TOPICS
    ]
    training_data = TrainingData(examples)
    unused = LocalModelStorage(tmp_path_factory.mktemp("unused"))
    for step in (Normaliser, SentenceEncoder):
        component = step.create({}, unused, Resource("unused"), context)
        component.process_training_data(training_data)
    return training_data


@pytest.fixture(scope="module")
def trained(
    data: TrainingData, tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext
) -> Trained:
    """A classifier just trained, and where it left its model."""
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("model")), Resource("classifier")
    classifier = TopicClassifier.create(_CONFIG, storage, resource, context)
    assert classifier.train(data) is resource
    return classifier, storage, resource


@pytest.fixture(scope="module")
def classifier(trained: Trained, context: ExecutionContext) -> TopicClassifier:
    """The classifier loaded from storage, as a server does."""
    _, storage, resource = trained
    return TopicClassifier.load(_CONFIG, storage, resource, context)


@pytest.fixture(scope="module")
def gate(trained: Trained) -> Gate:
    """The gate that training chose."""
    _, storage, resource = trained
    with storage.read_from(resource) as folder:
        return Gate(**json.loads((Path(folder) / "gate.json").read_text(encoding="utf-8")))


def _few(data: TrainingData, *intents: str, each: int = 5) -> TrainingData:
    """The first examples of some intents."""
    return TrainingData(
        [e for i in intents for e in [e for e in data.intent_examples if e.get(INTENT) == i][:each]]
    )


def _with_gate(trained: Trained, gate: Gate) -> TopicClassifier:
    """The trained model behind another gate."""
    _, storage, resource = trained
    with storage.read_from(resource) as folder:
        return TopicClassifier(_CONFIG, storage, resource, TopicModel.load(folder), gate)


def _names(ranking: list[dict[str, Any]]) -> list[str]:
    return [entry["name"] for entry in ranking]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (_CLEAR, "salary"),
        ("cb on gagn par mois ds 1 centre dappel", "salary"),
        ("JE VEUX SAVOIR QUELS DIPLOMES IL FAUT", "diploma"),
        ("Faut-il parler anglais pour ce métier ?", "languages"),
        ("Au revoir et bonne journée", "goodbye"),
        ("slt", "greet"),
    ],
)
def test_a_clear_message_gets_its_topic(
    classifier: TopicClassifier, read: Read, text: str, topic: str
) -> None:
    (message,) = classifier.process([read(text)])
    assert message.get(INTENT)["name"] == topic


def test_a_clear_message_leads_a_ranking_of_topics(
    classifier: TopicClassifier, read: Read, gate: Gate
) -> None:
    (message,) = classifier.process([read(_CLEAR)])
    ranking = message.get(INTENT_RANKING_KEY)
    confidences = [entry["confidence"] for entry in ranking]
    assert message.get(INTENT) == ranking[0]
    assert gate.sure <= confidences[0] <= 1
    assert confidences == sorted(confidences, reverse=True)
    assert len(ranking) == RANKING_LENGTH == len(set(_names(ranking)) & set(_TOPICS))
    assert message.get(OFFERS)[0] == "salary"


def test_a_message_between_two_topics_is_a_fallback_with_both_on_offer(
    trained: Trained, read: Read
) -> None:
    gate = Gate(2.0, sure=0.9)
    (message,) = _with_gate(trained, gate).process([read(_BETWEEN_TWO)])
    fallback, *behind = message.get(INTENT_RANKING_KEY)
    assert fallback == {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": gate.sure}
    assert message.get(INTENT) == fallback
    assert {"working_hours", "remote_work"} == set(_names(behind)[:2])
    assert behind[0]["confidence"] < gate.sure
    assert {"working_hours", "remote_work"} == set(message.get(OFFERS)[:2])


def test_behind_a_fallback_the_ranking_is_what_it_would_be_without(
    trained: Trained, read: Read
) -> None:
    (sure,) = _with_gate(trained, Gate(4.0, sure=0.05)).process([read(_CLEAR)])
    (hesitant,) = _with_gate(trained, Gate(4.0, sure=1.0)).process([read(_CLEAR)])
    assert sure.get(INTENT)["name"] == "salary"
    assert hesitant.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert hesitant.get(INTENT_RANKING_KEY)[1:] == sure.get(INTENT_RANKING_KEY)
    assert hesitant.get(OFFERS) == sure.get(OFFERS)


def test_a_message_like_no_topic_is_a_fallback_without_offers(
    trained: Trained, data: TrainingData, read: Read
) -> None:
    # So mild a temperature makes all topics alike; with the 80 of the bot none is worth a button.
    few = _few(data, *_TOPICS)
    model = TopicModel.fit(
        sample_of(few.intent_examples),
        [f"{e.get(INTENT)} {number % 3}" for number, e in enumerate(few.intent_examples)],
        seed=1,
        threads=1,
    )
    _, storage, resource = trained
    flat = TopicClassifier(_CONFIG, storage, resource, model, Gate(1e-6, sure=0.3))
    (message,) = flat.process([read("La recette des crêpes")])
    assert message.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert message.get(OFFERS) == []


def test_intent_ranking_and_offers_leave_the_server(
    classifier: TopicClassifier, read: Read
) -> None:
    (message,) = classifier.process([read(_CLEAR)])
    output = message.as_dict(only_output_properties=True)
    assert {INTENT, INTENT_RANKING_KEY, OFFERS} <= output.keys()
    assert NORMALISED_TEXT not in output
    json.dumps(output)  # no numpy in it


def test_a_loaded_classifier_says_what_the_trained_one_said(
    trained: Trained, classifier: TopicClassifier, read: Read
) -> None:
    just_trained, _, _ = trained
    for text in (_CLEAR, _BETWEEN_TWO, "Bonjour", "🙂"):
        (before,) = just_trained.process([read(text)])
        (after,) = classifier.process([read(text)])
        confidences = {entry["name"]: entry["confidence"] for entry in before.get("intent_ranking")}
        assert after.get(INTENT)["name"] == before.get(INTENT)["name"]
        assert {
            entry["name"]: entry["confidence"] for entry in after.get("intent_ranking")
        } == pytest.approx(confidences, abs=1e-2)


def test_messages_are_classified_each_for_itself(classifier: TopicClassifier, read: Read) -> None:
    together = classifier.process([read(_CLEAR), read("Bonjour"), read("")])
    assert [message.get(INTENT)["name"] for message in together] == ["salary", "greet", None]
    assert classifier.process([]) == []


def test_any_text_has_an_intent(classifier: TopicClassifier, read: Read, odd_text: str) -> None:
    (message,) = classifier.process([read(odd_text)])
    intent, ranking = message.get(INTENT), message.get(INTENT_RANKING_KEY)
    if odd_text.strip():
        assert intent == ranking[0]
        assert np.isfinite([entry["confidence"] for entry in ranking]).all()
    else:
        assert (intent, ranking) == ({"name": None, "confidence": 0.0}, [])


def test_a_command_means_what_it_says_whatever_the_classifier_found(
    classifier: TopicClassifier, read: Read, context: ExecutionContext, trained: Trained
) -> None:
    _, storage, resource = trained
    handler = RegexMessageHandler.create({}, storage, resource, context)
    (command,) = handler.process(classifier.process([read("/goodbye")]))
    assert command.get(INTENT) == {"name": "goodbye", "confidence": 1.0}
    assert _names(command.get(INTENT_RANKING_KEY)) == ["goodbye"]
    assert not command.get(OFFERS)


def test_a_message_that_was_not_encoded_is_still_ranked(classifier: TopicClassifier) -> None:
    texts = ("quel est le salaire ?", "")
    ranked, empty = classifier.process([Message({NORMALISED_TEXT: text}) for text in texts])
    assert set(_names(ranked.get(INTENT_RANKING_KEY)[1:])) <= set(_TOPICS)
    assert ranked.get(INTENT)["name"]
    assert empty.get(INTENT)["name"] is None


@pytest.mark.parametrize("text", ["Bonjour", "", "/greet"])
def test_without_a_model_no_message_has_an_intent(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext, read: Read, text: str
) -> None:
    for make in (TopicClassifier.load, TopicClassifier.create):
        (message,) = make(_CONFIG, storage, resource, context).process([read(text)])
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
    classifier = TopicClassifier.create(_CONFIG, storage, resource, context)
    assert classifier.train(_few(data, *intents)) is resource
    loaded = TopicClassifier.load(_CONFIG, storage, resource, context)
    (message,) = loaded.process([read("Bonjour")])
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
    few = TrainingData([*_few(data, "greet", "salary").training_examples, *odd])
    TopicClassifier.create(_CONFIG, storage, resource, context).train(few)
    loaded = TopicClassifier.load(_CONFIG, storage, resource, context)
    (message,) = loaded.process([read(_CLEAR)])
    names = set(_names(message.get(INTENT_RANKING_KEY))) - {DEFAULT_NLU_FALLBACK_INTENT_NAME}
    assert names == {"greet", "salary"}


def test_training_tells_how_far_it_is(
    data: TrainingData, storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    heard: list[tuple[str, float]] = []
    with listening(lambda stage, done: heard.append((stage, done))):
        TopicClassifier.create(_CONFIG, storage, resource, context).train(
            _few(data, "greet", "salary")
        )
    assert heard == [("gate", 0.0), ("classify", 0.0), ("classify", 1.0)]


def test_the_same_data_and_seed_choose_the_same_gate(data: TrainingData, gate: Gate) -> None:
    examples = data.intent_examples
    labels = [example.get(INTENT) for example in examples]
    again = choose_gate(sample_of(examples), labels, seed=1, threads=1)
    assert asdict(again) == asdict(gate)


def test_the_gate_is_chosen_on_messages_that_the_model_has_not_seen(
    data: TrainingData, gate: Gate
) -> None:
    # On messages it has seen, a model is right and sure of itself: the gate would be wide open.
    sample = sample_of(data.intent_examples)
    labels = [example.get(INTENT) for example in data.intent_examples]
    model = TopicModel.fit(sample, labels, seed=1, threads=1)
    truth = np.array([_TOPICS.index(label) for label in labels])
    deceived = Gate.fit(model.scores(sample), truth)
    assert gate.temperature < deceived.temperature


def test_too_few_examples_leave_the_gate_at_a_cautious_default(data: TrainingData) -> None:
    few = _few(data, *_TOPICS).intent_examples
    labels = [example.get(INTENT) for example in few]
    assert choose_gate(sample_of(few), labels, seed=1, threads=1) == Gate(4.0, 0.3)


def test_an_intent_of_a_single_example_does_not_stop_the_training(data: TrainingData) -> None:
    examples = _few(data, "greet", "salary", "tools", each=1_000).intent_examples
    labels = [example.get(INTENT) for example in examples]
    for seed in range(4):  # held out by one seed, seen by another
        alone = ["alone", *labels[1:]]
        chosen = choose_gate(sample_of(examples), alone, seed=seed, threads=1)
        assert 0 < chosen.sure < 1


def test_the_sample_of_messages_is_their_plain_spelling_and_their_vector(read: Read) -> None:
    message = read("c koi")
    sample = sample_of([message, Message({TEXT: "not read"})])
    assert sample.texts == ["c'est quoi", ""]
    assert np.array_equal(sample.vectors[0], message.features[0].features[0])
    assert not sample.vectors[1].any()


def test_default_settings_are_those_of_the_bot() -> None:
    assert TopicClassifier.get_default_config().keys() == _CONFIG.keys()
