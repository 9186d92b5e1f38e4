"""The words of a message, by spaCy."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from bot.nlu.model.grammar import french
from bot.nlu.normaliser import MOST_CHARACTERS

# spaCy takes what has no space apart sign by sign, and looks through the rest each time: of a
# thousand emoji, a tenth of a second. No name of a job stands in such a run.
_NO_WORD = re.compile(r"\S{100,}")


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
        text = message.get(attribute)[:MOST_CHARACTERS]
        return tokens(french().make_doc(_NO_WORD.sub(_as_spaces, text)))


def _as_spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def tokens(doc: Doc) -> list[Token]:
    """Return the words of a spaCy document as Rasa tokens."""
    return [Token(word.text, word.idx) for word in doc if not word.is_space]
