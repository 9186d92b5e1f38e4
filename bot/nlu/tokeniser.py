"""The words of a message, by spaCy."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from bot.nlu.model.grammar import french
from bot.nlu.normaliser import MOST_CHARACTERS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyTokeniser(Tokenizer):
    """Splits French text as spaCy does: « l'appel » is two tokens."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that Rasa's base class asks for; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples alone: tokens serve the roles of a message, and nothing is learnt."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        return tokens(french().make_doc(message.get(attribute)[:MOST_CHARACTERS]))


def tokens(doc: Doc) -> list[Token]:
    """Return the words of a spaCy document as Rasa tokens."""
    return [Token(word.text, word.idx) for word in doc if not word.is_space]
