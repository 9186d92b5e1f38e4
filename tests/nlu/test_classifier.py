"""The topic classifier as a component of Rasa's graph."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import RANKING_LENGTH, TopicClassifier
from bot.nlu.heard import OFFERS
from bot.nlu.model.gate import Gate
from bot.nlu.model.topic_model import TopicModel
from bot.nlu.normaliser import NORMALISED_TEXT, is_too_long
from tests.nlu.twelve_topics import CONFIG, ENCODER, TOPICS, Trained, first_of, names_in

Read = Callable[[str], Message]

_CLEAR = "Combien gagne un conseiller par mois ?"
_BETWEEN_TWO = "horaires télétravail"


@pytest.fixture(scope="module")
def classifier(trained: Trained, context: ExecutionContext) -> TopicClassifier:
    """The classifier loaded from storage, as a server does."""
    _, storage, resource = trained
    return TopicClassifier.load(CONFIG, storage, resource, context)


def _with_gate(trained: Trained, gate: Gate) -> TopicClassifier:
    """The trained model behind another gate."""
    _, storage, resource = trained
    with storage.read_from(resource) as folder:
        return TopicClassifier(CONFIG, storage, resource, TopicModel.load(folder), gate)


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
    (message,) = classifier.process([read(text)], ENCODER)
    assert message.get(INTENT)["name"] == topic


def test_a_clear_message_leads_a_ranking_of_topics(
    classifier: TopicClassifier, read: Read, gate: Gate
) -> None:
    (message,) = classifier.process([read(_CLEAR)], ENCODER)
    ranking = message.get(INTENT_RANKING_KEY)
    confidences = [entry["confidence"] for entry in ranking]
    assert message.get(INTENT) == ranking[0]
    assert gate.sure <= confidences[0] <= 1
    assert confidences == sorted(confidences, reverse=True)
    assert len(ranking) == RANKING_LENGTH == len(set(names_in(ranking)) & set(TOPICS))
    assert message.get(OFFERS)[0] == "salary"


def test_a_message_between_two_topics_is_a_fallback_with_both_on_offer(
    trained: Trained, read: Read
) -> None:
    gate = Gate(1.0, sure=0.9)
    (message,) = _with_gate(trained, gate).process([read(_BETWEEN_TWO)], ENCODER)
    fallback, *behind = message.get(INTENT_RANKING_KEY)
    assert fallback == {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": gate.sure}
    assert message.get(INTENT) == fallback
    assert {"working_hours", "remote_work"} == set(names_in(behind)[:2])
    assert behind[0]["confidence"] < gate.sure
    assert {"working_hours", "remote_work"} == set(message.get(OFFERS)[:2])


def test_behind_a_fallback_the_ranking_is_what_it_would_be_without(
    trained: Trained, read: Read
) -> None:
    (sure,) = _with_gate(trained, Gate(4.0, sure=0.05)).process([read(_CLEAR)], ENCODER)
    (hesitant,) = _with_gate(trained, Gate(4.0, sure=1.0)).process([read(_CLEAR)], ENCODER)
    assert sure.get(INTENT)["name"] == "salary"
    assert hesitant.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert hesitant.get(INTENT_RANKING_KEY)[1:] == sure.get(INTENT_RANKING_KEY)
    assert hesitant.get(OFFERS) == sure.get(OFFERS)


def test_a_message_like_no_topic_is_a_fallback_without_offers(
    trained: Trained, data: TrainingData, read: Read
) -> None:
    # So mild a temperature makes all topics alike; with 60 of them none is worth a button.
    few = first_of(data, *TOPICS)
    model = TopicModel.fit(
        [e.get(NORMALISED_TEXT) for e in few.intent_examples],
        [f"{e.get(INTENT)} {number % 5}" for number, e in enumerate(few.intent_examples)],
        ENCODER,
        seed=1,
        threads=1,
    )
    _, storage, resource = trained
    flat = TopicClassifier(CONFIG, storage, resource, model, Gate(1e-6, sure=0.3))
    (message,) = flat.process([read("La recette des crêpes")], ENCODER)
    assert message.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert message.get(OFFERS) == []


@pytest.mark.parametrize("text", ["zorglub", "Blorp, xylqwz ?", "qsdfgh jklmp"])
def test_a_message_without_a_known_word_is_a_fallback_without_offers(
    trained: Trained, read: Read, text: str
) -> None:
    (message,) = _with_gate(trained, Gate(4.0, sure=0.0)).process([read(text)], ENCODER)
    assert message.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert message.get(OFFERS) == []
    assert len(message.get(INTENT_RANKING_KEY)) == RANKING_LENGTH + 1


def test_one_known_word_is_enough_to_be_answered(trained: Trained, read: Read) -> None:
    (message,) = _with_gate(trained, Gate(4.0, sure=0.0)).process(
        [read("zorglub salaire")], ENCODER
    )
    assert message.get(INTENT)["name"] == "salary"


def test_intent_ranking_and_offers_leave_the_server(
    classifier: TopicClassifier, read: Read
) -> None:
    (message,) = classifier.process([read(_CLEAR)], ENCODER)
    output = message.as_dict(only_output_properties=True)
    assert {INTENT, INTENT_RANKING_KEY, OFFERS} <= output.keys()
    assert NORMALISED_TEXT not in output
    json.dumps(output)  # no numpy in it


def test_a_loaded_classifier_says_what_the_trained_one_said(
    trained: Trained, classifier: TopicClassifier, read: Read
) -> None:
    just_trained, _, _ = trained
    for text in (_CLEAR, _BETWEEN_TWO, "Bonjour", "🙂"):
        (before,) = just_trained.process([read(text)], ENCODER)
        (after,) = classifier.process([read(text)], ENCODER)
        confidences = {entry["name"]: entry["confidence"] for entry in before.get("intent_ranking")}
        assert after.get(INTENT)["name"] == before.get(INTENT)["name"]
        found = {entry["name"]: entry["confidence"] for entry in after.get("intent_ranking")}
        likely = {name: share for name, share in confidences.items() if share > 0.05}
        # The least weights are not saved: what is unlikely may be so in another order.
        assert {name: found[name] for name in likely} == pytest.approx(likely, abs=3e-2)


def test_messages_are_classified_each_for_itself(classifier: TopicClassifier, read: Read) -> None:
    together = classifier.process([read(_CLEAR), read("Bonjour"), read("")], ENCODER)
    assert [message.get(INTENT)["name"] for message in together] == ["salary", "greet", None]
    assert classifier.process([], ENCODER) == []


def test_any_text_has_an_intent(classifier: TopicClassifier, read: Read, odd_text: str) -> None:
    (message,) = classifier.process([read(odd_text)], ENCODER)
    intent, ranking = message.get(INTENT), message.get(INTENT_RANKING_KEY)
    if odd_text.strip() and not is_too_long(odd_text):
        assert intent == ranking[0]
        assert np.isfinite([entry["confidence"] for entry in ranking]).all()
    else:
        assert (intent, ranking) == ({"name": None, "confidence": 0.0}, [])


def test_a_command_means_what_it_says_whatever_the_classifier_found(
    classifier: TopicClassifier, read: Read, context: ExecutionContext, trained: Trained
) -> None:
    _, storage, resource = trained
    handler = RegexMessageHandler.create({}, storage, resource, context)
    (command,) = handler.process(classifier.process([read("/goodbye")], ENCODER))
    assert command.get(INTENT) == {"name": "goodbye", "confidence": 1.0}
    assert names_in(command.get(INTENT_RANKING_KEY)) == ["goodbye"]
    assert not command.get(OFFERS)
