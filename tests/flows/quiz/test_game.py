"""Whole games: questions, explanations, scores, and the next game."""

from __future__ import annotations

import json

import pytest

from bot.dialogue.messages import Button
from bot.flows.flow import Progress, Said
from bot.flows.quiz.content import GAME_LENGTH, draw
from bot.flows.quiz.flow import TOPIC
from tests.flows.quiz.visitor import AGAIN, CONTENT, ITEMS, MENU, QUIZ, SEED, Visitor


def options_of(said: Said) -> list[str]:
    return [json.loads(b.payload.removeprefix(f"/{TOPIC}"))["option"] for b in said.buttons]


def test_a_game_begins_with_the_rules_and_the_first_question() -> None:
    intro, question = Visitor().begin()
    assert intro.kind == "reply" and "5" in intro.text
    assert "quitter" in intro.hint and "quitter" not in intro.text
    first = ITEMS[draw(QUIZ, SEED, [])[0]]
    assert question.kind == "question"
    assert question.progress == Progress(1, 5)
    assert question.text.startswith("Question 1 sur 5") and first.claim in question.text
    assert options_of(question) == [
        *(f"{answer}:{first.id}" for answer in ("true", "false", "unknown")),
        "stop",
    ]


def test_the_same_state_replays_the_same_game() -> None:
    first, second = Visitor(), Visitor(seed=99)
    first.begin()
    second.state = {"seed": SEED, "asked": None}
    second.begin()
    assert first.state == second.state


def test_the_explanation_and_the_next_question_follow_in_one_turn(visitor: Visitor) -> None:
    item = ITEMS[visitor.asked]
    told, question = visitor.press(visitor.button())
    assert told.text.startswith(f"{QUIZ.texts.right[0]} {item.explanation}")
    assert told.verdict == "right"
    assert "Source" in told.text and told.facts == tuple(item.facts) and told.buttons == ()
    assert question.text.startswith("Question 2 sur 5")


def test_a_miss_is_told_kindly_and_explained(visitor: Visitor) -> None:
    item = ITEMS[visitor.asked]
    told, _ = visitor.press(visitor.button(right=False))
    assert told.text.startswith(f"{QUIZ.texts.wrong[0]} {item.explanation}")
    assert told.verdict == "wrong"
    assert visitor.score == 0


def test_not_to_know_is_a_miss_without_reproach(visitor: Visitor) -> None:
    told, _ = visitor.say("aucune idée")
    assert told.text.startswith(QUIZ.texts.unknown[0])
    assert visitor.score == 0


def test_two_right_answers_are_not_told_in_the_same_words(visitor: Visitor) -> None:
    told = [visitor.press(visitor.button())[0].text for _ in range(3)]
    assert all(map(str.startswith, told, QUIZ.texts.right))


def test_a_whole_game_in_words(visitor: Visitor) -> None:
    words = {True: "oui c'est vrai", False: "n'importe quoi"}
    for number in range(2, GAME_LENGTH + 1):
        _, question = visitor.say(words[ITEMS[visitor.asked].answer])
        assert question.text.startswith(f"Question {number} sur 5")
    _, result = visitor.say(words[ITEMS[visitor.asked].answer])
    assert visitor.done and "5 sur 5" in result.text


@pytest.mark.parametrize("right", range(GAME_LENGTH + 1))
def test_the_score_has_its_line_and_a_text_to_share(visitor: Visitor, right: int) -> None:
    told, result = visitor.play(right)
    assert visitor.done and visitor.score == right
    assert told.kind == "brief" and result.kind == "result"
    line, share = result.text.split("\n\n")
    lines = [line.text for line in QUIZ.scores]
    expected = lines[[0, 0, 1, 1, 2, 3][right]]
    assert line == expected.replace("{score}", str(right)).replace("{total}", "5")
    assert f"J’ai eu {right} sur 5" in share and "{" not in result.text


def test_the_end_leads_to_the_topics_of_two_missed_items(visitor: Visitor) -> None:
    items = list(visitor.state["items"])
    _, result = visitor.play(right=2)
    topics = [ITEMS[item_id].topic for item_id in items[2:4]]
    expected = [Button(CONTENT.title(topic), f"/{topic}") for topic in topics]
    assert result.buttons == (*expected, AGAIN, MENU)


def test_the_end_without_a_miss_leads_to_another_game_and_the_menu(visitor: Visitor) -> None:
    _, result = visitor.play(right=5)
    assert result.buttons == (AGAIN, MENU)


def test_a_second_game_has_no_item_of_the_first(visitor: Visitor) -> None:
    first = set(visitor.state["items"])
    visitor.play(right=5)
    _, question = visitor.press("again")
    assert question.text.startswith("Question 1 sur 5")
    assert not first & set(visitor.state["items"])
    assert visitor.score == 0


def test_games_can_be_played_on_and_on(visitor: Visitor) -> None:
    for _ in range(6):
        visitor.play(right=3)
        visitor.begin()
    assert set(visitor.state["seen"]) == set(ITEMS)
