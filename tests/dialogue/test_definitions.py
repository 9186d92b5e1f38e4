"""A term is told by its definition, or by the topic that tells it better."""

from __future__ import annotations

from typing import Any

from bot.content import Role, Term
from bot.content.keys import DEFINE
from bot.dialogue.asides import Asides
from bot.dialogue.definitions import topic_of_same_meaning
from bot.dialogue.messages import Context, Message
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
