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
_OF = frozenset(("de", "d", "du"))
_JOINING = frozenset(("et", "mais"))
_NOT_YET = frozenset(("encore", "vraiment", "surtout", "absolument", "toujours"))
_ONLY = frozenset(("que", "qu", "seulement", "uniquement", "simplement", "juste", "mal"))
_HANDED_OVER = frozenset(
    (
        *("donne", "donner", "dicte", "communique", "envoye", "transmis", "file", "laisse"),
        *("tape", "entre", "mis", "rentre", "saisi", "remis", "confie"),
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
    first = words[index].text
    if first in ("aucun", "aucune", "ni", "nul", "nulle"):
        return 1 + _thing(words, index + 1)
    if first not in ("pas", _WITHOUT):
        return 0
    light = 0
    while first == "pas" and _is_in(_NOT_YET, words, index + 1 + light):
        light += 1  # « pas encore ma carte »
    if first == "pas" and _is_in(_HANDED_OVER, words, index + 1 + light):
        light += 1  # « mais je n'ai pas donné ma carte »
    begin = index + 1 + light
    if _is_in(_DETERMINERS, words, begin):
        return 1 + light + _thing(words, begin)
    if first == _WITHOUT or not _is_joined(words, index) or _is_in(_ONLY, words, begin):
        return 0
    bare = _bare_thing(words, begin)
    return 1 + light + bare if bare else 0


def _is_joined(words: Sequence[Word], index: int) -> bool:
    """Tell whether « pas » denies a second thing: « mon adresse mais [surtout] pas… »."""
    while index and not words[index].after_mark:
        index -= 1
        if words[index].text not in _NOT_YET:
            return words[index].text in _JOINING
    return False


def _is_in(known: frozenset[str], words: Sequence[Word], index: int) -> bool:
    return any(not word.after_mark and word.text in known for word in words[index : index + 1])


def _thing(words: Sequence[Word], start: int) -> int:
    return len(list(takewhile(_goes_on, words[start : start + _MOST_DENIED])))


def _bare_thing(words: Sequence[Word], start: int) -> int:
    """Return how many words name a thing without « ma »: « mais pas [numéro de carte] »."""
    others = _LIGHT | (_DETERMINERS - _OF)
    thing = takewhile(lambda word: word.text not in others, words[start : start + _MOST_DENIED])
    return len(list(takewhile(_goes_on, thing)))


def _goes_on(word: Word) -> bool:
    stops = _SUBJECTS | _BREAKS | _SAVE_FOR | {"ni"}
    return not word.after_mark and word.text not in stops
