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
