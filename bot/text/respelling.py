"""The word that a misspelt one stands for: « imersion », « conbien », « dapels », « tarvail ».

A noisy channel (Kernighan, Church and Gale, 1990): of the words that sound the same, or lie one
slip away, the one whose commonness outweighs its distance most. Common phone spellings are no
slips: those are in lexicon.yml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bot.text.words import phonetic, without_accents

# No part of an address: « ugo.detresse@example.fr » is nobody's mistake.
_WORD = re.compile(r"(?<![\w@/.-])[^\W\d_]+(?![\w@/-]|\.\w)")
_OPENS = re.compile(r"(?:^|[.!?…:\n«\"(])\s*$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST, _LONGEST = 3, 25  # letters of a word that can be told: more are a cat's on the keys
# « jattend », « dapels », « quil »: what is elided stands against the word after it.
_ELIDED = re.compile(r"(qu|[cdjlmnst])([aeiouyh]\w{2,})")
_STUCK = re.compile(r"j([bcdfglmnpqrstvwxz]\w{3,})")  # « jdemandais »
_VOWELS = "aeiouyh"
# Written for each other by a child and by a dyslexic hand.
_CONFUSED = frozenset(map(frozenset, ("bd", "pq", "mn", "bp", "dq")))
# In powers of ten, on a development set (docs/trials.md): a word that sounds the same, each
# slip, an elision; what all that and a word's rareness may come to.
_SOUNDS_ALIKE, _OF_A_DISTANCE, _OF_A_SLIP, _OF_AN_ELISION = 1.0, 0.15, 2.2, 1.2
_LEAST_LIKELY = -9.5
_WHOLE_AFTER_ELISION = -4.6  # a known word behind an elided letter
_SWAP, _DOUBLE, _CONFUSION = 0.7, 0.6, 0.5  # slips of less than a letter
_REMEMBERED = 4_096  # words


class Respeller:
    """Spells misspelt words: `commonness` is the log10 of a word's share of a text.

    `known` are more words that stand as they are: « mcdo ».
    """

    def __init__(self, commonness: Mapping[str, float], known: Iterable[str]) -> None:
        self._commonness = commonness
        self._known = frozenset(known)
        self._accented: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for word in commonness:
            self._accented[without_accents(word)].append(word)
            self._sounds[phonetic(word)].append(word)
        self._spelt = lru_cache(_REMEMBERED)(self._spell)

    def respelt(self, text: str) -> str:
        """Return `text` with its misspelt words spelt as they are probably meant."""
        shouts = text.isupper()
        return _WORD.sub(lambda found: self._of(found, text, shouts), text)

    def _of(self, found: re.Match[str], text: str, shouts: bool) -> str:
        # A capital letter inside a sentence, or of a word that is all, is a name's.
        word, opens = found[0], _OPENS.search(text[: found.start()])
        is_name = word[0].isupper() and not shouts and (not opens or word == text.strip())
        return word if is_name else self._spelt(word)

    def _stands(self, word: str) -> bool:
        is_a_word = _SHORTEST <= len(word) <= _LONGEST
        return not is_a_word or word in self._known or word in self._commonness

    def _spell(self, word: str) -> str:
        typed = word.lower()
        bare = without_accents(typed)
        if self._stands(typed):
            return word
        if bare in self._accented and len(bare) > _SHORTEST:  # « chéf »; « lé » is « les »
            return max(self._accented[bare], key=self._commonness.__getitem__)
        if self._stands(bare):
            return word
        likeliest = max((*self._like(typed, bare), *self._elided(typed, bare)), default=None)
        return likeliest[1] if likeliest and likeliest[0] >= _LEAST_LIKELY else word

    def _like(self, typed: str, bare: str) -> Iterator[tuple[float, str]]:
        """Yield (likelihood, word) of the words that sound alike, and of those a slip away."""
        for sound in {phonetic(typed), phonetic(bare)}:
            for word in self._sounds.get(sound, ()):
                far = distance(bare, without_accents(word))
                yield self._commonness[word] - _SOUNDS_ALIKE - _OF_A_DISTANCE * far, word
        most = _SWAP if len(bare) == _SHORTEST else 1.0
        for near in {*_slips(bare)} & self._accented.keys():
            far = distance(bare, near)
            if far <= most:
                for word in self._accented[near]:
                    yield self._commonness[word] - _OF_A_SLIP * far, word

    def _elided(self, typed: str, bare: str) -> Iterator[tuple[float, str]]:
        """Yield the same of what was elided, and the word after it as it is spelt."""
        stuck = _STUCK.fullmatch(bare)
        if stuck and (self._stands(stuck[1]) or stuck[1] in self._accented):
            yield _WHOLE_AFTER_ELISION, f"je {typed[1:]}"
        found = _ELIDED.fullmatch(bare)
        if not found:
            return
        letter, rest = found.groups()
        if self._stands(rest) or rest in self._accented:
            yield _WHOLE_AFTER_ELISION, f"{letter}'{typed[len(letter) :]}"
            return
        for likelihood, word in self._like(typed[len(letter) :], rest):
            if without_accents(word)[0] in _VOWELS:
                yield likelihood - _OF_AN_ELISION, f"{letter}'{word}"


def _slips(word: str) -> Iterator[str]:
    """Yield what lies a letter more, less, other or swapped away, or two confused letters."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (f"{before}{letter}{after}" for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (f"{before}{letter}{after[1:]}" for letter in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
    confused = [*_confusions(word)]
    yield from confused
    for each in confused:
        yield from _confusions(each)


def _confusions(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        for pair in _CONFUSED:
            if letter in pair:
                yield word[:at] + next(iter(pair - {letter})) + word[at + 1 :]


def distance(one: str, other: str) -> float:
    """Return how many slips lie between two words: of optimal string alignment, some for less."""
    rows: list[list[float]] = [[float(count) for count in range(len(other) + 1)]]
    for i, letter in enumerate(one, 1):
        row = [float(i)]
        for j, meant in enumerate(other, 1):
            same = 0.0 if letter == meant else _replaced(letter, meant)
            less = _DOUBLE if one[i - 2 : i] == 2 * letter else 1.0
            more = _DOUBLE if other[j - 2 : j] == 2 * meant else 1.0
            least = min(rows[i - 1][j - 1] + same, rows[i - 1][j] + less, row[j - 1] + more)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                least = min(least, rows[i - 2][j - 2] + _SWAP)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def _replaced(letter: str, meant: str) -> float:
    return _CONFUSION if frozenset((letter, meant)) in _CONFUSED else 1.0
