"""What is said of a term: its definition, the way to its topic, and the words for no definition."""

from __future__ import annotations

from typing import Any

from bot.content import Role, Term
from bot.content.keys import DEFINE
from bot.dialogue.asides import Asides
from bot.dialogue.definitions import define, define_unknown, topic_of_same_meaning
from bot.dialogue.messages import Button, Context, Message
from tests.contents import CONTENT


def _term(**fields: Any) -> Term:
    usual = {"id": "gross", "term": "Brut", "forms": ["salaire brut"], "topic": "salary"}
    return Term(**{**usual, "definition": "Avant les cotisations.", "kind": "money", **fields})


_ROLES = {
    "lead": Role(
        name="superviseur",
        feminine="superviseuse",
        plural="superviseurs",
        with_article="un superviseur",
        topic="role_lead",
    )
}


def test_a_definition_is_said_as_it_is_with_a_way_to_its_topic() -> None:
    message = define(CONTENT, _term())
    assert message.text == "Avant les cotisations."
    assert (message.topic, message.kind, message.facts) == ("define", "reply", ())
    assert message.buttons == (Button(CONTENT.title("salary"), "/salary"),)


def test_a_term_without_a_topic_or_with_one_that_has_no_title_has_no_button() -> None:
    assert define(CONTENT, _term(topic=None)).buttons == ()
    assert define(CONTENT, _term(topic="unknown")).buttons == ()


def test_an_unknown_word_is_admitted_in_words_that_change() -> None:
    first, second = define_unknown(CONTENT), define_unknown(CONTENT, told=1)
    assert first.topic == "define_unknown"
    assert "glossaire" in first.text and "glossaire" in second.text
    assert first.text != second.text
    assert [button.payload for button in first.buttons] == ["/help"]


def test_a_job_is_told_by_its_own_topic() -> None:
    job = _term(id="supervisor", forms=["team leader", "superviseurs"], topic="role_lead")
    assert topic_of_same_meaning(_ROLES, job) == "role_lead"


def test_a_word_of_a_job_is_told_by_its_definition() -> None:
    assert topic_of_same_meaning(_ROLES, _term(forms=["débrief"], topic="role_lead")) is None
    assert topic_of_same_meaning(_ROLES, _term(forms=["superviseur"], topic="salary")) is None
    assert topic_of_same_meaning(_ROLES, _term(topic=None)) is None


def test_the_sentence_of_a_message_that_asks_is_looked_up() -> None:
    said = Message("France Travail peut payer une POEI.", "training", "answer")
    context = Context(last_answer=said, last=said)
    reading = Asides(CONTENT).read("cest quoi poei ? je comprend rien", None, [], context)
    assert reading is not None and reading.about == DEFINE
    assert reading.words.startswith("Préparation")
