"""What the NLU handed on with a message: what it asks, how sure its topic is, how far outside."""

from __future__ import annotations

from collections.abc import Collection

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import AFFIRM
from bot.dialogue.messages import Context
from bot.nlu.heard import PART

_POLITE = (AFFIRM, "greet", "thanks")


def asked_in(message: Message, context: Context) -> str:
    """Return what a message asks that first speaks of the answer before; else all of it."""
    part = message.get(PART) if context.last else None
    return part or message.get(TEXT) or ""


def confidence(message: Message) -> float:
    """Return how sure the topic of a message is."""
    return float((message.get(INTENT) or {}).get("confidence") or 0.0)


def outside(message: Message, answered: Collection[str]) -> float:
    """Return how likely a message asks for no answer of a card, by the ranking of its topics.

    A polite word asks for none and hides none: « bon ok, c'est payé combien ».
    """
    ranking = message.get(INTENT_RANKING_KEY) or []
    names = {DEFAULT_NLU_FALLBACK_INTENT_NAME, *_POLITE, *answered}
    others = (topic for topic in ranking if topic[INTENT_NAME_KEY] not in names)
    return min(sum(float(topic["confidence"]) for topic in others), 1.0)
