"""What may be said to a message: general answers, precise ones and facts, likeliest first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.finding import Finding
from bot.nlu.heard import AFTER, DETAIL
from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.examples import Example
from bot.nlu.model.likenesses import Ranker
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import NORMALISED_TEXT
from bot.nlu.sayables import sayables_of
from bot.publishing import library

logger = structlog.get_logger()

RANKER_FILE = Path(__file__).with_name("ranker.yml")


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SentenceEncoder"
)
class AnswerFinder(IntentClassifier, GraphComponent):
    """Sets `answers`: the likeliest answers to a message, [label, probability], best first.

    Learns from the examples that carry a `detail`; one that asks it only after its topic has no
    intent. The answers themselves and the facts are searched too.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: AnswerModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: how many processes read and encode at training."""
        return {"threads": 2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerFinder:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData, model: Encoder) -> Resource:
        """Learn from the examples; `model` is what Rasa calls the encoder of the pipeline."""
        sayables = sayables_of(library().current())
        known = {each.label for each in sayables}
        asked = [e for e in training_data.training_examples if e.get(DETAIL) in known]
        if not asked:
            logger.warning("answers.nothing_to_learn")
            return self._resource
        examples = [
            Example(e.get(NORMALISED_TEXT), e.get(DETAIL), e.get(AFTER) or "") for e in asked
        ]
        threads = self._config["threads"]
        self._model = AnswerModel.fit(sayables, examples, model, read_ranker(), threads)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerFinder:
        try:
            with model_storage.read_from(resource) as folder:
                model = AnswerModel.load(Path(folder))
        except ValueError:
            logger.warning("answers.untrained")
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, model)

    def process(
        self, messages: list[Message], model: Encoder, tracker: DialogueStateTracker
    ) -> list[Message]:
        for message in messages:
            plain = message.get(NORMALISED_TEXT)
            if self._model is not None and plain and self._model.views.knows_a_word(plain):
                Finding(message, tracker, self._model, model).note_answers()
        return messages


def read_ranker(path: Path = RANKER_FILE) -> Ranker:
    """Return the weights that were chosen on dialogues."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Ranker({name: float(weight) for name, weight in document["weights"].items()})
