"""What a second look at the likeliest answers makes of their shares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bot.nlu.model.second_look import Seen, mixed, weighed

_NONE = [0.0, 0.0, 0.0]


def _weighed(shares: list[float], **seen: list[Any]) -> list[float]:
    known = {"nearest": _NONE, "usual": _NONE, "general": _NONE}
    arrays = {name: np.array(seen.get(name, none)) for name, none in known.items()}
    fact = np.array(seen.get("fact", [False] * 3))
    found: list[float] = weighed(np.array(shares), Seen(fact=fact, **arrays)).tolist()
    return found


def test_the_shares_keep_their_sum_and_where_nothing_is_seen_their_order() -> None:
    found = _weighed([0.4, 0.3, 0.1])
    assert sum(found) == pytest.approx(0.8)
    assert found == sorted(found, reverse=True)


def test_who_asked_like_this_for_an_answer_makes_it_likelier() -> None:
    first, second, _ = _weighed([0.4, 0.3, 0.1], nearest=[0.3, 0.6, 0.3])
    assert second > first


def test_so_do_words_that_are_usual_in_the_questions_for_it() -> None:
    first, second, _ = _weighed([0.4, 0.3, 0.1], usual=[0.0, 7.0, 0.0])  # « bracelet »
    assert second > first


def test_a_general_answer_is_less_likely() -> None:
    general, *others = _weighed([0.4, 0.3, 0.1], general=[1.0, 0.0, 0.0])
    assert general < 0.4 and others[0] > 0.3


def test_a_fact_for_which_nobody_can_ask_is_not_held_back() -> None:
    near = [0.0, 0.5, 0.3]
    fact, other, _ = _weighed([0.5, 0.3, 0.1], nearest=near, fact=[True, False, False])
    assert fact > other
    alone = _weighed([0.5, 0.3, 0.1], fact=[True] * 3)
    assert alone == sorted(alone, reverse=True)


def test_all_of_a_message_counts_beside_its_question() -> None:
    asked, told = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert min(mixed(asked, told).tolist()) > 0
    assert mixed(asked, asked).tolist() == pytest.approx(asked.tolist())
