"""Whether a message asks something or reacts to the answer before, and how."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.keys import INSULT, NEGATIVE_FEEDBACK, NO_REACTION, REACTIONS
from bot.nlu.heard import AFTER, CORRECTS, REACTS
from bot.nlu.model.reactions import ReactionModel
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import CORRECTION, NORMALISED_TEXT, is_too_long
from bot.text.preludes import without_closing_thanks
from bot.text.words import normalise

logger = structlog.get_logger()

# Messages that are none, drawn by lot of what follows an answer and of each topic: three times as
# many recognise no reaction better, and take three times as long.
_MOST_NEXT, _MOST_OF_A_TOPIC = 4_000, 60
_PAST_CORRECTION = 0.8  # probability of a reaction that only sounds like a correction
_LEARNT = REACTIONS | {NEGATIVE_FEEDBACK}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SentenceEncoder"
)
class ReactionFinder(IntentClassifier, GraphComponent):
    """Sets `reacts`: the likeliest reaction, and the probability that a message is any.

    Learns from data/reactions, whose texts carry `reacts`, and from the examples of the topics that
    are reactions; what is asked after an answer, and all other topics, are none.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: ReactionModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the seed, and how many processes encode at training."""
        return {"seed": 1, "threads": 2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReactionFinder:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData, model: Encoder) -> Resource:
        """Learn from the examples; `model` is what Rasa calls the encoder of the pipeline."""
        learnt = self._examples(training_data.training_examples)
        if len({*learnt.values()}) <= 1:
            logger.warning("reactions.nothing_to_learn")
            return self._resource
        fitted = ReactionModel.fit([*learnt], [*learnt.values()], model, self._config["threads"])
        with self._model_storage.write_to(self._resource) as folder:
            fitted.save(folder)
        return self._resource

    def _examples(self, examples: list[Message]) -> dict[str, str]:
        """Return what each text is, in plain spelling: a reaction, or NO_REACTION."""
        lot = random.Random(self._config["seed"])
        said = [(e.get(NORMALISED_TEXT), e) for e in examples if e.get(NORMALISED_TEXT)]
        following = [text for text, e in said if e.get(AFTER)]
        others = defaultdict(list)
        for text, e in said:
            if e.get(INTENT) not in {None, INSULT, *_LEARNT}:
                others[e.get(INTENT)].append(text)
        none = _drawn(lot, following, _MOST_NEXT)
        for topic in sorted(others):
            none += _drawn(lot, others[topic], _MOST_OF_A_TOPIC)
        reacting = {text: e.get(INTENT) for text, e in said if e.get(INTENT) in _LEARNT}
        written = {text: e.get(REACTS) for text, e in said if e.get(REACTS)}
        return dict.fromkeys(none, NO_REACTION) | reacting | written

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ReactionFinder:
        try:
            with model_storage.read_from(resource) as folder:
                model = ReactionModel.load(Path(folder))
        except (ValueError, FileNotFoundError):
            logger.warning("reactions.untrained")
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message], model: Encoder) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            plain = "" if is_too_long(text) else normalise(text)
            if self._model is None or not plain:
                continue
            told = normalise(without_closing_thanks(text))
            kind, share = self._model.likeliest(told, model)
            message.set(REACTS, [kind, share], add_to_output=True)
            if kind not in ("", NEGATIVE_FEEDBACK) and share >= _PAST_CORRECTION:
                _correct_nothing(message, plain)
        return messages


def _correct_nothing(message: Message, plain: str) -> None:
    """Take back that a message corrects the bot: « savais pas qu'ils avaient le droit »."""
    if message.get(CORRECTION):
        message.set(CORRECTION, None)
        message.set(CORRECTS, False, add_to_output=True)
        message.set(NORMALISED_TEXT, plain)


def _drawn(lot: random.Random, texts: list[str], most: int) -> list[str]:
    unique = sorted({*texts})
    return lot.sample(unique, min(most, len(unique)))
