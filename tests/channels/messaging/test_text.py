"""Long texts in pieces."""

from __future__ import annotations

import pytest

from bot.channels.messaging.splitting import shorten, split, utf16_size
from tests.channels.replies import LONG_TEXT

FAMILY = "👨‍👩‍👧"
THUMB = "👍🏽"


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        ("  court  ", 10, ["court"]),
        ("Une phrase. Une autre.", 12, ["Une phrase.", "Une autre."]),
        ("Une phrase. Une autre.", 11, ["Une phrase.", "Une autre."]),
        ("Ligne\nligne deux", 12, ["Ligne", "ligne deux"]),
        ("Vraiment\u00a0? Oui\u00a0!", 12, ["Vraiment\u00a0?", "Oui\u00a0!"]),
        ("un métier, deux rôles", 14, ["un métier,", "deux rôles"]),
        ("deux et trois", 10, ["deux et", "trois"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_a_text_is_cut_at_the_best_place(text: str, limit: int, pieces: list[str]) -> None:
    assert split(text, limit) == pieces


def test_ten_thousand_characters_lose_nothing() -> None:
    pieces = split(LONG_TEXT, 1600)
    assert " ".join(pieces) == LONG_TEXT.strip() and all(p.endswith(".") for p in pieces)
    assert all(800 < len(piece) <= 1600 for piece in pieces[:-1])


@pytest.mark.parametrize("emoji", [FAMILY, THUMB])
def test_an_emoji_is_not_cut_in_two(emoji: str) -> None:
    for limit in range(len(emoji), 3 * len(emoji) + 2):
        pieces = split(emoji * 5, limit)
        assert all(piece == emoji * piece.count(emoji) for piece in pieces)


def test_telegrams_count_is_respected() -> None:
    pieces = split("😀" * 50, 15, utf16_size)
    assert [utf16_size(piece) for piece in pieces] == [14] * 7 + [2]


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("court", 10, "court"),
        ("exactement", 10, "exactement"),
        ("Vous vendez juste des pompes ?", 20, "Vous vendez juste…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("a anticonstitutionnellement", 12, "a anticonst…"),
    ],
)
def test_a_title_is_shortened_between_words(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short and len(shorten(text, limit)) <= limit
