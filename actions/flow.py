"""A guided conversation: questions in turn, any digression answered, left and resumed at will.

What a flow asks and says is plain data and plain functions, which tests call without Rasa. The
Rasa form of the flow's name is the loop around it; `FlowAction` is the form's validation action:
it keeps the whole state in one slot of the same name and never lets the form reject a message.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.content import AFTER_DISTRESS, OUT_OF_SCOPE
from bot.phrases import mentions, plain_words
from bot.speech import AFFIRM, DENY, DISTRESS, LIGHT, Button

State = dict[str, Any]

# The topics that end a flow for good or for now, and the action that then takes over.
_LEAVES = {"delete_my_data": "action_erase", "start_over": "action_start_over"}
_OTHER_FLOWS = {
    "find_my_job": "orientation_form",
    "play_myth_quiz": "quiz_form",
    "leave_contact_details": "contact_form",
    "talk_to_human": "action_talk_to_human",
}
_STOPS = frozenset({"goodbye"})
_DECLINES = (
    "non merci",
    "laisse tomber",
    "laissez tomber",
    "pas envie",
    "la flemme",
    "pas continuer",
)
# « stop », « bon, on arrête là » leave; « j'arrête mes études » is an answer: every word counts.
_STOP_WORDS = frozenset(
    ("stop", "stoppe", "stopper", "arrete", "arreter", "arretons", "annule", "annuler", "quitter")
)
_AROUND_STOP = frozenset(
    (
        *("ok", "bon", "non", "allez", "euh", "on", "je", "j", "veux", "voudrais", "tout", "ca"),
        *("le", "la", "l", "ma", "test", "quiz", "jeu", "demande", "questionnaire", "ici"),
        *("maintenant", "svp", "stp", "merci", "s", "il", "te", "vous", "plait", "peut", "y"),
    )
)
_FALLBACK = "nlu_fallback"
# What is no question to answer on the way: the open question is explained instead.
_NO_DIGRESSION = frozenset({None, AFFIRM, DENY, OUT_OF_SCOPE, "thanks"})
OPTION = "option"  # the entity of a flow's buttons: /find_my_job{"option": "people"}


@dataclass(frozen=True)
class Heard:
    """A visitor's message inside a flow.

    `topic` is what the NLU understood, None when it was not sure; `option` is the value of the
    button that was pressed, "" for typed words.
    """

    text: str
    topic: str | None = None
    option: str = ""


@dataclass(frozen=True)
class Said:
    """A message of a flow; `facts` are those that its text states.

    One of kind "brief" is an answer of the FAQ's, on the topic `about`.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    kind: Literal["question", "reply", "result", "brief"] = "question"
    facts: tuple[str, ...] = ()
    about: str = ""  # the FAQ topic that « dis-m'en plus » goes on with


@dataclass(frozen=True)
class Step:
    """What follows from a message: the new state, what is said, and whether the flow ends."""

    state: State
    says: tuple[Said, ...]
    done: bool = False


class Flow(ABC):
    """The questions of one guided conversation.

    `name` is its form and its slot, `topic` the intent that begins it. A state holds what was
    answered; its entry "asked" names the open question and is None between two runs.
    """

    name: str
    topic: str

    @abstractmethod
    def begin(self, state: State, heard: Heard) -> Step:
        """Begin, or resume with what `state` holds of an earlier run."""

    @abstractmethod
    def answer(self, state: State, heard: Heard) -> Step | None:
        """Take a message as the answer to the open question; None when it is no answer to it."""

    @abstractmethod
    def ask(self, state: State) -> Said:
        """Return the open question again."""

    @abstractmethod
    def puzzled(self, state: State) -> Said:
        """Say that an answer was not understood, and what would be."""

    @abstractmethod
    def stop(self, state: State) -> Step:
        """End at the visitor's wish, before the end."""


class FlowAction(Action, ABC):
    """The validation action of a flow's form; a subclass names the flow."""

    @abstractmethod
    def flow(self, conversation: str) -> Flow:
        """Return the flow as it stands now for a conversation."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        flow = self.flow(tracker.sender_id)
        state = tracker.get_slot(flow.name) or {}
        heard = heard_in(tracker)
        if flow.topic in LIGHT and spoke_of_distress(tracker):
            dispatcher.utter_message(response=f"utter_{AFTER_DISTRESS}")
            return _leave(flow, state)
        if state.get("asked") is None:
            return _take(dispatcher, flow, flow.begin(state, heard))
        step = step_after(flow, state, heard)
        if step is not None:
            return _take(dispatcher, flow, step)
        if heard.topic in _LEAVES:
            return [*_leave(flow, state), FollowupAction(_LEAVES[heard.topic])]
        return _digress(dispatcher, flow, state, heard)


def step_after(flow: Flow, state: State, heard: Heard) -> Step | None:
    """Return what follows from a message, or None for a digression."""
    if is_stop(heard):
        return flow.stop(state)
    step = flow.answer(state, heard)
    if step is None and (heard.topic in _STOPS or declines(heard)):
        return flow.stop(state)
    if step is None and heard.topic == flow.topic:
        return Step(state, (flow.ask(state),))
    return step


def _digress(
    dispatcher: CollectingDispatcher, flow: Flow, state: State, heard: Heard
) -> list[dict[str, Any]]:
    if heard.topic == DISTRESS:  # nobody is asked the next question after that
        dispatcher.utter_message(response=f"utter_{DISTRESS}")
        return _leave(flow, state)
    if heard.topic in _NO_DIGRESSION:
        _utter(dispatcher, flow, flow.puzzled(state))
        return _keep(flow, {**state, "puzzled": state.get("puzzled", 0) + 1})
    if heard.topic in _OTHER_FLOWS:
        return [*_leave(flow, state), FollowupAction(_OTHER_FLOWS[heard.topic])]
    dispatcher.utter_message(response=f"utter_{heard.topic}")
    _utter(dispatcher, flow, flow.ask(state))
    return _keep(flow, state)


def _take(dispatcher: CollectingDispatcher, flow: Flow, step: Step) -> list[dict[str, Any]]:
    for said in step.says:
        _utter(dispatcher, flow, said)
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


def _utter(dispatcher: CollectingDispatcher, flow: Flow, said: Said) -> None:
    dispatcher.utter_message(
        text=said.text,
        buttons=[asdict(button) for button in said.buttons],
        topic=said.about or flow.topic,
        kind=said.kind,
        facts=list(said.facts),
    )


def is_stop(heard: Heard) -> bool:
    """Tell whether a visitor asks to leave: « stop », in a message of a few words."""
    words = [] if heard.option or heard.text.startswith("/") else plain_words(heard.text).split()
    return bool(_STOP_WORDS.intersection(words)) and _STOP_WORDS.union(_AROUND_STOP) >= set(words)


def declines(heard: Heard) -> bool:
    """Tell whether a visitor wants no more of it: « non merci », where « non » may be an answer."""
    return heard.topic == DENY and mentions(heard.text, _DECLINES)


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
