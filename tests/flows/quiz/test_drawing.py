"""Which items a game draws."""

from __future__ import annotations

import pytest

from bot.flows.quiz.content import GAME_LENGTH, draw
from bot.flows.quiz.flow import draw_seed
from tests.flows.quiz.visitor import ITEMS, QUIZ


def test_the_same_seed_draws_the_same_game() -> None:
    assert draw(QUIZ, 3, []) == draw(QUIZ, 3, [])


def test_other_seeds_draw_other_games() -> None:
    assert len({tuple(draw(QUIZ, seed, [])) for seed in range(20)}) > 15


@pytest.mark.parametrize("seed", range(10))
def test_a_game_repeats_no_item(seed: int) -> None:
    assert len(set(draw(QUIZ, seed, []))) == GAME_LENGTH


@pytest.mark.parametrize("seed", range(10))
def test_items_not_yet_seen_are_drawn_first(seed: int) -> None:
    first = draw(QUIZ, seed, [])
    second = draw(QUIZ, seed, first)
    third = draw(QUIZ, seed, [*first, *second])
    assert not set(first) & set(second)
    assert set(ITEMS) - {*first, *second} <= set(third)
    assert len(set(third)) == GAME_LENGTH


def test_the_seed_of_a_visitor_is_drawn_at_random() -> None:
    assert len({draw_seed() for _ in range(20)}) > 1
