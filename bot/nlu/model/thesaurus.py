"""What kind of thing a word is: « gratification » a bonus, « couvreur » another trade.

A rare word tells a classifier nothing; its concept, which many words share, does. The concepts are
written by hand in `concepts/*.yml`: expressions of a few words, read without case, accents and
plural marks, where a final `*` stands for any ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from bot.text.words import without_accents

_FOLDER = Path(__file__).parents[1] / "concepts"
_WORD = re.compile(r"\w+")
_MARK = "_"  # before a concept, so that no word is taken for one
_WORDS_REMEMBERED = 20_000  # those of a training
_TEXTS_REMEMBERED = 512  # a message is read for its topic, for its answer and for its words
_SHORTEST_PLURAL = 4  # « pas » and « prix » are no plurals

Words = tuple[str, ...]


class Thesaurus:
    """Concepts by expression; of the expressions that begin at a word, the longest counts."""

    def __init__(self, concepts: dict[str, list[str]]) -> None:
        self._exact: dict[Words, str] = {}
        self._beginnings: dict[str, str] = {}
        self._longest: dict[Words, int] = {}  # first two words -> those of the longest expression
        for concept, expressions in concepts.items():
            for expression in expressions:
                self._add(expression, _MARK + concept)
        self._lengths = sorted({len(start) for start in self._beginnings}, reverse=True)
        self._alone = lru_cache(_WORDS_REMEMBERED)(self._read_alone)
        self.read = lru_cache(_TEXTS_REMEMBERED)(self._read)
        self.read_both = lru_cache(_TEXTS_REMEMBERED)(self._read_both)

    def _add(self, expression: str, concept: str) -> None:
        if expression.endswith("*"):
            self._beginnings.setdefault(without_accents(expression[:-1]), concept)
            return
        words = tuple(_singular(word) for word in _words(expression))
        self._exact.setdefault(words, concept)
        self._longest[words[:2]] = max(len(words), self._longest.get(words[:2], 0))

    def _read(self, text: str) -> str:
        """Return the words of `text` in order, known expressions replaced by their concept."""
        return " ".join(self._concepts(list(_words(text))))

    def _read_both(self, text: str) -> str:
        """Return what `read` does, then the words of which it only tells the concept.

        « seconde » is lost in the concept of « stage de seconde », as « troisième » is in the same
        one: that tells no topics apart, but answers.
        """
        read = self.read(text).split()
        return " ".join([*read, *(w for w in map(_singular, _words(text)) if w not in read)])

    def _concepts(self, words: list[str]) -> Iterator[str]:
        alone = [self._alone(word) for word in words]
        singular = [word for word, _ in alone]
        place = 0
        while place < len(words):
            length, concept = self._longest_at(singular, place) or (1, alone[place][1])
            yield concept
            place += length

    def _read_alone(self, word: str) -> tuple[str, str]:
        """Return a word in the singular, and what it is by itself."""
        singular = _singular(word)
        return singular, self._exact.get((singular,)) or self._by_beginning(word) or singular

    def _longest_at(self, words: list[str], place: int) -> tuple[int, str] | None:
        longest = self._longest.get(tuple(words[place : place + 2]), 0)
        for length in range(min(longest, len(words) - place), 1, -1):
            concept = self._exact.get(tuple(words[place : place + length]))
            if concept:
                return length, concept
        return None

    def _by_beginning(self, word: str) -> str | None:
        for length in self._lengths:
            concept = self._beginnings.get(word[:length])
            if concept:
                return concept
        return None


def read_concepts(files: Iterable[Path] = ()) -> dict[str, list[str]]:
    """Return the concepts of `files`, by default of all those in `concepts/`."""
    concepts: dict[str, list[str]] = {}
    for file in files or sorted(_FOLDER.glob("*.yml")):
        concepts |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return concepts


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """Return the thesaurus of `concepts/`, read once a process."""
    return Thesaurus(read_concepts())


def _words(text: str) -> list[str]:
    return _WORD.findall(without_accents(text.lower()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" else word
