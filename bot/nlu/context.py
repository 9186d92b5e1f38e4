"""What a message means in its conversation: « 2 », « oui », « et pour un formateur ? ».

Rasa's recipe hands the tracker to any component whose `process` has a parameter of that name.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.choice import chosen, names_no_choice
from bot.content import DID_YOU_MEAN, NO_SUCH_CHOICE, Content
from bot.memory import ROLE, context_of
from bot.nlu._words import normalise
from bot.nlu.guard import WHY
from bot.phrases import plain_words
from bot.speech import AFFIRM, Context

# What may surround the name of a job in « et pour un formateur, c'est pareil ? ».
_EMPTY_WORDS = frozenset(
    word
    for line in (
        "et ou pour chez un une le la les des du de d l au aux alors ok oui quid c est ce que ca",
        "donne quoi comment pareil aussi idem meme chose sinon cote niveau qu en il lui elle bah",
        "ben dans cas si je suis donc euh concernant qui y a t comme celui ceux avec par exemple",
    )
    for word in line.split()
)
_FIRST_WORDS = frozenset(("et", "pour", "alors", "chez", "quid", "sinon", "ok", "c", "comme"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ContextReader(IntentClassifier, GraphComponent):
    """Reads a message that has no meaning of its own by what the bot said last.

    A number or a title typed becomes the payload of its button; « oui » becomes what was offered;
    the name of a job alone repeats the last question for that job.
    """

    def __init__(self, content: Content) -> None:
        self._content = content

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContextReader:
        return cls(Content())

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        if tracker is None:  # a text parsed outside any conversation
            return messages
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith("/"):
                self._read(message, text, context_of(tracker))
        return messages

    def _read(self, message: Message, text: str, context: Context) -> None:
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        payload = button_payload(text, context) or accepted_payload(intent, context)
        if payload:
            # Rasa's own handler of payloads comes after: it reads the intent and the entities.
            message.set(TEXT, payload)
            return
        if names_no_choice(text, [button.title for button in context.buttons]):
            message.set(WHY, NO_SUCH_CHOICE, add_to_output=True)
            name = DEFAULT_NLU_FALLBACK_INTENT_NAME
            message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
            return
        named = [entity for entity in message.get(ENTITIES, []) if entity["entity"] == ROLE]
        topic = same_question(text, named, context, self._role_topics()) if named else None
        if topic:
            message.set(INTENT, {INTENT_NAME_KEY: topic, "confidence": 1.0}, add_to_output=True)

    def _role_topics(self) -> dict[str, str]:
        return {key: role.topic for key, role in self._content.roles.items()}


def button_payload(text: str, context: Context) -> str | None:
    """Return the payload of the button on screen that a text chooses, or None."""
    index = chosen(text, [button.title for button in context.buttons])
    return None if index is None else context.buttons[index].payload


def accepted_payload(intent: str | None, context: Context) -> str | None:
    """Return what « oui » accepts: the only topic asked about, or what the last message offers."""
    if intent != AFFIRM or context.last is None:
        return None
    if context.last.topic == DID_YOU_MEAN:
        only = len(context.buttons) == 2  # a topic, and the way out
        return context.buttons[0].payload if only else None
    return f"/{context.last.yes}" if context.last.yes else None


def same_question(
    text: str, named: list[dict[str, Any]], context: Context, role_topics: dict[str, str]
) -> str | None:
    """Return the topic that a job's name alone asks about again, or None."""
    last = context.last_answer
    if last is None:
        return None
    around = text[: named[0]["start"]] + " " + text[named[0]["end"] :]
    # As typed (« ok et chez… ») or in plain spelling (« et pr un… »).
    readings = [plain_words(around).split(), plain_words(normalise(around)).split()]
    bare = any(_EMPTY_WORDS.issuperset(words) for words in readings)
    # « ça donne quoi pour un formateur ? » goes on, « c'est quoi un formateur ? » does not.
    defines = any("quoi" in words and "donne" not in words for words in readings)
    starts = plain_words(text).split()[0] in _FIRST_WORDS or text.rstrip().endswith("?")
    if not starts or not bare or defines:
        return None
    role = str(named[0]["value"])
    return role_topics.get(role) if last.topic in role_topics.values() else last.topic
