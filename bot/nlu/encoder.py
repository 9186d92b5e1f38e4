"""The sentence encoder: a dense vector of a message's meaning.

Its place is behind this one component, so that another encoder can replace it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu._vectors import encode
from bot.nlu.normaliser import MOST_CHARACTERS, NORMALISED_TEXT

_WORKERS = 2  # processes at training: threads inside the encoder gain nothing
# Encoded at training: 80,000 are as right on real people's words, and take four times as long.
_MOST_EXAMPLES = 20_000
_SEED = 1


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds one sentence feature, 1 × 512: the unit vector of the text in its plain spelling.

    The vector of the text as typed beside it brought nothing to unheard voices and cost as much
    again (docs/understanding.md).
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls(config.get(FEATURIZER_CLASS_ALIAS) or execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode as many examples as the classifier learns from, drawn by lot."""
        examples = training_data.training_examples
        self._encode([examples[row] for row in rows_to_encode(len(examples))], workers=_WORKERS)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        self._encode(messages, workers=1)
        return messages

    def _encode(self, messages: list[Message], workers: int) -> None:
        readable = [message for message in messages if message.get(TEXT)]
        texts = [
            message.get(NORMALISED_TEXT) or message.get(TEXT)[:MOST_CHARACTERS]
            for message in readable
        ]
        for message, vector in zip(readable, encode(texts, workers), strict=True):
            message.add_features(
                Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._name)
            )


def rows_to_encode(examples: int) -> npt.NDArray[np.int64]:
    """Return the places of the examples that are encoded at training, in order."""
    drawn = np.random.RandomState(_SEED).permutation(examples)[:_MOST_EXAMPLES]
    rows: npt.NDArray[np.int64] = np.sort(drawn)
    return rows
