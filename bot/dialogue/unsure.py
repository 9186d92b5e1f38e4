"""Which questions were not surely understood, kept for the editors.

Nothing of who spoke of distress is among them, no button, no contact request. What was made of a
question stands with the reply to it, and is written to their table in the transaction of the turn:
neither is kept without the other, and the disk is waited for once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.content.keys import DID_YOU_MEAN, FALLBACK, LOST, NO_DETAIL_KNOWN, OUT_OF_SCOPE
from bot.dialogue.messages import NOTHING_PRECISE, Context, Message
from bot.nlu.heard import ANSWERS, OFFERS
from bot.privacy import mask
from bot.storage import Question

UNSURE = "unsure"  # in the metadata of a reply: what was made of the question that it answers
HEDGED = "hedged"
_SAID = frozenset({DID_YOU_MEAN, FALLBACK, LOST, OUT_OF_SCOPE})
_MOST_GUESSES = 3
_LEAST_SHARE = 0.06  # of an answer that is worth being named


@dataclass(frozen=True)
class Unsure:
    """What was made of a question; the outcome is what was said; guesses are labels,
    « topic/detail »."""

    outcome: str
    guesses: tuple[str, ...]


def questions_in(conversation: str, heard: UserUttered, told: Iterable[Event]) -> list[Question]:
    """Return the message that was `heard`, masked, for each reply to it that was not sure."""
    replies = (event.metadata for event in told if isinstance(event, BotUttered))
    unsure = [memory[UNSURE] for memory in replies if UNSURE in memory]
    return [
        Question(
            conversation,
            str(heard.input_channel),
            mask(heard.text or ""),
            each["outcome"],
            " ".join(each["guesses"]),
            datetime.now(UTC),
        )
        for each in unsure
    ]


def unsure_of(message: Message, context: Context, parsed: Mapping[str, Any]) -> Unsure | None:
    """Return what was made of the question that a message answers; None of one understood."""
    outcome = _outcome(message, context)
    if outcome is None or not context.heard.strip() or context.heard.startswith("/"):
        return None
    answered = [f"{message.topic}/{message.detail}"] if outcome == HEDGED else []
    guesses = dict.fromkeys([*answered, *_guesses(parsed)])
    return Unsure(outcome, tuple(islice(guesses, _MOST_GUESSES)))


def _outcome(message: Message, context: Context) -> str | None:
    if context.distress:
        return None
    if message.topic in _SAID:
        return message.topic
    if message.detail == NOTHING_PRECISE:
        return NO_DETAIL_KNOWN
    # Who says but who they are asked nothing.
    return HEDGED if context.hedged and not context.noted else None


def _guesses(parsed: Mapping[str, Any]) -> list[str]:
    answers = (label for label, share in parsed.get(ANSWERS) or [] if share >= _LEAST_SHARE)
    ranking = (intent["name"] for intent in parsed.get("intent_ranking") or [])
    topics = (f"{name}/" for name in ranking if name and name != DEFAULT_NLU_FALLBACK_INTENT_NAME)
    return [*(parsed.get(OFFERS) or []), *answers, *topics]
