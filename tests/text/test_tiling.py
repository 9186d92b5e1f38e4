"""Whether a text is made of known phrases alone."""

from __future__ import annotations

import pytest

from bot.text.tiling import Tiles

KNOWN = "je, je suis, infirmi*, agent* de securite, depuis, ans, dix, dix sept"
TILES = Tiles(KNOWN.split(", "))


@pytest.mark.parametrize(
    "text",
    ["je suis infirmiere depuis 15 ans", "agents de securite", "je", "", "dix dix sept dix"],
)
def test_a_text_of_known_phrases_is_covered(text: str) -> None:
    assert TILES.cover(text)


@pytest.mark.parametrize(
    "text",
    ["suis infirmiere", "je suis", "agents de", "je suis coiffeuse", "infirmi1", "dix sept chats"],
)
def test_one_word_more_or_less_is_not(text: str) -> None:
    covered = Tiles(["je", "infirmi*", "agent* de securite", "dix", "dix sept"])
    assert not covered.cover(text)


def test_phrases_that_stand_in_others_cost_no_more() -> None:
    """A pattern that repeats all of them tries each way to part the words: 2 to the 500th."""
    assert not TILES.cover("dix sept " * 500 + "chats")
