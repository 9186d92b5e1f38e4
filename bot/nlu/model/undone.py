"""Whether the words deny that something was done: « je n'ai donné aucun code, ni rien d'autre ».

In doubt it was done: who is taken for safe, and is not, loses money.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.nlu.model.signals import Signal, Word

NEGATIONS = frozenset(
    ("pas", "point", "rien", "jamais", "aucun", "aucune", "nul", "nulle", "ni", "guere")
)
_NE = frozenset(("ne", "n"))
_WITHOUT = "sans"
_TO_HAVE = frozenset(("ai", "as", "a", "avons", "avez", "ont", "avais", "avait", "avaient"))
_TO_BE = frozenset(("est", "suis", "es", "sont", "etais", "etait", "etaient", "ete"))
_CLITICS = frozenset(
    (
        *("me", "m", "te", "t", "se", "s", "nous", "vous", "le", "la", "l", "les", "lui", "leur"),
        *("y", "en"),
    )
)
_ADVERBS = frozenset(
    (
        *("encore", "toujours", "bien", "vraiment", "tout", "du", "deja", "absolument"),
        *("strictement", "surtout", "plus", "donc"),
    )
)
_LIGHT = _TO_HAVE | _TO_BE | _CLITICS | _ADVERBS
_SUBJECTS = frozenset(("je", "j", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles"))
_BREAKS = frozenset(("et", "mais", "car", "puisque", "donc", "parce", "alors", "puis"))
_DETERMINERS = frozenset(
    (
        *("mon", "ma", "mes", "le", "la", "l", "les", "de", "d", "du", "son", "sa", "ses"),
        *("leur", "leurs", "un", "une"),
    )
)
_SAVE_FOR = frozenset(("sauf", "hormis", "excepte", "part", "dehors"))
_FEW = 6  # words behind what is denied in which an exception to it stands
_MOST_DENIED = 4  # words of a thing: « ni numéro de carte »
# May stand inside a phrase that tells of a thing done: « ai [jamais rien] donné ».
WITHIN = NEGATIONS | _NE | {"plus", "absolument", "strictement", "du", "tout"}


def denies_itself(signal: Signal) -> bool:
    """Tell whether a phrase is itself a denial: « pas bloqué », « rien n'est fait »."""
    return not {*NEGATIONS, _WITHOUT}.isdisjoint(signal.phrase.split())


def is_denied(signal: Signal, words: Sequence[Word]) -> bool:
    """Tell whether the words deny what a phrase tells of, without any exception."""
    if denies_itself(signal) or _excepts(signal, words):
        return False
    if words[signal.start].text == "avoir":  # « je ne crois pas avoir donné » is no denial
        before = [word.text for word in words[max(0, signal.start - 2) : signal.start]]
        return before[-1:] == [_WITHOUT] or before[:1] == ["ne"]
    inside = {word.text for word in words[signal.start : signal.end]}
    around = {*_before(signal, words), *_after(signal, words), *inside}
    return not around.isdisjoint(NEGATIONS | _NE)


def without_denied_things(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words without the things that are denied: « mon nom, [aucun code] »."""
    left: list[Word] = []
    index, hole = 0, False
    while index < len(words):
        denied = _denied_thing(words, index)
        if denied:
            index, hole = index + denied, True
            continue
        left.append(replace(words[index], after_mark=True) if hole else words[index])
        index, hole = index + 1, False
    return tuple(left)


def _excepts(signal: Signal, words: Sequence[Word]) -> bool:
    """Tell whether something was done all the same: « rien donné d'autre », « donné que… »."""
    after = [word.text for word in words[signal.end : signal.end + _FEW]]
    other = after[:2] == ["d", "autre"]
    return other or after[:1] in (["que"], ["qu"]) or not _SAVE_FOR.isdisjoint(after)


def _before(signal: Signal, words: Sequence[Word]) -> Iterator[str]:
    """Yield the words that belong to the verb before a phrase: « ne lui », « n'ai pas »."""
    for index in range(signal.start, 0, -1):
        word = words[index - 1].text
        if words[index].after_mark or word not in _LIGHT | NEGATIONS | _NE:
            return
        yield word


def _after(signal: Signal, words: Sequence[Word]) -> Iterator[str]:
    """Yield the negation right behind a phrase: « donné strictement rien »."""
    behind = list(_clause(words, signal.end))
    skipped = len(list(takewhile(_ADVERBS.__contains__, behind)))
    following = behind[skipped : skipped + 2]
    if following[:1] and following[0] in NEGATIONS and following[1:] != ["mal"]:
        yield following[0]


def _clause(words: Sequence[Word], start: int) -> Iterator[str]:
    return (word.text for word in takewhile(lambda word: not word.after_mark, words[start:]))


def _denied_thing(words: Sequence[Word], index: int) -> int:
    """Return how many words from here on name a thing that is denied, 0 for none."""
    first, following = words[index].text, words[index + 1 : index + 2]
    named = first in ("aucun", "aucune", "ni", "nul", "nulle") or (
        first in ("pas", _WITHOUT) and bool(following) and following[0].text in _DETERMINERS
    )
    if not named:
        return 0
    thing = takewhile(_goes_on, words[index + 1 : index + 1 + _MOST_DENIED])
    return 1 + len(list(thing))


def _goes_on(word: Word) -> bool:
    return not word.after_mark and word.text not in _SUBJECTS | _BREAKS | {"ni"}
