"""What the NLU handed on with a message: what it asks, how sure its topic is, how far outside."""

from __future__ import annotations

from collections.abc import Collection

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import AFFIRM, ASK_SOURCE, NEGATIVE_FEEDBACK, OUT_OF_SCOPE
from bot.dialogue.cues import cued
from bot.dialogue.messages import Context
from bot.nlu.heard import ANSWERS, PART
from bot.text.asking import asks
from bot.text.phrases import plain_words

_FEW_WORDS = 9
_SURELY_HEARD = 0.95  # confidence of « dis-m'en plus », but not of « et la deuxième ? »
# The words of a message that may do no more than greet, or want a joke.
_MOST_WORDS = {"greet": 10, "joke": 6}
_LIKELY_TOLD = 0.25
_VERDICT = "oui ou non"

_POLITE = (AFFIRM, "greet", "thanks")
# What thanks that tell something may sound like: « ok merci, je vais le mettre dans mon exposé ».
_MAY_BE_THANKS = frozenset({DEFAULT_NLU_FALLBACK_INTENT_NAME, NEGATIVE_FEEDBACK, OUT_OF_SCOPE})


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


def is_sure(topic: str | None, message: Message) -> bool:
    """Tell whether `topic`, what a message means, is past doubt: its very words may say it."""
    thanks = topic == "thanks" and _but_thanks(message, message.get(TEXT) or "")
    return thanks or confidence(message) >= _SURELY_HEARD


def meant(topic: str | None, message: Message) -> str | None:
    """Return the topic of a message, or what its words say instead of what it sounds like."""
    text = message.get(TEXT) or ""
    of_others = topic == ASK_SOURCE and cued("source_of_others", text)
    if of_others or says_more_than(topic, message):
        return DEFAULT_NLU_FALLBACK_INTENT_NAME
    return "thanks" if topic in _MAY_BE_THANKS and _but_thanks(message, text) else topic


def _but_thanks(message: Message, text: str) -> bool:
    _, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
    return share < _LIKELY_TOLD and not asks(text) and cued("thanks", text) is not None


def says_more_than(topic: str | None, message: Message) -> bool:
    """Tell whether a message of small talk tells something besides: « Bonjour, je suis veuve… »."""
    _, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
    words = len(plain_words(message.get(TEXT) or "").split())
    return topic in _MOST_WORDS and words > _MOST_WORDS[topic] and share >= _LIKELY_TOLD
