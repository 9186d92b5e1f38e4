"""Whether a text is made of known phrases alone, from its first word to its last."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

_ANY_LETTERS = re.compile(r"[a-z]*")


class Tiles:
    """Phrases in plain spelling; « infirmi* » is the beginning of a word.

    Words are walked once, whatever phrases stand in others: a pattern that repeats all of them
    would try each way to part a text.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._begun: set[tuple[str, ...]] = set()
        for phrase in phrases:
            words = tuple(phrase.split())
            if words and words[0].endswith("*"):
                self._begun.add(words)
            elif words:
                self._by_first[words[0]].add(words)

    def cover(self, text: str) -> bool:
        """Tell whether phrases, or numbers in digits, make up a text in plain spelling."""
        words = text.split()
        reached = {0}
        for place, word in enumerate(words):
            if place in reached:
                reached.update(place + length for length in self._lengths(words, place, word))
        return len(words) in reached

    def _lengths(self, words: Sequence[str], place: int, word: str) -> set[int]:
        """Return of how many words the phrases are that stand at a place."""
        phrases = (*self._by_first.get(word, ()), *self._begun)
        found = {len(phrase) for phrase in phrases if _stands(phrase, words, place)}
        return found | {1} if word.isdigit() else found


def _stands(phrase: tuple[str, ...], words: Sequence[str], place: int) -> bool:
    there = words[place : place + len(phrase)]
    return len(there) == len(phrase) and all(map(_is, there, phrase))


def _is(word: str, known: str) -> bool:
    if not known.endswith("*"):
        return word == known
    stem = known[:-1]
    return word.startswith(stem) and _ANY_LETTERS.fullmatch(word, len(stem)) is not None
