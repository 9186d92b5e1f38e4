"""What a message means by what the bot said last: a number, « oui », the name of a job."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import ActiveLoop, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message as Heard

from bot.content import DID_YOU_MEAN, TOO_LONG
from bot.dialogue.choices import accepted_payload, button_payload, resumed_payload
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.naming import same_question, says_only
from bot.dialogue.reader import ContextReader
from bot.nlu.heard import ANSWERS, READING, WHY
from bot.text.corrections import Correction
from tests.contents import CONTENT

_SALARY = Button("Le salaire", "/salary")
_DIPLOMA = Button("Faut-il un diplôme ?", "/diploma")
_WAY_OUT = Button("Autre chose", "/deny")
_ROLE_TOPICS = {key: role.topic for key, role in CONTENT.roles.items()}


# --- Pure functions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("2", "/diploma"),
        ("le premier", "/salary"),
        ("faut il un diplome", "/diploma"),
        ("la dernière", "/deny"),
        ("4", None),
        ("combien ?", None),
    ],
)
def test_a_choice_becomes_the_payload_of_its_button(text: str, payload: str | None) -> None:
    context = Context(buttons=(_SALARY, _DIPLOMA, _WAY_OUT))
    assert button_payload(text, context) == payload


def test_without_buttons_on_screen_a_number_is_no_choice() -> None:
    assert button_payload("1", Context()) is None


@pytest.mark.parametrize(
    ("text", "is_all"),
    [
        ("et les horaires ?", True),
        ("L'horaire, alors", True),
        ("et le week-end ?", True),
        ("les horaires de nuit ?", False),
        ("combien d'horaires ?", False),
        ("et le salaire ?", False),
        ("et eux ?", False),
        ("et quoi ?", False),
        ("", False),
    ],
)
def test_a_message_may_say_only_what_a_title_says(text: str, is_all: bool) -> None:
    assert says_only(text, "Quels horaires, et le week-end ?") == is_all


def test_a_yes_accepts_what_the_last_message_offers() -> None:
    context = Context(last=Message("…", "salary", "answer", yes="tell_me_more"))
    assert accepted_payload("affirm", context) == "/tell_me_more"


@pytest.mark.parametrize("intent", ["deny", "salary", None])
def test_only_a_yes_accepts(intent: str | None) -> None:
    context = Context(last=Message("…", "salary", "answer", yes="tell_me_more"))
    assert accepted_payload(intent, context) is None


def test_a_yes_to_nothing_accepts_nothing() -> None:
    assert accepted_payload("affirm", Context()) is None
    assert accepted_payload("affirm", Context(last=Message("…", "thanks"))) is None


@pytest.mark.parametrize(
    ("buttons", "payload"),
    [((_SALARY, _WAY_OUT), "/salary"), ((_SALARY, _DIPLOMA, _WAY_OUT), None), ((), None)],
)
def test_a_yes_to_did_you_mean_accepts_the_only_topic_asked_about(
    buttons: tuple[Button, ...], payload: str | None
) -> None:
    context = Context(last=Message("…", DID_YOU_MEAN), buttons=buttons)
    assert accepted_payload("affirm", context) == payload


@pytest.mark.parametrize(
    ("text", "intent"), [("oui", "affirm"), ("on reprend", "start_over"), ("on continue", None)]
)
def test_what_was_stopped_is_taken_up(text: str, intent: str | None) -> None:
    stopped = Message("…", "play_myth_quiz")
    context = Context(last=stopped, buttons=(Button("Reprendre le jeu", "/play_myth_quiz"),))
    assert resumed_payload(text, intent, context) == "/play_myth_quiz"
    assert resumed_payload(text, intent, Context(last=stopped, buttons=(_SALARY,))) is None
    assert resumed_payload(text, intent, Context(last=stopped)) is None
    assert resumed_payload("on recommence", "start_over", context) is None


def _named(text: str, name: str, role: str) -> list[dict[str, Any]]:
    start = text.index(name)
    return [{"entity": "role", "start": start, "end": start + len(name), "value": role}]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("et pour un formateur ?", "formateur"),
        ("Et un formateur", "formateur"),
        ("et pr un formateur ?", "formateur"),
        ("pour un formateur, c'est pareil ?", "formateur"),
        ("formateur ?", "formateur"),
        ("un formateur ? ", "formateur"),
        ("ok et chez les formateurs", "formateurs"),
        ("alors pour le formateur", "formateur"),
        ("Quid d'un formateur ?", "formateur"),
        ("ça donne quoi pour un formateur ?", "formateur"),
        ("et mes formateurs ?", "formateurs"),
    ],
)
def test_a_job_alone_asks_the_last_question_again(text: str, name: str) -> None:
    context = Context(last_answer=Message("…", "salary", "answer"))
    named = _named(text, name, "trainer")
    assert same_question(text, named, context, _ROLE_TOPICS) == "salary"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("formateur", "formateur"),
        ("un formateur", "formateur"),
        ("je suis formateur", "formateur"),
        ("et quels horaires pour un formateur ?", "formateur"),
        ("combien gagne un formateur ?", "formateur"),
        ("pour devenir formateur", "formateur"),
        ("c'est quoi un formateur ?", "formateur"),
        ("c koi formateur", "formateur"),
    ],
)
def test_a_job_in_a_question_of_its_own_does_not(text: str, name: str) -> None:
    context = Context(last_answer=Message("…", "salary", "answer"))
    assert same_question(text, _named(text, name, "trainer"), context, _ROLE_TOPICS) is None


def test_after_the_answer_about_one_job_another_job_asks_about_itself() -> None:
    text = "et un formateur ?"
    context = Context(last_answer=Message("…", "role_supervisor", "answer", role="supervisor"))
    named = _named(text, "formateur", "trainer")
    assert same_question(text, named, context, _ROLE_TOPICS) == "role_trainer"


def test_before_any_answer_there_is_no_question_to_ask_again() -> None:
    text = "et un formateur ?"
    assert same_question(text, _named(text, "formateur", "trainer"), Context(), {}) is None


# --- The component --------------------------------------------------------------------------------


@pytest.fixture
def reader(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> ContextReader:
    """The component as the server makes it."""
    return ContextReader.create({}, storage, resource, context)


def _tracker(topic: str, kind: str, *buttons: Button, **memory: Any) -> DialogueStateTracker:
    """A conversation in which the bot has just said something."""
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("une question"))
    data = {"buttons": [asdict(button) for button in buttons]}
    metadata = {"topic": topic, "kind": kind, **memory}
    tracker.update(BotUttered("une réponse", data=data, metadata=metadata))
    return tracker


def _heard(text: str, intent: str | None, *entities: dict[str, Any]) -> Heard:
    message = Heard({TEXT: text, ENTITIES: list(entities)})
    message.set(INTENT, {"name": intent, "confidence": 0.4}, add_to_output=True)
    return message


def test_a_number_typed_is_read_as_its_button(reader: ContextReader) -> None:
    tracker = _tracker(DID_YOU_MEAN, "reply", _SALARY, _DIPLOMA, _WAY_OUT)
    (message,) = reader.process([_heard("2", "nlu_fallback")], tracker)
    assert message.get(TEXT) == "/diploma"


def test_a_yes_is_read_as_what_was_offered(reader: ContextReader) -> None:
    tracker = _tracker("salary", "answer", _DIPLOMA, yes="tell_me_more")
    (message,) = reader.process([_heard("oui volontiers", "affirm")], tracker)
    assert message.get(TEXT) == "/tell_me_more"


def test_a_job_alone_has_the_intent_of_the_last_answer(reader: ContextReader) -> None:
    text = "et pour un formateur ?"
    message = _heard(text, "role_trainer", *_named(text, "formateur", "trainer"))
    reader.process([message], _tracker("salary", "answer"))
    assert message.get(INTENT) == {"name": "salary", "confidence": 1.0}
    assert message.get(TEXT) == text


def test_a_message_with_a_meaning_of_its_own_stays_as_it_is(reader: ContextReader) -> None:
    tracker = _tracker("salary", "answer", _DIPLOMA, yes="tell_me_more")
    (message,) = reader.process([_heard("quels horaires ?", "working_hours")], tracker)
    assert (message.get(TEXT), message.get(INTENT)["name"]) == ("quels horaires ?", "working_hours")


@pytest.mark.parametrize("text", ["/affirm", ""])
def test_a_payload_or_nothing_is_not_read_again(reader: ContextReader, text: str) -> None:
    tracker = _tracker("salary", "answer", _DIPLOMA, yes="tell_me_more")
    (message,) = reader.process([_heard(text, "affirm")], tracker)
    assert message.get(TEXT) == text


def test_a_text_outside_any_conversation_stays_as_it_is(reader: ContextReader) -> None:
    (message,) = reader.process([_heard("2", "affirm")], None)  # type: ignore[arg-type]
    assert message.get(TEXT) == "2"


def test_any_text_can_be_read(reader: ContextReader, odd_text: str) -> None:
    tracker = _tracker("salary", "answer", _DIPLOMA, yes="tell_me_more")
    (message,) = reader.process([_heard(odd_text, "nlu_fallback")], tracker)
    assert message.get(TEXT) == odd_text


def test_a_figure_of_a_story_that_is_too_long_is_not_what_it_asks_about(
    reader: ContextReader,
) -> None:
    text = "on me propose 95 % d'un temps plein, c'est combien au smic ?"
    for why, is_read in ((None, True), (TOO_LONG, False)):
        message = _heard(text, "nlu_fallback")
        message.set(WHY, why)
        reader.process([message], _tracker("salary", "answer"))
        assert (message.get("reading") is not None) is is_read


def _asking(text: str, precise: bool) -> Heard:
    message = _heard(text, "salary")
    fact = next(fact.id for fact in CONTENT.facts.values() if fact.topics[0] == "salary")
    message.set("answers", [[f"salary/={fact}", 0.95]] if precise else [["salary/", 0.95]])
    return message


def test_the_same_words_again_ask_for_the_answer_again(reader: ContextReader) -> None:
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("On gagne combien ?"))
    tracker.update(BotUttered("Tant.", metadata={"topic": "salary", "kind": "answer"}))
    for text, topic, precise in (
        ("on gagne combien", "repeat", False),
        ("et les cadres gagnent combien ?", "salary", True),
    ):
        (message,) = reader.process([_asking(text, precise)], tracker)
        reading = message.get("reading")
        assert (reading["topic"], bool(reading["fact"])) == (topic, precise)


# --- Corrections ----------------------------------------------------------------------------------


def _correcting(text: str, correction: Correction, *answers: tuple[str, float]) -> Heard:
    message = _heard(text, "negative_feedback")
    message.set("correction", correction)
    message.set("corrects", True)
    message.set("answers", [list(answer) for answer in answers])
    return message


def test_who_refuses_a_job_is_answered_on_their_own(reader: ContextReader) -> None:
    text = "non je suis superviseure, pas responsable de plateau"
    refused = Correction(refused="responsable de plateau", rest="je suis superviseure")
    message = _correcting(text, refused, ("role_supervisor/team_size", 0.9))
    reader.process([message], _tracker("role_site_manager", "answer"))
    assert message.get("reading")["detail"] == "team_size"


def test_who_was_misunderstood_is_told_so_before_the_answer(reader: ContextReader) -> None:
    message = _correcting("je parlais de la paie", Correction("la paie"), ("salary/", 0.9))
    reader.process([message], _tracker("tools", "answer"))
    assert message.get("reading")["noted"] == "corrected"
    first = _correcting("je parlais de la paie", Correction("la paie"), ("salary/", 0.9))
    reader.process([first], DialogueStateTracker("visitor", []))
    assert first.get("reading")["noted"] == ""


# --- What stands in the answer just given ---------------------------------------------------------


def test_few_words_ask_for_the_age_that_the_answer_told(reader: ContextReader) -> None:
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("je cherche un stage de 3e"))
    metadata = {"topic": "internships", "kind": "answer", "detail": "stage_3e"}
    tracker.update(BotUttered("Le stage se fait dès 14 ans.", metadata=metadata))
    answers = [["tools/", 0.6], ["internships/stage_3e", 0.2]]
    for text, told in (("et faut quel age ?", True), ("et c'est comment ?", False)):
        message = _heard(text, "nlu_fallback")
        message.set("answers", answers)
        reader.process([message], tracker)
        assert (message.get("reading")["about"] == "said_before") is told


def test_what_the_answer_tells_of_each_is_said_again_of_the_one_that_is_named(
    reader: ContextReader,
) -> None:
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("la période d'essai dure combien ?"))
    said = "Deux mois au plus. C'est trois mois pour un agent de maîtrise, quatre pour un cadre."
    tracker.update(BotUttered(said, metadata={"topic": "trial_period", "kind": "answer"}))
    for text, told in (("et pour un cadre ?", True), ("et pour un stagiaire ?", False)):
        message = _heard(text, "nlu_fallback")
        message.set("answers", [["contract_types/who_is_cadre", 0.99]])
        reader.process([message], tracker)
        assert (message.get("reading")["about"] == "said_before") is told


def test_a_reason_that_the_answer_does_not_give_is_not_in_it(reader: ContextReader) -> None:
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("bloctel, ça marche ?"))
    metadata = {"topic": "stop_unwanted_calls", "kind": "answer", "detail": "bloctel"}
    tracker.update(BotUttered("Bloctel n'existe plus depuis août 2026.", metadata=metadata))
    message = _heard("pourquoi ?", "nlu_fallback")
    message.set("answers", [["stop_unwanted_calls/bloctel", 0.7]])
    reader.process([message], tracker)
    assert message.get("reading")["about"] == "no_detail_known"


def test_another_matter_is_no_question_on_the_town_that_it_names(reader: ContextReader) -> None:
    message = _heard("il fait quel temps à Lyon ?", "out_of_scope")
    message.set(ANSWERS, [["diploma/", 0.3], ["salary/per_year", 0.1]])
    (message,) = reader.process([message], _tracker("salary", "answer"))
    reading = message.get(READING)
    assert (reading["words"], *reading["offers"]) == ("", "diploma/", "salary/per_year")


def test_a_word_that_is_asked_for_is_no_question_that_it_sounds_like(
    reader: ContextReader,
) -> None:
    tracker = _tracker("heat_pumps", "answer")
    for in_flow, read_as in ((False, "heat_pumps"), (True, None)):
        message = _heard("Inès", None)
        message.set(ANSWERS, [["heat_pumps/who_calls_me", 0.4]])
        if in_flow:
            tracker.update(ActiveLoop("contact_form"))
        reader.process([message], tracker)
        assert message.get(READING)["topic"] == read_as
