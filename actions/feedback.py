"""👍 and 👎 on an answer, kept with the question and the answer for the editors."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import content, records
from bot.content import FEEDBACK_THANKS, FEEDBACK_WHY
from bot.dialogue.messages import FACTUAL, Button
from bot.errors import RecordsError
from bot.flows.flow import OPTION
from bot.privacy import mask_contacts

logger = structlog.get_logger()

POSITIVE = "positive_feedback"
NEGATIVE = "negative_feedback"


@dataclass(frozen=True)
class Judged:
    """The answer that a visitor judges, and the words that asked for it."""

    topic: str
    question: str
    answer: str


class ActionFeedback(Action):
    """Keeps what a visitor thinks of the last answer; small talk is not judged."""

    def name(self) -> str:
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        intent = tracker.latest_message["intent"]["name"]
        option = next(tracker.get_latest_entity_values(OPTION), None)
        judged = last_answer(tracker.events)
        if option is not None:
            await to_thread(_keep, lambda: _explain(tracker, judged, option))
            dispatcher.utter_message(response=f"utter_{FEEDBACK_THANKS}")
            return []
        if judged is not None:
            await to_thread(_keep, lambda: _add(tracker, judged, intent == POSITIVE))
        if intent == NEGATIVE and judged is not None:
            buttons = [asdict(button) for button in reason_buttons()]
            dispatcher.utter_message(response=f"utter_{FEEDBACK_WHY}", buttons=buttons)
        else:
            dispatcher.utter_message(response=f"utter_{intent}")
        return []


def _explain(tracker: Tracker, judged: Judged | None, reason: str) -> None:
    told = records().explain_feedback(tracker.sender_id, reason)
    if not told and judged is not None:
        _add(tracker, judged, helpful=False, reason=reason)


def _add(tracker: Tracker, judged: Judged, helpful: bool, reason: str | None = None) -> None:
    typed = tracker.latest_message.get("text") or ""
    records().add_feedback(
        conversation=tracker.sender_id,
        topic=judged.topic,
        helpful=helpful,
        reason=reason or (None if typed.startswith("/") else mask_contacts(typed)),
        question=mask_contacts(judged.question),
        answer=judged.answer,
    )


def _keep(write: Callable[[], object]) -> None:
    try:
        write()
    except RecordsError as error:  # a lost opinion must not cost the conversation
        logger.error("feedback.not_kept", problem=str(error))


def last_answer(events: list[dict[str, Any]]) -> Judged | None:
    """Return the last answer of a conversation that stated facts, or None."""
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        memory = event.get("metadata") or {}
        if event["event"] == "bot" and memory.get("kind") in FACTUAL:
            asked = (e.get("text") for e in reversed(events[:index]) if e["event"] == "user")
            return Judged(memory["topic"], next(asked, None) or "", event.get("text") or "")
    return None


def reason_buttons() -> tuple[Button, ...]:
    """Return the reasons offered for 👎: one touch, none needed."""
    reasons = content().replies[FEEDBACK_WHY].reasons
    return tuple(
        Button(title, f'/{NEGATIVE}{{"{OPTION}": "{key}"}}') for key, title in reasons.items()
    )
