"""Which questions were not surely understood, kept for the editors.

Nothing of who spoke of distress is among them, no button, no contact request.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog

from bot.content.keys import DID_YOU_MEAN, FALLBACK, LOST, NO_DETAIL_KNOWN, OUT_OF_SCOPE
from bot.content.traits import SHARED
from bot.dialogue.messages import NOTHING_PRECISE, Context, Message
from bot.errors import RecordsError
from bot.nlu.heard import ANSWERS, OFFERS
from bot.privacy import mask
from bot.storage import Records

logger = structlog.get_logger()

HEDGED = "hedged"
_SAID = frozenset({DID_YOU_MEAN, FALLBACK, LOST, OUT_OF_SCOPE})
_NO_TOPIC = "nlu_fallback"  # the intent of what is not sure
_MOST_GUESSES = 3
_LEAST_SHARE = 0.06  # of an answer that is worth being named


@dataclass(frozen=True)
class Unsure:
    """A question; the outcome is what was said; guesses are labels, « topic/detail »."""

    question: str
    outcome: str
    guesses: tuple[str, ...]


class Notebook:
    """Keeps these questions, masked, in the records of a database, opened for the first one."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._records: Records | None = None

    async def note(self, unsure: Unsure, channel: str, conversation: str) -> None:
        """Keep a question; one that cannot be kept is reported without its words."""
        if channel in SHARED:
            return
        try:
            await to_thread(self._write, unsure, channel, conversation)
        except RecordsError as error:  # it must not cost the visitor the answer
            logger.error("question.not_kept", problem=str(error))

    def _write(self, unsure: Unsure, channel: str, conversation: str) -> None:
        if self._records is None:
            self._records = Records(self._database)
        self._records.add_question(
            conversation=conversation,
            channel=channel,
            question=mask(unsure.question),
            outcome=unsure.outcome,
            guesses=unsure.guesses,
        )


def unsure_of(message: Message, context: Context, parsed: Mapping[str, Any]) -> Unsure | None:
    """Return the question that a message answers, unless it was surely understood."""
    outcome = _outcome(message, context)
    if outcome is None or not context.heard.strip() or context.heard.startswith("/"):
        return None
    answered = [f"{message.topic}/{message.detail}"] if outcome == HEDGED else []
    guesses = dict.fromkeys([*answered, *_guesses(parsed)])
    return Unsure(context.heard, outcome, tuple(islice(guesses, _MOST_GUESSES)))


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
    topics = (f"{name}/" for name in ranking if name and name != _NO_TOPIC)
    return [*(parsed.get(OFFERS) or []), *answers, *topics]
