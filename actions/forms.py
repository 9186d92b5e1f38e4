"""The three guided conversations as Rasa forms."""

from __future__ import annotations

from functools import partial
from typing import Any

import structlog
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.contact import ContactFlow, Desk, NewContact
from actions.desk import content, courier, edited, records, settings
from actions.flow import Flow, FlowAction
from actions.orientation import OrientationFlow
from actions.quiz import QuizFlow
from bot.contact import read_contact
from bot.content import CONTENT_DIR, NOT_SAVED
from bot.errors import RecordsError
from bot.orientation import read_orientation
from bot.quiz import read_quiz

logger = structlog.get_logger()


class ValidateOrientationForm(FlowAction):
    """Six questions that end with two or three jobs."""

    def name(self) -> str:
        return "validate_orientation_form"

    def flow(self, conversation: str) -> Flow:
        return OrientationFlow(content(), edited(CONTENT_DIR / "orientation.yml", read_orientation))


class ValidateQuizForm(FlowAction):
    """Five received ideas, true or false."""

    def name(self) -> str:
        return "validate_quiz_form"

    def flow(self, conversation: str) -> Flow:
        quiz = edited(CONTENT_DIR / "quiz.yml", lambda path: read_quiz(path.parent))
        return QuizFlow(content(), quiz)


class ValidateContactForm(FlowAction):
    """A request to be contacted, kept once the visitor has agreed to every word of it."""

    def name(self) -> str:
        return "validate_contact_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            return await super().run(dispatcher, tracker, domain)
        except RecordsError as error:
            # The request stays in the slot as it was read back: a second « oui » tries again.
            logger.error("contact.not_saved", problem=str(error))
            dispatcher.utter_message(response=f"utter_{NOT_SAVED}")
            return [SlotSet("contact", tracker.get_slot("contact"))]

    def flow(self, conversation: str) -> Flow:
        desk = Desk(
            delivers=settings().delivers,
            human_contact=settings().human_contact or "",
            human_hours=settings().human_hours or "",
            # The conversation holds what was typed: it is kept as long as it is.
            keeps_days=max(settings().contact_days, settings().conversation_days),
        )
        text = edited(CONTENT_DIR / "contact.yml", read_contact)
        return ContactFlow(text, desk, partial(_save, conversation))


def _save(conversation: str, request: NewContact) -> None:
    records().add_contact(
        conversation=conversation,
        first_name=request.first_name,
        email=request.email,
        phone=request.phone,
        subject=request.subject,
        consent_text=request.consent_text,
    )
    courier().wake()
