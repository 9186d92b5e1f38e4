"""What people said: the nearest sentences that ask for an answer, or were said after one."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.sayings import FIRST, Sayings
from bot.nlu.model.sides import unit

# Three answers; what is said after the first asks for the second or the third.
_PAY, _DAY, _NIGHT = range(3)
_SAID = {
    "ca tombe quand": ([1.0, 0.0, 0.2], [(_DAY, _PAY)]),
    "et la nuit": ([0.0, 1.0, 0.1], [(_NIGHT, _PAY), (_NIGHT, _DAY)]),
    "le soir aussi": ([0.0, 0.8, 0.6], [(_NIGHT, _DAY)]),
    "on travaille la nuit": ([0.0, 0.9, 0.3], [(_NIGHT, FIRST)]),
    "on est paye quand": ([0.9, 0.1, 0.0], [(_DAY, FIRST)]),
}
_EVERY = np.arange(3)


@pytest.fixture(scope="module")
def sayings() -> Sayings:
    said = [(text, place, pair) for text, (place, pairs) in _SAID.items() for pair in pairs]
    texts, places, pairs = zip(*said, strict=True)
    return Sayings.fit(list(texts), np.array(places, np.float32), list(pairs))


def _place(text: str) -> np.ndarray:
    place: np.ndarray = unit(np.array([_SAID[text][0]], np.float32))[0]
    return place


def _next(sayings: Sayings, text: str, after: int, among: list[int]) -> tuple[list[float], ...]:
    found = sayings.next(_place(text), after, np.array(among, np.int64), 3)
    return tuple(each.round(2).tolist() for each in found)


def test_what_others_said_after_the_answer_finds_what_they_asked(sayings: Sayings) -> None:
    after_it, of_topic = _next(sayings, "et la nuit", _PAY, [_PAY])
    assert after_it[_NIGHT] == pytest.approx(1, abs=0.01)
    assert after_it[_DAY] < 0.1
    assert after_it == of_topic


def test_what_was_said_after_the_topic_s_other_answers_counts_apart(sayings: Sayings) -> None:
    after_it, of_topic = _next(sayings, "le soir aussi", _PAY, [_PAY, _DAY])
    assert after_it[_NIGHT] < of_topic[_NIGHT]
    assert of_topic[_NIGHT] == pytest.approx(1, abs=0.01)


def test_after_an_answer_that_nobody_went_on_from_nothing_is_alike(sayings: Sayings) -> None:
    assert _next(sayings, "et la nuit", _NIGHT, [_NIGHT]) == ([0, 0, 0], [0, 0, 0])
    assert _next(sayings, "et la nuit", FIRST, []) == ([0, 0, 0], [0, 0, 0])


def test_the_nearest_sentences_tell_an_answer_whenever_they_were_said(sayings: Sayings) -> None:
    of_pay, of_day, of_night = sayings.nearest(_place("on travaille la nuit"), _EVERY).tolist()
    assert of_pay == 0  # nobody asks for it
    assert of_night > 0.9 > 0.2 > of_day


def test_one_sentence_that_is_near_by_chance_is_not_enough(sayings: Sayings) -> None:
    (of_night,) = sayings.nearest(_place("et la nuit"), np.array([_NIGHT]))
    assert 0.9 < of_night < 1  # the mean of three


def test_a_sentence_that_asks_twice_is_kept_once(sayings: Sayings) -> None:
    assert len(sayings.places) == len(_SAID)
    assert len(sayings.rows) == sum(len(pairs) for _, pairs in _SAID.values())


def test_what_is_saved_finds_the_same(sayings: Sayings) -> None:
    saved = Sayings.load(sayings.arrays())
    for text in _SAID:
        before, after = (_next(each, text, _PAY, [_PAY, _DAY]) for each in (sayings, saved))
        assert np.allclose(before, after, atol=0.15)
        near, still = (each.nearest(_place(text), _EVERY) for each in (sayings, saved))
        assert np.allclose(near, still, atol=0.15)


def test_more_sentences_than_two_bytes_can_count_keep_their_places() -> None:
    count = 70_000
    places = np.zeros((count, 3), np.float32)
    places[:, 0], places[-1] = 1, [0, 1, 0]
    texts = [*map(str, range(count))]
    many = Sayings.fit(texts, places, [(_DAY, FIRST)] * (count - 1) + [(_NIGHT, FIRST)])
    saved = Sayings.load(many.arrays())
    assert saved.rows.tolist() == many.rows.tolist()


def test_none_said_is_no_trouble() -> None:
    none = Sayings.fit([], np.zeros((0, 3), np.float32), [])
    assert _next(none, "et la nuit", _PAY, [_PAY]) == ([0, 0, 0], [0, 0, 0])
    assert none.nearest(_place("et la nuit"), _EVERY).tolist() == [0, 0, 0]
