"""The way back to the question before, which is then asked as if it had not been answered."""

from __future__ import annotations

import json

import pytest

from bot.dialogue.messages import Button
from bot.flows.quiz.flow import TOPIC
from tests.flows.quiz.visitor import QUIZ, Visitor


def _previous(button: Button | None) -> str:
    assert button is not None and button.title == QUIZ.buttons.previous
    return str(json.loads(button.payload.removeprefix(f"/{TOPIC}"))["option"])


def test_the_first_question_has_no_way_back(visitor: Visitor) -> None:
    question = visitor.flow.ask(visitor.state)
    assert question.previous is None


def test_a_slip_is_taken_back_and_the_question_asked_again(visitor: Visitor) -> None:
    first = visitor.asked
    _, second = visitor.press(visitor.button(right=False))
    told, again = visitor.press(_previous(second.previous))
    assert told.text == QUIZ.texts.back
    assert again.text.startswith("Question 1 sur 5") and visitor.asked == first
    _, second = visitor.press(visitor.button())
    assert second.text.startswith("Question 2 sur 5")
    assert visitor.score == 1 and visitor.state["seen"] == [first]


def test_pressed_twice_it_goes_back_by_one_question_only(visitor: Visitor) -> None:
    visitor.press(visitor.button())
    _, third = visitor.press(visitor.button())
    option = _previous(third.previous)
    visitor.press(option)
    told, question = visitor.press(option)
    assert told.text == QUIZ.texts.stale and question.text.startswith("Question 2 sur 5")


@pytest.mark.parametrize(
    "said",
    [
        *("retour", "question précédente ?", "attends je me suis trompé", "j'ai mal cliqué"),
        *("on peut revenir en arrière ?", "je veux changer ma réponse"),
    ],
)
def test_it_is_asked_for_in_words(visitor: Visitor, said: str) -> None:
    visitor.press(visitor.button(right=False))
    told, question = visitor.say(said)
    assert told.text == QUIZ.texts.back and question.text.startswith("Question 1 sur 5")


def test_before_the_first_question_there_is_nothing(visitor: Visitor) -> None:
    told, question = visitor.say("retour")
    assert told.text == QUIZ.texts.nothing_before and question.text.startswith("Question 1 sur 5")


@pytest.mark.parametrize(
    "said", ["vrai, comme la précédente", "faux, pas de retour possible", "je me suis trompé, faux"]
)
def test_an_answer_that_names_it_is_an_answer(visitor: Visitor, said: str) -> None:
    visitor.press(visitor.button())
    told, _ = visitor.say(said)
    assert told.verdict is not None
