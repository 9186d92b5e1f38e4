"""The job a message is about: named in it, kept from the last answer, or none."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.speech import role_in_play, speak
from tests.dialogue.conversation import REAL, Conversation

_OF_SUPERVISOR = Message("…", "pay", "answer", role="supervisor")


@pytest.mark.parametrize("last_answer", [None, _OF_SUPERVISOR])
def test_a_job_named_in_the_message_is_in_play(last_answer: Message | None) -> None:
    heard = "et combien gagne un formateur dans ce métier ?"
    assert role_in_play("trainer", heard, last_answer) == "trainer"


@pytest.mark.parametrize(
    "heard",
    [
        "/salary",
        "et le salaire dans ce métier, c'est combien ?",
        "Et les horaires ?",
        "le salaire ?",
        "quels horaires",
        "",
    ],
)
def test_what_has_no_meaning_of_its_own_goes_on_about_the_last_job(heard: str) -> None:
    assert role_in_play(None, heard, _OF_SUPERVISOR) == "supervisor"


@pytest.mark.parametrize(
    "heard",
    [
        "combien gagne-t-on par mois dans un centre ?",
        "est-ce que c'est bien payé",
        "étudiant, puis-je postuler ?",
    ],
)
def test_a_whole_question_is_about_the_jobs_in_general(heard: str) -> None:
    assert role_in_play(None, heard, _OF_SUPERVISOR) is None


def test_without_an_answer_or_a_job_in_it_nothing_is_kept() -> None:
    assert role_in_play(None, "le salaire ?", None) is None
    assert role_in_play(None, "le salaire ?", Message("…", "pay", "answer")) is None


# --- The same answer for a job --------------------------------------------------------------------


def test_a_job_without_an_answer_of_its_own_hears_that_it_is_the_same(content: Content) -> None:
    conversation = Conversation(content).after("hours")
    conversation.role = "supervisor"
    message = conversation.say("hours")
    assert message.text == "Pas mieux pour un superviseur."
    assert (message.topic, message.kind, message.role) == ("hours", "reply", "supervisor")
    assert message.facts == ()


def test_that_it_is_the_same_is_worded_anew_the_next_time(content: Content) -> None:
    conversation = Conversation(content).after("hours")
    conversation.role = "supervisor"
    conversation.after("hours")
    assert conversation.say("hours").text == "Pareil pour un superviseur."


def test_that_it_is_the_same_leads_to_the_job_and_to_more(content: Content) -> None:
    conversation = Conversation(content).after("hours")
    conversation.role = "supervisor"
    assert conversation.say("hours").buttons == (
        Button("Superviseur", "/supervisor_job"),
        Button("Plus", "/tell_me_more"),
    )


def test_after_another_answer_a_job_without_variant_hears_the_card(content: Content) -> None:
    conversation = Conversation(content, role="supervisor").after("pay")
    assert conversation.say("hours").text.startswith("Les horaires, en entier.")


def test_a_job_that_the_content_does_not_know_hears_what_is_said_in_general(
    content: Content,
) -> None:
    # As in the payload « /hours{"role": "astronaut"} », which anybody can type.
    conversation = Conversation(content, role="astronaut")
    assert conversation.say("hours").text.startswith("Les horaires, en entier.")
    assert conversation.say("hours").text.startswith("no_detail_known")


@pytest.mark.parametrize("role", REAL.roles)
def test_a_job_named_twice_is_told_once(role: str) -> None:
    conversation = Conversation(REAL, role=role)
    first, second = (conversation.say(REAL.roles[role].topic) for _ in range(2))
    assert (second.kind, second.role) == ("reply", role)
    assert second.text != first.text
    assert second.buttons


def test_a_job_told_before_another_answer_is_told_once_too(content: Content) -> None:
    conversation = Conversation(content).after("supervisor_job", "hours")
    assert conversation.say("supervisor_job").text.startswith("no_detail_known")


@pytest.mark.parametrize("role", REAL.roles)
def test_the_same_for_a_real_job_names_it_with_its_article(role: str) -> None:
    topic = next(topic for topic, card in REAL.cards.items() if role not in card.by_role)
    last = Message("…", topic, "answer")
    for told in range(2):
        said = {topic: told}
        message = speak(REAL, topic, Context(role=role, last_answer=last, said=said))
        assert message is not None
        assert REAL.roles[role].with_article in message.text
        assert "{" not in message.text
