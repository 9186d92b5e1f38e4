"""Messages whose topic is decided without the classifier: unreadable, too long, or urgent."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content import TOO_LONG, UNREADABLE, Content
from bot.nlu.classifier import OFFERS
from bot.nlu.normaliser import MOST_CHARACTERS
from bot.phrases import mentions

_CODE = re.compile(
    r"</?\w+[^>]*>|\{\{|\$\{|;\s*(?:drop|select)\b|\bfunction\s*\(|=>|\beval\(", re.IGNORECASE
)

_PAYLOAD = re.compile(r"/(\w+)")
_COMMAND = re.compile(r"/\w*\s*$")  # « / », « /rien »: typed at a bot, and no words to answer
# Signs that say by themselves what their sender thinks, whatever colour their hand has.
_SIGNS = {"👍": "positive_feedback", "👎": "negative_feedback", "🙏": "thanks", "👋": "greet"}
WHY = "why"  # the reply that says why a message was not read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Guard(IntentClassifier, GraphComponent):
    """Overrides the intent of what must not be guessed at.

    A message without words, or of code, is not understood because it is `unreadable`, one past
    MOST_CHARACTERS because it is `too_long`: `why` says so. One with an urgent phrase of
    content/replies.yml (somebody speaks of dying) has the topic of that reply.
    """

    def __init__(self, topics: list[str], urgent: dict[str, list[str]]) -> None:
        self._topics = frozenset(topics)
        self._urgent = urgent

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Guard:
        content = Content()
        return cls(content.topics, urgent_phrases(content))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            if not self._is_payload(text):
                self._decide(message, text)
        return messages

    def _is_payload(self, text: str) -> bool:
        name = _PAYLOAD.match(text)
        return name is not None and name.group(1) in self._topics

    def _decide(self, message: Message, text: str) -> None:
        urgent = (topic for topic, words in self._urgent.items() if mentions(text, words))
        topic = next(urgent, None) or _SIGNS.get(text.strip()[:1] if is_unreadable(text) else "")
        why = None if topic else reason_not_to_read(text)
        if why:
            message.set(WHY, why, add_to_output=True)
        if topic or why:
            name = topic or DEFAULT_NLU_FALLBACK_INTENT_NAME
            message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
            message.set(OFFERS, [], add_to_output=True)


def urgent_phrases(content: Content) -> dict[str, list[str]]:
    """Return topic -> the phrases of its reply that decide by themselves."""
    return {
        topic: phrases
        for topic, reply in content.replies.items()
        if (phrases := [word for case in reply.cases if case.urgent for word in case.words])
    }


def reason_not_to_read(text: str) -> str | None:
    """Return the reply to a text that is too long or without words, or None."""
    if len(text) > MOST_CHARACTERS:
        return TOO_LONG
    return UNREADABLE if is_unreadable(text) else None


def is_unreadable(text: str) -> bool:
    """Tell whether a text holds no words to understand: emoji, signs, control characters, code."""
    if _CODE.search(text):
        return True
    if any(unicodedata.category(char) == "Cc" and char not in "\t\n\r" for char in text):
        return True
    return bool(_COMMAND.match(text)) or not re.search(r"[^\W_]", text)
