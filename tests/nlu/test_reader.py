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
from bot.dialogue.messages import Button
from bot.dialogue.reader import ContextReader
from bot.nlu.heard import ANSWERS, READING, WHY
from bot.text.corrections import Correction
from tests.contents import CONTENT

_SALARY = Button("Le salaire", "/salary")
_DIPLOMA = Button("Faut-il un diplôme ?", "/diploma")
_WAY_OUT = Button("Autre chose", "/deny")


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
    start, end = text.index("formateur"), text.index(" ?")
    named = {"entity": "role", "start": start, "end": end, "value": "trainer"}
    message = _heard(text, "role_trainer", named)
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
