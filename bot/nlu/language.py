"""Messages that are not in French, and which language they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import OTHER_LANGUAGE
from bot.nlu.heard import LANGUAGE
from bot.nlu.normaliser import NORMALISED_TEXT, is_too_long
from bot.text.phrases import plain_words

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
# looks like anything. The shares of lingua's confidence were set on the training data.
_FOREIGN = 0.97
_LIKELY = 0.6  # under it, a message that is foreign for sure is answered in all languages
_SURELY_FRENCH = 0.9
_FEWEST_WORDS = 3
_MANY_WORDS = 5
_ELISION = re.compile(
    r"\b(?:j|n|qu|jusqu|lorsqu)['’](?=[^\W_])|\bt['’](?:es|as|[ée]tais|avais|aurais)\b"
    r"|\best[- ]ce\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _FunctionWords:
    """The small words of each language, and those that only French has."""

    french_only: frozenset[str]
    of: dict[str, frozenset[str]]
    about_languages: tuple[str, ...]


@lru_cache(maxsize=1)
def _function_words() -> _FunctionWords:
    path = Path(__file__).with_name("function_words.yml")
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return _FunctionWords(
        frozenset(read["french_only"].split()),
        {language: frozenset(words.split()) for language, words in read["words"].items()},
        tuple(read["about_languages"].split()),
    )


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
        text = message.get(TEXT) or ""
        if text.startswith("/") or is_too_long(text):
            return
        intent = message.get(INTENT) or {}
        named_foreign = intent.get(INTENT_NAME_KEY) == OTHER_LANGUAGE
        language = foreign_language(text, message.get(NORMALISED_TEXT) or text, named_foreign)
        if language:
            message.set(LANGUAGE, language, add_to_output=True)
            _set_intent(message, OTHER_LANGUAGE)
        elif named_foreign and is_plain_french(text):
            # Some foreign word misled the classifier: what else it thought of is offered.
            _set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME)


def _set_intent(message: Message, name: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)


def foreign_language(text: str, plain: str, named_foreign: bool = False) -> str | None:
    """Return the language of a text that is not French, or None.

    With `named_foreign` the classifier says so already, and only the language is asked for.
    """
    if _has_french_words(text):
        return None
    confidence = _detector().compute_language_confidence_values(text)[0]
    if confidence.language == Language.FRENCH or not confidence.value:
        return None
    code = str(confidence.language.iso_code_639_1.name).lower()
    if named_foreign:
        return code if confidence.value >= _LIKELY else None
    words = plain_words(text).split()
    long_enough = len(words) >= _FEWEST_WORDS or not text.isascii()
    # Italian and Spanish share a sentence: of a long one it is enough that it is not French.
    sure = confidence.value >= _FOREIGN or len(words) >= _MANY_WORDS
    french = max(_french_share(text), _french_share(plain))
    foreign = sure and french <= 1 - _FOREIGN and _holds_together(words, code)
    return code if foreign and long_enough else None


def is_plain_french(text: str) -> bool:
    """Tell whether a text is French for sure, and does not speak of languages."""
    words = plain_words(text).split()
    speaks_of_them = any(word.startswith(_function_words().about_languages) for word in words)
    return not speaks_of_them and len(words) > 1 and _french_share(text) >= _SURELY_FRENCH


def _has_french_words(text: str) -> bool:
    words = plain_words(text).split()
    only = _function_words().french_only
    return bool(_ELISION.search(text)) or not only.isdisjoint(words)


def _french_share(text: str) -> float:
    values = _detector().compute_language_confidence_values(text)
    return next(value.value for value in values if value.language == Language.FRENCH)


def _holds_together(words: list[str], language: str) -> bool:
    # « statisticien de planning ? » looks English to lingua, and has no English word between.
    if language not in _function_words().of:
        return True  # in letters of its own, which lingua knows at sight
    counts = {
        code: sum(word in known for word in words) for code, known in _function_words().of.items()
    }
    return counts[language] > counts["fr"]


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    # Low accuracy: by trigrams alone. 23 MB instead of 280, and as good on whole sentences.
    builder = LanguageDetectorBuilder.from_languages(*_LANGUAGES)
    return builder.with_low_accuracy_mode().build()
