"""The driver of guided conversations, on a flow of two questions made up here."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.forms import FlowAction
from bot.dialogue.messages import Button
from bot.flows.flow import Flow, Heard, Progress, Said, State, Step, is_stop

_QUESTIONS = ("colour", "size")
_YES = Button("Oui", '/play_myth_quiz{"option": "yes"}')


class _TinyFlow(Flow):
    """Asks for a colour and a size; any word in capitals is an answer."""

    name = "quiz"
    topic = "play_myth_quiz"

    def begin(self, state: State, heard: Heard) -> Step:
        state = {**state, "asked": next(q for q in _QUESTIONS if q not in state)}
        return Step(
            state, (Said("On y va.", kind="reply", hint="« stop » arrête."), self.ask(state))
        )

    def answer(self, state: State, heard: Heard) -> Step | None:
        given = heard.option or (heard.text if heard.text.isupper() else "")
        if not given:
            return None
        state = {**state, state["asked"]: given}
        if len(_QUESTIONS) == len(_QUESTIONS & state.keys()):
            return Step(state, (Said("Merci.", kind="result", facts=("smic",)),), done=True)
        state["asked"] = "size"
        return Step(state, (self.ask(state),))

    def ask(self, state: State) -> Said:
        progress = Progress(_QUESTIONS.index(state["asked"]) + 1, len(_QUESTIONS))
        return Said(f"Quelle {state['asked']} ?", (_YES,), progress=progress)

    def puzzled(self, state: State) -> Said:
        return Said(f"Je parlais de {state['asked']}.", hint="« stop » arrête.")

    def stop(self, state: State) -> Step:
        kept = {key: value for key, value in state.items() if key != "secret"}
        return Step(kept, (Said("D'accord, on arrête.", kind="reply"),), done=True)


class _GraveFlow(_TinyFlow):
    """The same, of a topic that is no game."""

    name = "orientation"
    topic = "find_my_job"


class _Action(FlowAction):
    def __init__(self, flow: Flow | None = None) -> None:  # the SDK makes one of each it finds
        self._flow = flow or _TinyFlow()

    def name(self) -> str:
        return "validate_tiny_form"

    def flow(self, tracker: Tracker) -> Flow:
        assert tracker.sender_id == "visitor"
        return self._flow


class _Run:
    """What the action did with a message: what was said, and the events by their kind."""

    def __init__(self, said: list[dict[str, Any]], events: list[dict[str, Any]]) -> None:
        self.texts = [message.get("text") or message.get("response") for message in said]
        self.messages = said
        self.slots = {e["name"]: e["value"] for e in events if e["event"] == "slot"}
        self.follow_ups = [e["name"] for e in events if e["event"] == "followup"]

    @property
    def closed(self) -> bool:
        """Whether the form ends: Rasa deactivates one whose requested slot is set to nothing."""
        return self.slots.get("requested_slot", "") is None


async def _run(
    text: str = "",
    topic: str | None = None,
    state: State | None = None,
    option: str = "",
    before: tuple[str, ...] = (),
    flow: Flow | None = None,
    channel: str = "kiosk",
) -> _Run:
    flow = flow or _TinyFlow()
    entities = [{"entity": "option", "value": option}] if option else []
    message = {"text": text, "intent": {"name": topic}, "entities": entities}
    events = [{"event": "bot", "text": "…", "metadata": {"topic": topic}} for topic in before]
    events.append({"event": "user", "text": text, "input_channel": channel})
    tracker = Tracker("visitor", {flow.name: state}, message, events, False, None, {}, None)
    dispatcher = CollectingDispatcher()
    return _Run(dispatcher.messages, await _Action(flow).run(dispatcher, tracker, {}))


# --- Beginning, answering, ending -----------------------------------------------------------------


async def test_the_flow_begins_with_its_first_question() -> None:
    run = await _run("le quiz", "play_myth_quiz")
    assert run.texts == ["On y va.", "Quelle colour ?"]
    assert run.slots == {"quiz": {"asked": "colour"}}


async def test_what_to_type_is_said_where_one_types() -> None:
    run = await _run("le quiz", "play_myth_quiz", channel="web")
    assert run.texts == ["On y va. « stop » arrête.", "Quelle colour ?"]


async def test_pages_are_told_what_to_show_and_other_channels_nothing_more() -> None:
    run = await _run("le quiz", "play_myth_quiz")
    intro, question = run.messages
    assert question["custom"] == {} and question["progress"] == {"number": 1, "total": 2}
    assert not {"progress", "verdict", "cards", "previous"} & intro.keys()


async def test_what_an_earlier_run_left_is_resumed() -> None:
    run = await _run("le quiz", "play_myth_quiz", {"colour": "ROUGE", "asked": None})
    assert run.texts == ["On y va.", "Quelle size ?"]
    assert run.slots == {"quiz": {"colour": "ROUGE", "asked": "size"}}


async def test_an_answer_is_kept_and_the_next_question_asked() -> None:
    run = await _run("ROUGE", "out_of_scope", {"asked": "colour"})
    assert run.texts == ["Quelle size ?"]
    assert run.slots == {"quiz": {"colour": "ROUGE", "asked": "size"}}
    assert not run.closed


async def test_a_button_is_an_answer() -> None:
    run = await _run("/play_myth_quiz", "play_myth_quiz", {"asked": "colour"}, option="yes")
    assert run.slots["quiz"]["colour"] == "yes"


async def test_the_last_answer_closes_the_flow_and_keeps_the_answers() -> None:
    run = await _run("XL", None, {"colour": "ROUGE", "asked": "size"})
    assert run.texts == ["Merci."]
    assert run.closed
    assert run.slots["quiz"] == {"colour": "ROUGE", "size": "XL", "asked": None}


async def test_a_message_may_be_about_another_topic_than_its_flow() -> None:
    class Reporting(_TinyFlow):
        def stop(self, state: State) -> Step:
            return Step(state, (Said("Voici.", about="job_list"),), done=True)

    run = await _run("stop", None, {"asked": "size"}, flow=Reporting())
    assert run.messages[0]["topic"] == "job_list"


async def test_a_message_carries_its_buttons_its_facts_and_the_flow_s_topic() -> None:
    asked = (await _run("ROUGE", None, {"asked": "colour"})).messages[0]
    assert asked["buttons"] == [{"title": _YES.title, "payload": _YES.payload}]
    assert (asked["topic"], asked["kind"], asked["facts"]) == ("play_myth_quiz", "question", [])
    result = (await _run("XL", None, {"colour": "ROUGE", "asked": "size"})).messages[0]
    assert (result["kind"], result["facts"]) == ("result", ["smic"])


# --- Digressions ----------------------------------------------------------------------------------


async def test_a_digression_is_answered_and_the_question_repeated() -> None:
    state = {"asked": "colour"}
    run = await _run("on gagne combien ?", "salary", state)
    assert run.texts == ["utter_salary", "Quelle colour ?"]
    assert run.slots == {"quiz": state}


@pytest.mark.parametrize("topic", ["nlu_fallback", "out_of_scope"])
async def test_what_is_not_understood_puzzles_and_is_counted(topic: str) -> None:
    run = await _run("mmh", topic, {"asked": "colour"})
    assert run.texts == ["Je parlais de colour."]
    assert run.slots == {"quiz": {"asked": "colour", "puzzled": 1}}
    again = await _run("mmh", topic, run.slots["quiz"], channel="web")
    assert again.texts == ["Je parlais de colour. « stop » arrête."], "where one types"
    assert again.slots["quiz"]["puzzled"] == 2


async def test_the_flow_s_own_topic_again_repeats_the_question() -> None:
    run = await _run("le quiz", "play_myth_quiz", {"asked": "size"})
    assert run.texts == ["Quelle size ?"]
    assert not run.closed


# --- Leaving --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["stop", "STOP !", "bon, on arrête", "j'arrête", "annule", "je veux quitter"]
)
async def test_a_stop_word_ends_the_flow_whatever_was_understood(text: str) -> None:
    run = await _run(text, "salary", {"colour": "ROUGE", "asked": "size"})
    assert run.texts == ["D'accord, on arrête."]
    assert run.closed
    assert run.slots["quiz"] == {"colour": "ROUGE", "asked": None}


@pytest.mark.parametrize(
    "text", ["stop. vraie question : on gagne combien ?", "bon, arrête ! c'est payé combien"]
)
async def test_who_stops_to_ask_is_answered_and_asked_no_more(text: str) -> None:
    run = await _run(text, "salary", {"colour": "ROUGE", "asked": "size"})
    assert run.texts == ["utter_salary"]
    assert run.closed


@pytest.mark.parametrize(
    "text",
    [
        "comment arrêter ces appels ?",
        "arrêter le démarchage",
        "j'ai arrêté mes études",
        "une station",
        "stop aux arnaques",
    ],
)
async def test_a_stop_word_inside_other_words_ends_nothing(text: str) -> None:
    assert not is_stop(Heard(text))
    run = await _run(text, "stop_unwanted_calls", {"asked": "colour"})
    assert run.texts == ["utter_stop_unwanted_calls", "Quelle colour ?"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("au revoir", "goodbye"),
        ("non merci", "deny"),
        ("laisse tomber", "deny"),
        ("la flemme", "deny"),
    ],
)
async def test_a_goodbye_or_no_wish_to_go_on_ends_the_flow(text: str, topic: str) -> None:
    run = await _run(text, topic, {"asked": "colour"})
    assert (run.texts, run.closed) == (["D'accord, on arrête."], True)


async def test_a_plain_no_that_is_no_answer_puzzles_only() -> None:
    run = await _run("non", "deny", {"asked": "colour"})
    assert (run.texts, run.closed) == (["Je parlais de colour."], False)


@pytest.mark.parametrize("text", ["/play_myth_quiz", "stop"])
async def test_a_button_is_never_a_stop_word(text: str) -> None:
    run = await _run(text, "play_myth_quiz", {"asked": "colour"}, option="stop")
    assert run.slots["quiz"]["colour"] == "stop"


@pytest.mark.parametrize("topic", ["deny", "goodbye"])
async def test_a_no_that_answers_the_question_is_an_answer(topic: str) -> None:
    run = await _run("NON", topic, {"asked": "colour"})
    assert run.slots["quiz"]["colour"] == "NON"


@pytest.mark.parametrize(
    ("topic", "form"),
    [("find_my_job", "orientation_form"), ("leave_contact_details", "contact_form")],
)
async def test_another_flow_takes_over_and_this_one_is_kept(topic: str, form: str) -> None:
    run = await _run("autre chose", topic, {"colour": "ROUGE", "asked": "size"})
    assert (run.texts, run.follow_ups, run.closed) == ([], [form], True)
    assert run.slots["quiz"] == {"colour": "ROUGE", "asked": None}


async def test_who_wants_a_person_is_told_whom_to_reach_and_asked_no_more() -> None:
    run = await _run("passez-moi quelqu'un", "talk_to_human", {"colour": "ROUGE", "asked": "size"})
    assert (run.texts, run.follow_ups, run.closed) == (["utter_talk_to_human"], [], True)
    assert run.slots["quiz"] == {"colour": "ROUGE", "asked": None}


@pytest.mark.parametrize(
    ("topic", "action"), [("start_over", "action_start_over"), ("delete_my_data", "action_erase")]
)
async def test_starting_over_and_erasing_leave_the_flow(topic: str, action: str) -> None:
    run = await _run("s'il te plaît", topic, {"asked": "colour"})
    assert (run.texts, run.follow_ups, run.closed) == ([], [action], True)
    assert "colour" not in run.slots["quiz"]


@pytest.mark.parametrize("topic", ["start_over", "delete_my_data"])
async def test_words_that_answer_the_question_do_not_leave(topic: str) -> None:
    # « retour », « enlève mon mail »: the classifier hears a new start in them.
    run = await _run("ROUGE", topic, {"asked": "colour"})
    assert (run.follow_ups, run.closed) == ([], False)
    assert run.slots["quiz"]["colour"] == "ROUGE"


@pytest.mark.parametrize("topic", ["find_my_job", "start_over", "distress"])
async def test_a_flow_that_is_broken_off_keeps_what_it_would_when_stopped(topic: str) -> None:
    state = {"colour": "ROUGE", "secret": "06 12 34 56 78", "asked": "size"}
    run = await _run("autre chose", topic, state)
    assert run.slots["quiz"] == {"colour": "ROUGE", "asked": None}


# --- Distress -------------------------------------------------------------------------------------


async def test_distress_is_answered_and_no_question_follows() -> None:
    run = await _run("je n'en peux plus", "distress", {"asked": "colour"})
    assert run.texts == ["utter_distress"]
    assert run.closed


@pytest.mark.parametrize("state", [None, {"asked": "colour"}])
async def test_after_distress_there_is_no_game(state: State | None) -> None:
    run = await _run("le quiz", "play_myth_quiz", state, before=("distress", "salary"))
    assert run.texts == ["utter_after_distress"]
    assert run.closed


async def test_after_distress_a_flow_that_is_no_game_goes_on() -> None:
    run = await _run("mon métier", "find_my_job", None, before=("distress",), flow=_GraveFlow())
    assert run.texts == ["On y va.", "Quelle colour ?"]
