"""A game interrupted: digressions, stops, old buttons, items that are gone."""

from __future__ import annotations

import pytest

from bot.dialogue.messages import Button
from bot.flows.flow import Heard, step_after
from bot.flows.quiz.content import GAME_LENGTH, Quiz, hear
from bot.flows.quiz.flow import TOPIC, QuizFlow
from tests.flows.quiz.visitor import AGAIN, CONTENT, ITEMS, MENU, QUIZ, Visitor


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("combien on gagne ?", "salary"),
        ("j'ai le bac", "diploma"),
        ("merci", "thanks"),
        ("blabla", None),
    ],
)
def test_a_digression_is_no_answer(visitor: Visitor, text: str, topic: str | None) -> None:
    assert visitor.flow.answer(visitor.state, Heard(text, topic)) is None


def test_the_button_of_another_flow_is_no_answer(visitor: Visitor) -> None:
    heard = Heard('/find_my_job{"option": "people"}', "find_my_job", "people")
    assert visitor.flow.answer(visitor.state, heard) is None


def test_words_of_distress_are_never_an_answer(visitor: Visitor) -> None:
    text = "c'est n'importe quoi, je veux mourir"
    assert hear(QUIZ, text) == "false"
    assert visitor.flow.answer(visitor.state, Heard(text, "distress")) is None


def test_a_short_no_is_an_answer_and_a_refusal_ends_the_game(visitor: Visitor) -> None:
    answered = step_after(visitor.flow, visitor.state, Heard("non", "deny"))
    refused = step_after(visitor.flow, visitor.state, Heard("je ne veux pas continuer", "deny"))
    assert answered is not None and len(answered.state["results"]) == 1
    assert refused is not None and refused.done and refused.state["results"] == {}


def test_the_button_to_leave_is_a_stop_for_the_driver(visitor: Visitor) -> None:
    leave = visitor.flow.ask(visitor.state).buttons[-1]
    step = step_after(visitor.flow, visitor.state, Heard(leave.payload, TOPIC, "stop"))
    assert step is not None and step.done


def test_the_question_is_asked_again_in_the_same_words(visitor: Visitor) -> None:
    _, question = visitor.press(visitor.button())
    assert visitor.flow.ask(visitor.state) == question


def test_who_is_not_understood_hears_what_would_be_and_the_question(visitor: Visitor) -> None:
    said = visitor.flow.puzzled(visitor.state)
    question = visitor.flow.ask(visitor.state)
    assert said.text == f"{QUIZ.texts.puzzled}\n\n{question.text}"
    assert said.hint == QUIZ.texts.hint, "how to leave, where one types"
    assert said.buttons == question.buttons


def test_ok_only_asks_the_question_again(visitor: Visitor) -> None:
    before = visitor.state
    assert visitor.say("ok", "affirm") == [visitor.flow.ask(before)]
    assert visitor.state == before


def test_an_old_button_is_not_counted_for_the_present_question(visitor: Visitor) -> None:
    old = visitor.button()
    _, question = visitor.press(visitor.button())
    state = visitor.state
    stale, again = visitor.press(old)
    assert stale.text == QUIZ.texts.stale and again == question
    assert visitor.state == state


@pytest.mark.parametrize("option", ["again", "true", "true:no_such_item", "maybe:{asked}", "x"])
def test_an_option_that_means_nothing_here_is_not_counted(visitor: Visitor, option: str) -> None:
    state = visitor.state
    stale, _ = visitor.press(option.replace("{asked}", visitor.asked))
    assert stale.text == QUIZ.texts.stale and visitor.state == state


@pytest.mark.parametrize("old", ["true:all_abroad", "stop"])
def test_an_old_button_begins_no_game_once_the_game_is_over(visitor: Visitor, old: str) -> None:
    visitor.play(right=5)
    (said,) = visitor.press(old)
    assert visitor.done and said.text == QUIZ.texts.closed and said.buttons == (AGAIN, MENU)


@pytest.mark.parametrize("way", ["word", "button"])
def test_a_stop_tells_the_score_so_far_and_keeps_the_game(visitor: Visitor, way: str) -> None:
    visitor.press(visitor.button())
    visitor.press(visitor.button(right=False))
    asked = visitor.asked
    (said,) = visitor.stop() if way == "word" else visitor.press("stop")
    assert visitor.done and "1 sur 2" in said.text
    assert said.buttons == (Button(QUIZ.buttons.resume, "/play_myth_quiz"), MENU)
    resumed, question = visitor.begin()
    assert "1 sur 2" in resumed.text and question.text.startswith("Question 3 sur 5")
    assert visitor.asked == asked


def test_a_stop_at_the_first_question_tells_no_score(visitor: Visitor) -> None:
    (said,) = visitor.say("non merci", "deny")
    assert visitor.done and said.text == QUIZ.texts.stopped_at_once
    resumed, question = visitor.begin()
    assert resumed.text == QUIZ.texts.resumed_at_once
    assert question.text.startswith("Question 1 sur 5")


def test_the_buttons_of_the_open_question_still_count_after_a_stop(visitor: Visitor) -> None:
    button = visitor.button()
    visitor.stop()
    told, question = visitor.press(button)
    assert told.text.startswith(QUIZ.texts.right[0])
    assert question.text.startswith("Question 2 sur 5") and not visitor.done


def test_an_item_taken_out_of_the_content_is_passed_over(visitor: Visitor) -> None:
    visitor.press(visitor.button())
    gone = visitor.asked
    visitor.flow = QuizFlow(CONTENT, _without(gone), "Allô")
    question = visitor.flow.ask(visitor.state)
    assert question.text.startswith("Question 2 sur 4")
    assert ITEMS[gone].claim not in question.text


def test_a_game_whose_last_item_is_gone_ends_with_its_score(visitor: Visitor) -> None:
    for _ in range(GAME_LENGTH - 1):
        visitor.press(visitor.button())
    visitor.flow = QuizFlow(CONTENT, _without(visitor.asked), "Allô")
    assert "4 sur 4" in visitor.flow.ask(visitor.state).text
    (result,) = visitor.say("vrai")
    assert visitor.done and result.kind == "result"


def _without(item_id: str) -> Quiz:
    return QUIZ.copy(update={"items": [item for item in QUIZ.items if item.id != item_id]})
