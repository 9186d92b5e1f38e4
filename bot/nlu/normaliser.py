"""The first step: a plain spelling of the message beside its text."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.corrections import Correction, refused
from bot.text.preludes import without_prelude
from bot.text.words import normalise

NORMALISED_TEXT = "normalised_text"
REFUSED_TEXT = "refused_text"
CORRECTS = "corrects"  # whether the words say that the bot misunderstood those before

# The longest text that is read: past it a message is no question, and costs others their turn.
MOST_CHARACTERS = 1_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Sets `normalised_text`, `refused_text` and `corrects` on every message that has a text.

    The text itself stays as typed.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if text:
                example.set(NORMALISED_TEXT, normalise(text[:MOST_CHARACTERS]))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                correction = refused(text[:MOST_CHARACTERS])
                meant, not_meant = _meant(text[:MOST_CHARACTERS], correction)
                message.set(NORMALISED_TEXT, normalise(meant))
                message.set(REFUSED_TEXT, normalise(not_meant))
                message.set(CORRECTS, correction is not None)
        return messages


def _meant(text: str, correction: Correction | None) -> tuple[str, str]:
    """Return what a message asks for, without its thanks, and what it refuses.

    « merci, et les pauses, pas les écoutes ? » asks for the breaks.
    """
    if correction and correction.wanted:
        return correction.wanted, correction.refused
    return without_prelude(text), ""
