"""The three guided conversations as Rasa forms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from asyncio import to_thread
from dataclasses import asdict
from functools import partial
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import content, courier, records, settings
from bot.content import AFTER_DISTRESS, NOT_SAVED, OUT_OF_SCOPE
from bot.content.brands import brand_said_to
from bot.content.keys import AFFIRM, DELETE_MY_DATA, DENY, DISTRESS, LIGHT, TALK_TO_HUMAN
from bot.content.traits import PAID_BY_THE_PART, SHARED, STEERED_BY_BUTTONS
from bot.errors import RecordsError
from bot.flows.contact import PAGE, ContactFlow, Desk, NewContact
from bot.flows.flow import OPTION, Flow, Heard, Said, State, Step, leaves_first, step_after
from bot.flows.orientation.flow import OrientationFlow
from bot.flows.quiz.flow import QuizFlow
from bot.publishing import CONTACT, ORIENTATION, QUIZ
from bot.storage import digest_of

logger = structlog.get_logger()


# The topics that end a flow for good or for now, and the action that then takes over.
_LEAVES = {DELETE_MY_DATA: "action_erase", "start_over": "action_start_over"}


_CONTACT_FORM = "contact_form"
_OTHER_FLOWS = {
    "find_my_job": "orientation_form",
    "play_myth_quiz": "quiz_form",
    "leave_contact_details": _CONTACT_FORM,
}


_FALLBACK = "nlu_fallback"


# What is no question to answer on the way: the open question is explained instead.
_NO_DIGRESSION = frozenset({None, AFFIRM, DENY, OUT_OF_SCOPE, "thanks"})


class FlowAction(Action, ABC):
    """The validation action of a flow's form; a subclass names the flow."""

    @abstractmethod
    def flow(self, tracker: Tracker) -> Flow:
        """Return the flow as it stands now for a conversation."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        flow = self.flow(tracker)
        state = tracker.get_slot(flow.name) or {}
        heard = heard_in(tracker)
        if flow.topic in LIGHT and spoke_of_distress(tracker):
            dispatcher.utter_message(response=f"utter_{AFTER_DISTRESS}")
            return _leave(flow, state)
        if state.get("asked") is None:
            return _take(dispatcher, flow, flow.begin(state, heard), _needs_hints(tracker))
        step = await to_thread(step_after, flow, state, heard)  # it may write to the database
        if step is not None:
            return _take(dispatcher, flow, step, _needs_hints(tracker))
        if heard.topic in _LEAVES:
            return [*_leave(flow, state), FollowupAction(_LEAVES[heard.topic])]
        return _digress(dispatcher, flow, state, heard, _needs_hints(tracker))


class ValidateOrientationForm(FlowAction):
    """Six questions that end with two or three jobs."""

    def name(self) -> str:
        return "validate_orientation_form"

    def flow(self, tracker: Tracker) -> Flow:
        said, channel = content(), tracker.get_latest_input_channel()
        return OrientationFlow(said, said.part(ORIENTATION), brief=channel in PAID_BY_THE_PART)


class ValidateQuizForm(FlowAction):
    """Five received ideas, true or false."""

    def name(self) -> str:
        return "validate_quiz_form"

    def flow(self, tracker: Tracker) -> Flow:
        said = content()
        brand = brand_said_to(said, tracker.latest_message.get("metadata"))
        return QuizFlow(said, said.part(QUIZ), brand.bot)


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

    def flow(self, tracker: Tracker) -> Flow:
        brand = brand_said_to(content(), tracker.latest_message.get("metadata"))
        channel, public = tracker.get_latest_input_channel(), settings().public_url
        desk = Desk(
            delivers=settings().delivers,
            human_contact=settings().human_contact or "",
            human_hours=settings().human_hours or "",
            keeps_days=settings().request_days,
            controller=brand.says_controller,
            responsible=brand.controller if brand.says_controller else "",
            page=f"{public}/web/{PAGE}" if channel in PAID_BY_THE_PART and public else "",
            shared=channel in SHARED,
        )
        return ContactFlow(content().part(CONTACT), desk, partial(_save, tracker, brand.id))


def consent_of(tracker: Tracker) -> str | None:
    """Return what is the same each time that the consent of a conversation is heard.

    A server that is killed hears it again, in the same message or in another one; a form ends with
    the first that is kept. None when nothing tells.
    """
    begun = (
        event.get("timestamp")
        for event in reversed(tracker.events)
        if event.get("event") == "active_loop" and event.get("name") == _CONTACT_FORM
    )
    heard = next(begun, None) or tracker.latest_message.get("message_id")
    return digest_of(tracker.sender_id, str(heard)) if heard else None


def _save(tracker: Tracker, brand: str, request: NewContact) -> None:
    records().add_contact(
        conversation=tracker.sender_id,
        consent=consent_of(tracker),
        first_name=request.first_name,
        email=request.email,
        phone=request.phone,
        subject=request.subject,
        consent_text=request.consent_text,
        brand=brand,
    )
    courier().wake()


def _digress(
    dispatcher: CollectingDispatcher, flow: Flow, state: State, heard: Heard, needs_hints: bool
) -> list[dict[str, Any]]:
    if heard.topic == DISTRESS:  # nobody is asked the next question after that
        dispatcher.utter_message(response=f"utter_{DISTRESS}")
        return _leave(flow, state)
    if heard.topic in _NO_DIGRESSION:
        _utter(dispatcher, flow, flow.puzzled(state), needs_hints)
        return _keep(flow, {**state, "puzzled": state.get("puzzled", 0) + 1})
    if heard.topic in _OTHER_FLOWS:
        return [*_leave(flow, state), FollowupAction(_OTHER_FLOWS[heard.topic])]
    dispatcher.utter_message(response=f"utter_{heard.topic}")
    if leaves_first(heard) or heard.topic == TALK_TO_HUMAN:
        return _leave(flow, state)
    _utter(dispatcher, flow, flow.ask(state))
    return _keep(flow, state)


def _take(
    dispatcher: CollectingDispatcher, flow: Flow, step: Step, needs_hints: bool
) -> list[dict[str, Any]]:
    for said in step.says:
        _utter(dispatcher, flow, said, needs_hints)
    return _close(flow, step.state) if step.done else _keep(flow, step.state)


def _keep(flow: Flow, state: State) -> list[dict[str, Any]]:
    # A slot that is set makes the form go on; without one it would reject the message.
    return [SlotSet(flow.name, state)]


def _close(flow: Flow, state: State) -> list[dict[str, Any]]:
    closed = {**state, "asked": None}
    return [SlotSet(flow.name, closed), SlotSet("requested_slot", None)]


def _leave(flow: Flow, state: State) -> list[dict[str, Any]]:
    # The flow itself knows what of a run that is broken off may be kept.
    return _close(flow, flow.stop(state).state)


def _utter(
    dispatcher: CollectingDispatcher, flow: Flow, said: Said, needs_hints: bool = False
) -> None:
    dispatcher.utter_message(
        text=f"{said.text} {said.hint}" if needs_hints and said.hint else said.text,
        buttons=[asdict(button) for button in said.buttons],
        topic=said.about or flow.topic,
        kind=said.kind,
        facts=list(said.facts),
        **said.look(),
    )


def _needs_hints(tracker: Tracker) -> bool:
    """Tell whether a visitor steers by words: « quitter », « retour »."""
    return tracker.get_latest_input_channel() not in STEERED_BY_BUTTONS


def spoke_of_distress(tracker: Tracker) -> bool:
    """Tell whether the visitor spoke of distress in this conversation: no game after that."""
    said = (event.get("metadata") or {} for event in tracker.events if event["event"] == "bot")
    return any(memory.get("topic") == DISTRESS for memory in said)


def heard_in(tracker: Tracker) -> Heard:
    """Return the last message of a conversation as a flow reads it."""
    message = tracker.latest_message
    topic = (message.get("intent") or {}).get("name")
    option = next(tracker.get_latest_entity_values(OPTION), "")
    return Heard(message.get("text") or "", None if topic == _FALLBACK else topic, str(option))
