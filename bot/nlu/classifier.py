"""Which topic a message is about, and whether the bot is sure enough to answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu._gate import Gate, offers
from bot.nlu._stages import announce
from bot.nlu._topic_model import Sample, TopicModel
from bot.nlu.encoder import DIMENSIONS
from bot.nlu.normaliser import NORMALISED_TEXT

logger = structlog.get_logger()

OFFERS = "offers"
RANKING_LENGTH = 10
_HELD_OUT = 3  # one message in three chooses the gate, before the model sees them all
_FEWEST_TO_HOLD_OUT = 200  # under it, the held-out part is too small to choose anything


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets `intent`, `intent_ranking` and `offers`.

    A hesitant or unknown message gets the intent `nlu_fallback`, as of Rasa's FallbackClassifier,
    its ranking kept behind; `offers` are the topics worth a « Vouliez-vous dire… ? » button.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._gate = gate

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the seed, and how many SVMs are trained at once."""
        return {"seed": 1, "threads": 2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        labels = [example.get(INTENT) for example in examples]
        if len(set(labels)) < 2:
            logger.warning("classifier.nothing_to_tell_apart", intents=len(set(labels)))
            return self._resource
        sample = sample_of(examples)
        seed, threads = self._config["seed"], self._config["threads"]
        announce("gate", 0.0)
        self._gate = choose_gate(sample, labels, seed, threads)
        announce("classify", 0.0)
        self._model = TopicModel.fit(sample, labels, seed, threads)
        self._persist()
        announce("classify", 1.0)
        return self._resource

    def _persist(self) -> None:
        assert self._model is not None and self._gate is not None
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / "gate.json").write_text(json.dumps(asdict(self._gate)), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        try:
            with model_storage.read_from(resource) as folder:
                gate = Gate(**json.loads((Path(folder) / "gate.json").read_text(encoding="utf-8")))
                return cls(config, model_storage, resource, TopicModel.load(folder), gate)
        except ValueError:
            logger.warning("classifier.untrained")
            return cls(config, model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        if self._model is None or self._gate is None or not message.get(NORMALISED_TEXT):
            message.set(INTENT, _intent(None, 0.0), add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
            return
        scores = self._model.scores(sample_of([message]))[0]
        ranking = self._gate.rank(self._model.topics, scores)
        intents = [_intent(topic, confidence) for topic, confidence in ranking[:RANKING_LENGTH]]
        if self._gate.grade(ranking) != "sure":
            intents.insert(0, _intent(DEFAULT_NLU_FALLBACK_INTENT_NAME, self._gate.sure))
        message.set(INTENT, intents[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, intents, add_to_output=True)
        message.set(OFFERS, offers(ranking), add_to_output=True)


def sample_of(messages: list[Message]) -> Sample:
    """Return messages as the model reads them; one that was not encoded gets a zero vector."""
    texts = [message.get(NORMALISED_TEXT) or "" for message in messages]
    vectors = np.zeros((len(messages), 2 * DIMENSIONS), np.float32)
    for row, message in enumerate(messages):
        _, sentence = message.get_dense_features(TEXT, [])
        if sentence is not None:
            vectors[row] = sentence.features[0]
    return Sample(texts, vectors)


def choose_gate(sample: Sample, labels: list[str], seed: int, threads: int) -> Gate:
    """Return the gate chosen on a third of the messages by a model of the others."""
    order = np.random.default_rng(seed).permutation(len(labels))
    held, seen = order[::_HELD_OUT], np.delete(order, np.s_[::_HELD_OUT])
    known = sorted({labels[row] for row in seen})
    held = np.array([row for row in held if labels[row] in known], dtype=np.int64)
    if len(held) < _FEWEST_TO_HOLD_OUT or len(known) < 2:
        return Gate(temperature=4.0, sure=0.3)
    model = TopicModel.fit(sample.take(seen), [labels[row] for row in seen], seed, threads)
    truth = np.array([known.index(labels[row]) for row in held], dtype=np.int64)
    return Gate.fit(model.scores(sample.take(held)), truth)


def _intent(name: str | None, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, "confidence": confidence}
