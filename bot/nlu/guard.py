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
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content import OUT_OF_SCOPE, TOO_LONG, UNREADABLE, Content, Library
from bot.content.care import Care
from bot.content.keys import DISTRESS
from bot.dialogue.audience import is_for_called
from bot.nlu.heard import (
    ALSO,
    ANSWERS,
    ASKED,
    CARE,
    DENIES,
    FIRST_OF_TWO,
    OFFERS,
    SEEKS_HELP,
    SETTLED,
    STAGES,
    UNWARNED,
    WEARY,
    WHY,
)
from bot.nlu.model.care import CareReader
from bot.nlu.model.fraud import FraudReader
from bot.nlu.model.grammar import Grammar
from bot.nlu.normaliser import is_too_long
from bot.publishing import CARE_WORDS, FRAUD_WORDS, library
from bot.text.asking import asks
from bot.text.phrases import mentions, plain_words
from bot.text.words import normalise

# A tag has attributes or nothing behind its name, and an arrow its function: « 1500 => c'est
# normal ? » and « <1500 ou >2000 » are how people write of amounts.
_CODE = re.compile(
    r"</?[a-z][\w-]*(?:\s+[\w:-]+\s*=[^>]*>|\s*/?>)|\{\{|\$\{|;\s*(?:drop|select)\b"
    r"|\bfunction\s*\(|(?:^|=)\s*\([\w\s,]*\)\s*=>|=>\s*\{|\beval\(",
    re.IGNORECASE,
)


_PAYLOAD = re.compile(r"/(\w+)")


_COMMAND = re.compile(r"/\w*\s*$")  # « / », « /rien »: typed at a bot, and no words to answer


# Signs that say by themselves what their sender thinks, whatever colour their hand has.
_SIGNS = {"👍": "positive_feedback", "👎": "negative_feedback", "🙏": "thanks", "👋": "greet"}


# What says by itself no question: there a word of being at the end of one's strength weighs more.
# A message that is too long has no topic.
_UNSURE = (DISTRESS, OUT_OF_SCOPE, DEFAULT_NLU_FALLBACK_INTENT_NAME, None)
_MEANT = 0.75  # share of what is not distress that the topic meant instead has
# What is said without danger leaves room for an answer beside it.
_WEARINESS = (Care.STRAIN, Care.WORN, Care.FATIGUE, Care.EXHAUSTION)
_SURELY_ASKED = 0.42  # the likelihood of the answer to a question beside weariness,
_FAIRLY_ASKED, _SURELY_OF = 0.3, 0.8  # or of one of a topic whose answers have so much together
_SURELY_TOLD = 0.5  # and of one to what is but told beside exhaustion
_PAST_DOUBT = 0.8  # of one that is told after the help, though nothing is asked
_OF_WEARINESS = "stress_and_health"  # the topic that the care itself speaks of
_OF_SOMETHING = re.compile(r"\b(?:peux plus|à bout|(?:épuisé|crevé|vidé)e?s?) (?:de|des|du|d')\b")
_MOST_OF_A_SAYING = 9  # words: « ils vont me tuer avec leurs pompes à chaleur »
_OF_CARE = frozenset({_OF_WEARINESS, "emergency_lines"})  # no answer to a way of speaking


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
    is_trainable=False,
    model_from="FrenchGrammar",
)
class Guard(IntentClassifier, GraphComponent):
    """Overrides the intent of what must not be guessed at.

    A message without words, or of code, is not understood because it is `unreadable`, one past
    MOST_CHARACTERS because it is `too_long`: `why` says so. One whose words call for help has the
    topic distress, and `care` says which help; one that only sounds so (« mourir de rire ») has it
    not. One that tells of a swindle has the detail that helps. An urgent phrase of
    content/replies.yml has the topic of its reply. What is said after a call for help or in a
    swindle, and means something only there, is handed on beside.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._take(library.current())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Guard:
        return cls(library())

    def process(self, messages: list[Message], model: Grammar) -> list[Message]:
        """Decide on each message; `model` is what Rasa calls the grammar of the pipeline."""
        content = self._library.current()
        if content is not self._content:
            self._take(content)
        for message in messages:
            text = message.get(TEXT) or ""
            if self._is_payload(text):
                continue
            self._hear(message, text)
            if self._cares(message, text, model):
                continue
            if not self._warns(message, text):
                self._decide(message, text)
        return messages

    def _take(self, content: Content) -> None:
        self._content = content
        self._topics = frozenset(content.topics)
        self._urgent = urgent_phrases(content)
        self._care = CareReader(content.part(CARE_WORDS))
        self._help = content.saying(content.part(CARE_WORDS).helpline)
        self._fraud = FraudReader(content.part(FRAUD_WORDS))

    def _hear(self, message: Message, text: str) -> None:
        """Hand on what counts only after a call for help, or in a swindle."""
        heard = {
            ASKED: self._care.asked(text),
            DENIES: self._care.denies(text),
            SEEKS_HELP: self._care.seeks_help(text),
            STAGES: self._fraud.stages(text),
            SETTLED: self._fraud.settled(text),
        }
        for name, value in heard.items():
            if value:
                message.set(name, value, add_to_output=True)

    def _cares(self, message: Message, text: str, grammar: Grammar) -> bool:
        """Give a message that calls for help its topic, and tell whether it does."""
        care = self._care.read(text, grammar)
        heard = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        if care is Care.NOTHING:
            if heard == DISTRESS:
                _leave_distress(message)
            if self._is_but_a_saying(text):
                answers = message.get(ANSWERS) or []
                harmless = [each for each in answers if each[0] not in self._help]
                message.set(ANSWERS, harmless, add_to_output=True)
        asked = message.get(ASKED) if care in (Care.FATIGUE, Care.EXHAUSTION) else None
        beside = _asked_beside(message, text) if care in _WEARINESS else None
        if beside:
            asked = beside  # the words know the topic, the answers which of its details
        if care is Care.EXHAUSTION:
            of_work = asked or self._care.speaks_of_work(text)
            both = message.get(ASKED) is not None  # the help, and the answer beside it
            told = heard != DISTRESS and self._but_tells(message, text)
            heard_so = both or told or (of_work and heard in _UNSURE)
            care = Care.FATIGUE if heard_so else None
            asked = asked or _told_beside(message)
            message.set(WEARY, True, add_to_output=True)
        if care in (None, Care.NOTHING):
            return False
        _decide_on(message, DISTRESS)
        message.set(CARE, care.value, add_to_output=True)
        if asked:
            message.set(ALSO, asked, add_to_output=True)
        return True

    def _but_tells(self, message: Message, text: str) -> bool:
        """Tell whether a message asks nothing, and says nothing as surely as to be exhausted.

        Who is tired of calls is told how to stop them, and who is tired of clients what to do.
        """
        label, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
        unsure = share < _SURELY_TOLD and not is_for_called(self._content, label)
        return unsure and not (asks(text) or _OF_SOMETHING.search(normalise(text)))

    def _is_but_a_saying(self, text: str) -> bool:
        """Tell whether a message is little more than a way of speaking: « mourir de rire »."""
        few = len(plain_words(text).split()) <= _MOST_OF_A_SAYING
        return few and not mentions(text, self._content.part(CARE_WORDS).no_saying)

    def _warns(self, message: Message, text: str) -> bool:
        """Give a message that tells of a swindle its detail, and tell whether it does."""
        detail = self._fraud.read(text)
        if detail is None:
            return False
        overruled = (INTENT, ANSWERS, OFFERS, ALSO, FIRST_OF_TWO)
        message.set(UNWARNED, {name: message.get(name) for name in overruled})
        _decide_on(message, detail.partition("/")[0])
        message.set(ANSWERS, [[detail, 1.0]], add_to_output=True)
        return True

    def _is_payload(self, text: str) -> bool:
        name = _PAYLOAD.match(text)
        return name is not None and name.group(1) in self._topics

    def _decide(self, message: Message, text: str) -> None:
        urgent = (topic for topic, words in self._urgent.items() if mentions(text, words))
        why = reason_not_to_read(text)
        topic = next(urgent, None) or _SIGNS.get(text.strip()[:1] if why == UNREADABLE else "")
        why = None if topic else why
        if why:
            message.set(WHY, why, add_to_output=True)
        if topic == DISTRESS:
            message.set(CARE, Care.WRONGED.value, add_to_output=True)
        if topic or why:
            _decide_on(message, topic or DEFAULT_NLU_FALLBACK_INTENT_NAME)


def _asked_beside(message: Message, text: str) -> str | None:
    """Return the label of what a message surely asks besides telling of weariness, or None."""
    ranked = message.get(ANSWERS) or []
    label, share = next(iter(ranked), ("", 0.0))
    topic = label.partition("/")[0]
    of_topic = sum(part for own, part in ranked if own.startswith(f"{topic}/"))
    likely = share >= _SURELY_ASKED or (share >= _FAIRLY_ASKED and of_topic >= _SURELY_OF)
    sure = likely and topic != _OF_WEARINESS
    return label if sure and "/=" not in label and asks(text) else None


def _told_beside(message: Message) -> str | None:
    """Return the label of what a message past doubt tells of besides exhaustion, or None."""
    label, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
    sure = share >= _PAST_DOUBT and not label.startswith(f"{_OF_WEARINESS}/")
    return label if sure and "/=" not in label else None


def _decide_on(message: Message, topic: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: topic, "confidence": 1.0}, add_to_output=True)
    message.set(OFFERS, [], add_to_output=True)
    message.set(ALSO, None, add_to_output=bool(message.get(ALSO)))  # nothing is sold beside help
    message.set(FIRST_OF_TWO, None)


def _leave_distress(message: Message) -> None:
    """Give a message the topic that is the likeliest but distress, or none and the offers."""
    ranking = message.get(INTENT_RANKING_KEY) or []
    named = [(intent[INTENT_NAME_KEY], intent["confidence"]) for intent in ranking]
    none = (DISTRESS, DEFAULT_NLU_FALLBACK_INTENT_NAME)
    others = [(topic, sure) for topic, sure in named if topic not in none]
    total = sum(confidence for _, confidence in others)
    meant = bool(others) and others[0][1] >= _MEANT * total
    topic = others[0][0] if meant else DEFAULT_NLU_FALLBACK_INTENT_NAME
    message.set(INTENT, {INTENT_NAME_KEY: topic, "confidence": 1.0}, add_to_output=True)
    answers = message.get(ANSWERS) or []
    other = [each for each in answers if each[0].partition("/")[0] not in _OF_CARE]
    message.set(ANSWERS, other, add_to_output=True)


def urgent_phrases(content: Content) -> dict[str, list[str]]:
    """Return topic -> the phrases of its reply that decide by themselves."""
    return {
        topic: phrases
        for topic, reply in content.replies.items()
        if (phrases := [word for case in reply.cases if case.urgent for word in case.words])
    }


def reason_not_to_read(text: str) -> str | None:
    """Return the reply to a text that is too long or without words, or None."""
    if is_too_long(text):
        return TOO_LONG
    return UNREADABLE if is_unreadable(text) else None


def is_unreadable(text: str) -> bool:
    """Tell whether a text holds no words to understand: emoji, signs, control characters, code."""
    if _CODE.search(text):
        return True
    if any(unicodedata.category(char) == "Cc" and char not in "\t\n\r" for char in text):
        return True
    return bool(_COMMAND.match(text)) or not re.search(r"[^\W_]", text)
