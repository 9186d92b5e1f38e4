"""What visitors said next: the nearest sentence that was said after the same answer."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.model.sequels import Sequels
from bot.nlu.model.sides import unit

# Three answers; what is said after the first asks for the second or the third.
_PAY, _DAY, _NIGHT = range(3)
_SAID = {
    "ca tombe quand": ([1.0, 0.0, 0.2], [(_DAY, _PAY)]),
    "et la nuit": ([0.0, 1.0, 0.1], [(_NIGHT, _PAY), (_NIGHT, _DAY)]),
    "le soir aussi": ([0.0, 0.8, 0.6], [(_NIGHT, _DAY)]),
}


@pytest.fixture(scope="module")
def sequels() -> Sequels:
    said = [(text, place, pair) for text, (place, pairs) in _SAID.items() for pair in pairs]
    texts, places, pairs = zip(*said, strict=True)
    return Sequels.fit(list(texts), np.array(places, np.float32), list(pairs))


def _like(sequels: Sequels, text: str, after: int, among: list[int]) -> tuple[list[float], ...]:
    place = unit(np.array([_SAID[text][0]], np.float32))[0]
    found = sequels.likeness(place, after, np.array(among, np.int64), 3)
    return tuple(each.round(2).tolist() for each in found)


def test_what_others_said_after_the_answer_finds_what_they_asked(sequels: Sequels) -> None:
    after_it, of_topic = _like(sequels, "et la nuit", _PAY, [_PAY])
    assert after_it[_NIGHT] == pytest.approx(1, abs=0.01)
    assert after_it[_DAY] < 0.1
    assert after_it == of_topic


def test_what_was_said_after_the_topic_s_other_answers_counts_apart(sequels: Sequels) -> None:
    after_it, of_topic = _like(sequels, "le soir aussi", _PAY, [_PAY, _DAY])
    assert after_it[_NIGHT] < of_topic[_NIGHT]
    assert of_topic[_NIGHT] == pytest.approx(1, abs=0.01)


def test_after_an_answer_that_nobody_went_on_from_nothing_is_alike(sequels: Sequels) -> None:
    assert _like(sequels, "et la nuit", _NIGHT, [_NIGHT]) == ([0, 0, 0], [0, 0, 0])
    assert _like(sequels, "et la nuit", -1, []) == ([0, 0, 0], [0, 0, 0])


def test_a_sentence_that_asks_twice_is_kept_once(sequels: Sequels) -> None:
    assert len(sequels.places) == len(_SAID)
    assert len(sequels.rows) == sum(len(pairs) for _, pairs in _SAID.values())


def test_what_is_saved_finds_the_same(sequels: Sequels) -> None:
    saved = Sequels.load(sequels.arrays())
    for text in _SAID:
        before, after = (_like(each, text, _PAY, [_PAY, _DAY]) for each in (sequels, saved))
        assert np.allclose(before, after, atol=0.1)


def test_none_said_next_is_no_trouble() -> None:
    none = Sequels.fit([], np.zeros((0, 3), np.float32), [])
    assert _like(none, "et la nuit", _PAY, [_PAY]) == ([0, 0, 0], [0, 0, 0])
