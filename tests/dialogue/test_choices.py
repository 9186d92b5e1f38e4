"""What a number, « oui » or the name of a job alone means by what was said last."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content import DID_YOU_MEAN
from bot.dialogue.choices import accepted_payload, button_payload, resumed_payload
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.naming import same_question, says_only
from tests.contents import CONTENT

_SALARY = Button("Le salaire", "/salary")
_DIPLOMA = Button("Faut-il un diplôme ?", "/diploma")
_WAY_OUT = Button("Autre chose", "/deny")
_ROLE_TOPICS = {key: role.topic for key, role in CONTENT.roles.items()}


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
