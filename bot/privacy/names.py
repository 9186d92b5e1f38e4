"""Names of people: after words that announce one, and those that the French pipeline tells.

The pipeline is asked where a capital letter or such words make it worth its ten milliseconds, and
not believed for words that the thesaurus or the table of places knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.nlu.model.thesaurus import thesaurus
from bot.privacy.words import WORDS
from bot.text.places import places_called

_MARK = "[nom]"
_MOST_WORDS = 3  # of a name
_SHORTEST = 3  # letters of a part that is masked by itself
_CAPITAL = r"[^\W\d_a-zà-öø-ÿœ]"


def _any_of(expressions: Iterable[str]) -> str:
    return "|".join(expressions).replace("'", "['’ ]?").replace(" ", r"\s")


# What comes next is a name, whatever its case.
_ANNOUNCED = re.compile(rf"(?<!\w)(?:{_any_of(WORDS['announce'])})\s+", re.IGNORECASE)
# What comes next is one when it begins with a capital letter.
_LIKELY = re.compile(
    rf"(?<!\w)(?i:{_any_of(WORDS['suggest'])}|(?:{WORDS['owners']})\s(?:{_any_of(WORDS['people'])}))"
    rf",?\s+(?={_CAPITAL})"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_GAP = re.compile(r"[ \t\u00a0]+")
# A capital letter elsewhere than at the beginning of a sentence, or two words with one.
_CAPITAL_INSIDE = re.compile(
    rf"(?<=[^\s.!?…:«\"(])[\s,]+{_CAPITAL}|(?<!\w){_CAPITAL}[\w'’-]+ {_CAPITAL}"
)
_PARTICLES = frozenset(WORDS["particles"].split())
_NO_NAMES = frozenset(WORDS["no_names"].split())


def names_in(text: str) -> list[str]:
    """Return the words of `text` that name a person, the longest first."""
    found = {word for name in _named(text) for word in _WORD.findall(name)}
    parts = {word for word in found if len(word) >= _SHORTEST and _is_no_word(word)}
    return sorted(parts, key=len, reverse=True)


def mask_names(text: str, names: Iterable[str]) -> str:
    """Return `text` with names replaced, wherever and in whichever case they stand."""
    parts = "|".join(map(re.escape, names))
    if not parts:
        return text
    between = rf"(?:[ \t\u00a0-]+(?:(?:{'|'.join(_PARTICLES)})\b['’ ]*){{0,2}})"
    return re.sub(
        rf"(?<![\w\[])(?:{parts})(?!\w)(?:{between}(?:{parts})(?!\w))*", _MARK, text, flags=re.I
    )


def _named(text: str) -> Iterator[str]:
    announced = [*_ANNOUNCED.finditer(text)]
    for cue in announced:
        yield from _words_at(text, cue.end(), capital=False)
    for cue in _LIKELY.finditer(text):
        yield from _words_at(text, cue.end(), capital=True)
    if announced or _CAPITAL_INSIDE.search(text):
        yield from _told(text)


def _words_at(text: str, place: int, capital: bool) -> Iterator[str]:
    """Yield the words of the name that begins at a place of `text`, if one does."""
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, place)
        if word is None or not (_is_no_word(word[0]) or _is_particle(word[0], text, word.end())):
            return
        if capital and not _is_capital_name(word[0]) and word[0].lower() not in _PARTICLES:
            return
        yield word[0]
        gap = _GAP.match(text, word.end())
        if gap is None:
            return
        place = gap.end()


def _is_particle(word: str, text: str, end: int) -> bool:
    return word.lower() in _PARTICLES and bool(re.match(r"['’ ][A-ZÀ-Þ]", text[end:]))


def _told(text: str) -> Iterator[str]:
    """Yield the names of people that the French pipeline sees."""
    from bot.nlu.model.grammar import Grammar, Need  # who needs no names loads no pipeline

    for entity in Grammar().read(text, Need.NAMES).ents:
        if entity.label_ == "PER":
            yield from filter(_is_capital_name, (token.text for token in entity))


def _is_capital_name(word: str) -> bool:
    return word[:1].isupper() and not places_called(word)


def _is_no_word(word: str) -> bool:
    """Tell whether a word is none that the bot knows as a word."""
    plain = word.lower()
    if plain in _NO_NAMES or plain.partition("'")[0].partition("’")[0] in _NO_NAMES:
        return False
    return not thesaurus().read(plain).startswith("_")
