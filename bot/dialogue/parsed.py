"""What the NLU handed on with a message: what it asks, how sure its topic is, how far outside."""

from __future__ import annotations

from collections.abc import Collection

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import AFFIRM, OUT_OF_SCOPE
from bot.dialogue.messages import Context
from bot.nlu.heard import ANSWERS, PART
from bot.text.phrases import plain_words

_FEW_WORDS = 9
# The words of a message that may do no more than greet, or want a joke.
_MOST_WORDS = {"greet": 10, "joke": 6}
_LIKELY_TOLD = 0.25
_VERDICT = "oui ou non"

_POLITE = (AFFIRM, "greet", "thanks")


def asked_in(message: Message, context: Context) -> str:
    """Return what a message asks that first speaks of the answer before; else all of it."""
    part = message.get(PART) if context.last else None
    return part or message.get(TEXT) or ""


def confidence(message: Message) -> float:
    """Return how sure the topic of a message is."""
    return float((message.get(INTENT) or {}).get("confidence") or 0.0)


def outside(message: Message, context: Context, answered: Collection[str]) -> float:
    """Return how likely a message asks for no answer of a card, by the ranking of its topics.

    After an answer much sounds like small talk that is none: only another matter counts there. A
    polite word hides no question: « bon ok, c'est payé combien ».
    """
    ranking = {t[INTENT_NAME_KEY]: t["confidence"] for t in message.get(INTENT_RANKING_KEY) or []}
    if context.last_answer is not None:
        return float(ranking.get(OUT_OF_SCOPE, 0.0))
    names = {DEFAULT_NLU_FALLBACK_INTENT_NAME, *_POLITE, *answered}
    return min(sum(float(share) for name, share in ranking.items() if name not in names), 1.0)


def is_lengthy(text: str) -> bool:
    """Tell whether a message says much; « oui ou non ? » at its end wants what was said."""
    plain = plain_words(text)
    return len(plain.split()) > _FEW_WORDS and _VERDICT not in plain


def says_more_than(topic: str | None, message: Message) -> bool:
    """Tell whether a message of small talk tells something besides: « Bonjour, je suis veuve… »."""
    _, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
    words = len(plain_words(message.get(TEXT) or "").split())
    return topic in _MOST_WORDS and words > _MOST_WORDS[topic] and share >= _LIKELY_TOLD
