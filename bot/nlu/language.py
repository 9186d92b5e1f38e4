"""Messages that are not in French, and which language they are in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.memory import LANGUAGE
from bot.nlu.normaliser import MOST_CHARACTERS, NORMALISED_TEXT
from bot.phrases import mentions, plain_words

OTHER_LANGUAGE = "other_language"

# The languages that visitors of a French recruitment page write: more would only blur the others.
_LANGUAGES = (
    Language.FRENCH,
    Language.ENGLISH,
    Language.SPANISH,
    Language.PORTUGUESE,
    Language.ITALIAN,
    Language.GERMAN,
    Language.ARABIC,
    Language.TURKISH,
)
# A message that the classifier understood is taken for foreign only beyond doubt: SMS spelling
# looks like anything. The share of lingua's confidence was set on the training data.
_FOREIGN = 0.97
_LIKELY = 0.6  # under it, a message that is foreign for sure is answered in all languages
_FEWEST_WORDS = 3
# Words that only French has: one of them and the message is French, English job titles or not.
_FRENCH_WORDS = (
    *("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "les", "des", "du", "une", "est"),
    *("pas", "pour", "avec", "dans", "sur", "que", "qui", "quoi", "ça", "ca", "c", "j", "mon"),
    *("ma", "mes", "sa", "ses", "et", "ou", "où", "le", "la", "un", "au", "aux", "y", "ya", "a"),
    *("comment", "combien", "quel", "quelle", "slt", "bjr", "svp", "stp", "ki", "koi", "pk"),
)
_SHARED = frozenset({"a", "la", "le", "il", "un", "on", "me", "que", "du", "y", "est", "ou", "et"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageSpotter(IntentClassifier, GraphComponent):
    """Gives the intent `other_language` to what is not French, and `language` (ISO 639-1)."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageSpotter:
        _detector()  # at load, not at the first visitor
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._spot(message)
        return messages

    def _spot(self, message: Message) -> None:
        text = (message.get(TEXT) or "")[:MOST_CHARACTERS]
        intent = message.get(INTENT) or {}
        named_foreign = intent.get(INTENT_NAME_KEY) == OTHER_LANGUAGE
        language = foreign_language(text, message.get(NORMALISED_TEXT) or text, named_foreign)
        if language is None or text.startswith("/"):
            return
        message.set(LANGUAGE, language, add_to_output=True)
        message.set(
            INTENT, {INTENT_NAME_KEY: OTHER_LANGUAGE, "confidence": 1.0}, add_to_output=True
        )


def foreign_language(text: str, plain: str, named_foreign: bool = False) -> str | None:
    """Return the language of a text that is not French, or None.

    With `named_foreign` the classifier says so already, and only the language is asked for.
    """
    words = plain_words(text).split()
    french_words = [word for word in _FRENCH_WORDS if word not in _SHARED]
    if mentions(text, french_words):
        return None
    confidence = _detector().compute_language_confidence_values(text)[0]
    if confidence.language == Language.FRENCH or not confidence.value:
        return None
    code = str(confidence.language.iso_code_639_1.name).lower()
    if named_foreign:
        return code if confidence.value >= _LIKELY else None
    plain_confidence = _detector().compute_language_confidence_values(plain)[0]
    agreed = plain_confidence.language == confidence.language
    sure = min(confidence.value, plain_confidence.value) >= _FOREIGN
    return code if agreed and sure and (len(words) >= _FEWEST_WORDS or not text.isascii()) else None


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    # Low accuracy: by trigrams alone. 23 MB instead of 280, and as good on whole sentences.
    builder = LanguageDetectorBuilder.from_languages(*_LANGUAGES)
    return builder.with_low_accuracy_mode().build()
