"""Phrases in a text: what a message costs does not grow with the square of its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.model import signals
from bot.nlu.model.sentence import stand
from bot.nlu.model.signals import Signals, words_of


def test_whether_a_word_stands_elsewhere_is_asked_once_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = signals._found
    begun: list[int] = []

    def counted(*given: Any) -> Any:
        begun.append(given[2])
        return found(*given)

    monkeypatch.setattr(signals, "_found", counted)
    phrases = Signals({"paid": ["paie & chef", "paie & patron"]}, ())
    words = words_of("paie " * 200)
    assert phrases.find(words) == []
    assert len(begun) <= 3 * len(words)
    assert len(phrases.find(words_of("paie " * 3 + "chef"))) == 3


@pytest.mark.parametrize(
    ("phrase", "stands"),
    [
        ("deux mots", True),
        ("mots deux", False),
        ("mot*", True),
        ("? mots", True),
        ("mots suivent ?", False),
        ("suiv*", True),
        ("absent", False),
    ],
)
def test_a_phrase_stands_wherever_its_words_do(phrase: str, stands: bool) -> None:
    assert stand([phrase], words_of("voici deux mots qui suivent")) is stands


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on m'a eu, j'ai donné le code, remboursez moi", True),
        ("remboursement ? mon code, on m'a eu", True),
        ("on m'a eu, remboursez moi", False),
        ("on m'a eu, j'ai donné le code", False),
        ("le code du remboursement", False),
    ],
)
def test_each_part_of_a_phrase_must_stand_in_the_message(text: str, found: bool) -> None:
    phrases = Signals({"refund": ["m'a eu & code & rembours*"]}, ())
    assert [signal.phrase for signal in phrases.find(words_of(text))] == ["m'a eu"] * found


def test_phrases_that_begin_alike_ask_each_for_its_own_parts() -> None:
    phrases = Signals({"said": ["un & deux & trois", "un & deux & quatre", "un & cinq"]}, ())
    said = ("un deux trois", "quatre, deux, un", "cinq un")
    assert all(phrases.find(words_of(text)) for text in said)
    assert not any(phrases.find(words_of(text)) for text in ("un deux", "un trois", "deux quatre"))


def test_four_parts_are_all_asked_for() -> None:
    phrases = Signals({"said": ["un & deux & trois & quatre"]}, ())
    assert phrases.find(words_of("quatre trois deux un"))
    assert not phrases.find(words_of("un deux trois"))


def test_the_end_of_a_clause_is_asked_of_the_part_that_names_it() -> None:
    phrases = Signals({"said": ["un & deux $"]}, ())
    assert phrases.find(words_of("un mot et deux, puis trois"))
    assert not phrases.find(words_of("deux mots, un"))
