"""Phrases of content/care.yml and fraud.yml in a text, and where each stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.text.phrases import plain_words
from bot.text.words import folded

_WORD = re.compile(r"[^\W_]+")
_SILENT = re.compile(r"(?<=\w{3})[estx]+$")
_DOUBLE = re.compile(r"(\w)\1")
_END = re.compile(r"[.,;:!?…\n()]")
_LAST = "$"
_ELSEWHERE = "&"
ANY = "?"
_NOTHING: frozenset[str] = frozenset()
_REMEMBERED = 16  # texts: each is looked through for several kinds of phrases


@dataclass(frozen=True)
class Word:
    """A word without case and accents, its bare spelling, and where it begins, in characters."""

    text: str
    bare: str
    start: int
    after_mark: bool  # a comma or a full stop stands before it


@dataclass(frozen=True)
class Signal:
    """A phrase found: the index of its first word, and of the one past its last."""

    kind: str
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    kind: str
    phrase: str
    words: tuple[str, ...]
    last: bool = False  # nothing follows it in its clause
    elsewhere: _Node | None = None  # one of these patterns stands in the text too, with its own


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order."""
    plain, words, last = folded(text), [], 0
    for found in _WORD.finditer(plain):
        mark = bool(_END.search(plain, last, found.start()))
        words.append(Word(found[0], bare(found[0]), found.start(), mark))
        last = found.end()
    return tuple(words)


def bare(word: str) -> str:
    """Return a word without silent endings and doubled letters: « plu envi », « frape »."""
    return _SILENT.sub("", _DOUBLE.sub(r"\1", word))


def matches(pattern: str, word: str) -> bool:
    """Tell whether a bare word is a pattern's: « frapp* » is a beginning, « ? » any word."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return pattern in (word, ANY)


@cache  # of our phrases: no visitor's words are kept
def split_pattern(phrase: str) -> tuple[str, ...]:
    """Return the bare words of a phrase as patterns, « * » and « ? » kept."""
    pieces = ((plain_words(part).split() or [ANY], part.endswith("*")) for part in phrase.split())
    return tuple(
        f"{bare(word)}*" if beginning and word is found[-1] else bare(word)
        for found, beginning in pieces
        for word in found
    )


def stands_at(pattern: tuple[str, ...], words: Sequence[Word], start: int) -> bool:
    """Tell whether the words from `start` on are those of a pattern."""
    here = words[start : start + len(pattern)]
    return len(here) == len(pattern) and all(map(matches, pattern, (word.bare for word in here)))


def _patterns(kind: str, phrases: Iterable[str]) -> Iterator[_Pattern]:
    """Yield a pattern for each phrase; those that differ in what stands elsewhere are one.

    What follows the first « & » of a phrase is itself a phrase, with what must stand elsewhere.
    """
    alike: dict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for phrase in phrases:
        last = _LAST in phrase.partition(_ELSEWHERE)[0]
        alike[split_pattern(_here(phrase)), last].append(phrase)
    for (words, last), same in alike.items():
        others_of = [phrase.partition(_ELSEWHERE)[2].strip() for phrase in same]
        elsewhere = None if "" in others_of else _root_of(_patterns("", others_of))
        yield _Pattern(kind, _here(same[0]), words, last, elsewhere)


def _here(phrase: str) -> str:
    return phrase.partition(_ELSEWHERE)[0].replace(_LAST, "").strip()


def _root_of(patterns: Iterable[_Pattern]) -> _Node:
    root = _Node()
    for pattern in patterns:
        root.add(pattern)
    return root


@lru_cache(maxsize=16)  # most edits of content/ leave these words as they were
def _tree(phrases: tuple[tuple[str, tuple[str, ...]], ...]) -> _Node:
    return _root_of(pattern for kind, entries in phrases for pattern in _patterns(kind, entries))


def _found(
    root: _Node, words: Sequence[Word], start: int, between: frozenset[str], told: _Told
) -> Iterator[tuple[_Pattern, int]]:
    """Yield each pattern that begins at `start`, with the index past its last word."""
    reached = [(node, start + 1) for node in root.after(words[start].bare)]
    while reached:
        node, end = reached.pop()
        for pattern in node.ends:
            if _allows(pattern, words, end, told):
                yield pattern, end
        if end == len(words) or words[end].after_mark:
            continue
        word = words[end].bare
        reached += [(after, end + 1) for after in node.after(word)]
        if word in between:
            reached.append((node, end + 1))


def _allows(pattern: _Pattern, words: Sequence[Word], end: int, told: _Told) -> bool:
    """Tell whether what stands around a phrase that ends before `end` is as its pattern asks."""
    if pattern.last and end < len(words) and not words[end].after_mark:
        return False
    elsewhere = pattern.elsewhere
    if elsewhere is None:
        return True
    if elsewhere not in told:  # a word that comes a hundred times asks for it each time
        found = (_found(elsewhere, words, start, _NOTHING, told) for start in range(len(words)))
        told[elsewhere] = any(True for each in found for _ in each)
    return told[elsewhere]


class _Node:
    """What may stand next in the patterns that begin alike, and those that end here."""

    def __init__(self) -> None:
        self.ends: list[_Pattern] = []
        self._exact: dict[str, _Node] = {}
        self._begun: dict[str, _Node] = {}  # by the beginning of a word
        self._any: _Node | None = None

    def add(self, pattern: _Pattern) -> None:
        """Take a pattern, word by word."""
        node = self
        for word in pattern.words:
            node = node._child(word)
        node.ends.append(pattern)

    def _child(self, word: str) -> _Node:
        if word == ANY:
            self._any = self._any or _Node()
            return self._any
        word, known = (word[:-1], self._begun) if word.endswith("*") else (word, self._exact)
        if word not in known:
            known[word] = _Node()
        return known[word]

    def after(self, word: str) -> Iterator[_Node]:
        """Yield the nodes that a bare word leads to."""
        if word in self._exact:
            yield self._exact[word]
        for beginning, node in self._begun.items():
            if word.startswith(beginning):
                yield node
        if self._any:
            yield self._any


_Told = dict[_Node, bool]  # which patterns stand anywhere in a text, as far as was asked


class Signals:
    """Finds phrases by kind; the words of `between` may stand inside one.

    « $ » behind a phrase says that it ends its clause, each « & » that words stand elsewhere too.
    """

    def __init__(self, phrases: dict[str, list[str]], between: Iterable[str]) -> None:
        self._between = frozenset(word for entry in between for word in split_pattern(entry))
        self._root = _tree(tuple((kind, tuple(entries)) for kind, entries in phrases.items()))

    def find(self, words: Sequence[Word]) -> list[Signal]:
        """Return the phrases found, in the order of the text."""
        told: _Told = {}
        return [
            Signal(pattern.kind, pattern.phrase, start, end)
            for start in range(len(words))
            for pattern, end in _found(self._root, words, start, self._between, told)
        ]
