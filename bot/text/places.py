"""The French places that a message names: « à Lyon », « en Bretagne », « dans le 59 ».

Towns of 5,000 inhabitants and more, departments and regions, old and new. Many a name is a word
too: « Nice », « Tours » and « Nord » count after « à », « de », « dans le », or with a capital
letter inside a sentence; « Orange » and « Sens » hardly ever.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.text.numbers import department_codes
from bot.text.words import folded

Kind = Literal["town", "department", "region"]
_Mark = Literal["", "common", "rare"]

_TABLE = Path(__file__).with_name("places.tsv")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.!?…:\n«\"]\s*$")
_ARTICLES = frozenset(("le", "la", "les", "l"))
_CONTRACTED = {"le": ("au", "du"), "les": ("aux", "des")}
_BEFORE_TOWN = frozenset(("a", "de", "d", "vers", "sur", "chez", "region", "dans", "pour", "ville"))
_BEFORE_AREA = frozenset(("en", "dans", "departement", "du", "region"))
_AREA_ARTICLES = frozenset(("en", "la", "l", "le", "les", "du", "departement"))
_OPENINGS = frozenset(("et", "ok", "alors", "euh", "bon", "sinon"))
# « je paris que… », « les paris sportifs »: no town.
_NO_TOWN_AFTER = {"paris": frozenset(("je", "tu", "les", "des", "mes", "vos", "aux"))}
# « j'ai dit à Orange… », « ma box » : the operator is meant.
_OPERATOR = re.compile(
    r"(?:dit|dire|parl\w+|telephon\w+|appel\w+|demand\w+|abonn\w*|clients?|pay\w+|envo\w+|ecri\w+|"
    r"signal\w+|plain\w+|recla\w+|repond\w*|donn\w+|expli\w+|resili\w+|fidele|\w*box|forfaits?|"
    r"factures?|reseau|fibre|ligne|operateurs?|sfr|bouygues|free)$"
)
_NO_DEPARTMENT_AFTER = frozenset(("gare", "mer", "afrique", "amerique", "coree", "europe", "pole"))
_SHORT_SPELLINGS = {"st": "saint", "ste": "sainte", "sts": "saints"}


@dataclass(frozen=True)
class Place:
    """A place of France; `department` and `region` are the names of those it lies in, or ""."""

    name: str
    kind: Kind
    department: str = ""
    region: str = ""
    article: str = field(default="", compare=False)

    @property
    def with_article(self) -> str:
        """The name as it stands in a sentence: « Lyon », « la Bretagne », « l'Ain »."""
        if not self.article:
            return self.name
        return f"{self.article}{'' if self.article.endswith(chr(39)) else ' '}{self.name}"


@dataclass(frozen=True)
class _Name:
    """The words of a place's name; `preposed` when they hold « au », which is « à le »."""

    words: tuple[str, ...]
    place: Place
    mark: _Mark
    preposed: bool = False


def places_in(text: str) -> tuple[Place, ...]:
    """Return the places that a message names, each once, in its order."""
    found = [(start, place) for start, place in _named(text)]
    for start, code in department_codes(text):
        place = _gazetteer().by_code.get(code)
        if place:
            found.append((start, place))
    return tuple(dict.fromkeys(place for _, place in sorted(found, key=lambda pair: pair[0])))


def places_called(name: str) -> tuple[Place, ...]:
    """Return the places of an exact name, official or usual, whatever its case; towns first."""
    words = _words(name)
    names = _gazetteer().by_words.get(words[:1], ())
    return tuple(dict.fromkeys(entry.place for entry in names if entry.words == words))


def place_names() -> Iterator[str]:
    """Yield the names of all places."""
    return (name.place.name for names in _gazetteer().by_words.values() for name in names)


def _named(text: str) -> Iterator[tuple[int, Place]]:
    plain = folded(text.replace("’", "'"))
    matches = list(_WORD.finditer(plain))
    words = tuple(_SHORT_SPELLINGS.get(match[0], match[0]) for match in matches)
    by_words = _gazetteer().by_words
    shouted = text.isupper()
    index = 0
    while index < len(words):
        step = 1
        names = by_words.get(words[index : index + 1], ())
        matching = [name for name in names if words[index : index + len(name.words)] == name.words]
        if matching:
            longest = [name for name in matching if len(name.words) == len(matching[0].words)]
            name = _fitting(longest, words[:index])
            end = index + len(name.words)
            main = next(i for i in range(index, end) if words[i] not in _ARTICLES or i == end - 1)
            at = matches[main].start()
            opens = not plain[: matches[index].start()].strip() or bool(
                _SENTENCE_ENDS.search(plain[: matches[index].start()])
            )
            capital = text[at].isupper() and not shouted and not opens
            typed = text[matches[index].start() : matches[end - 1].end()]
            if _is_meant(name, words, index, capital) and _is_spelt(name, typed):
                yield matches[index].start(), name.place
                step = len(name.words)
        index += step


def _is_spelt(name: _Name, typed: str) -> bool:
    """« maçon » and « vitre » are words, « Mâcon » and « vitré » may be towns: accents decide."""
    return not name.mark or typed.isascii() or typed.lower() in name.place.name.lower()


def _fitting(names: list[_Name], before: tuple[str, ...]) -> _Name:
    """Choose between « la Mayenne » and « Mayenne »."""
    area = bool(before) and before[-1] in _AREA_ARTICLES and names[0].place.name != "Paris"
    return next((name for name in names if (name.place.kind != "town") == area), names[0])


def _is_meant(name: _Name, words: tuple[str, ...], index: int, capital: bool) -> bool:
    before = words[:index]
    last = before[-1] if before else ""
    if last in _NO_TOWN_AFTER.get(words[index], ()):
        return False
    if not name.mark:
        return True
    if name.place.kind == "town":
        return _town_is_meant(name, before, capital) or (
            name.mark == "common" and _alone(name, words, index)
        )
    if last == "du" and _NO_DEPARTMENT_AFTER.intersection(before[-2:-1]):
        return False
    led = last in _BEFORE_AREA or (last in _ARTICLES and before[-2:-1] == ("dans",))
    return capital if name.mark == "rare" else capital or led


def _town_is_meant(name: _Name, before: tuple[str, ...], capital: bool) -> bool:
    last = before[-1] if before else ""
    if name.mark == "common":
        return capital or name.preposed or last in _BEFORE_TOWN
    if before[-2:] in (("ville", "de"), ("ville", "d")):
        return True
    if name.words == ("orange",):
        return last == "a" and not any(_OPERATOR.match(word) for word in before)
    return capital and (last == "a" or name.preposed)


def _alone(name: _Name, words: tuple[str, ...], index: int) -> bool:
    """« et Nice ? » asks about the town, « nice ! » does not."""
    before = words[:index]
    return bool(before) and _OPENINGS.issuperset(before) and len(words) == index + len(name.words)


def _words(name: str) -> tuple[str, ...]:
    plain = folded(name.replace("’", "'"))
    return tuple(_SHORT_SPELLINGS.get(word, word) for word in _WORD.findall(plain))


@dataclass(frozen=True)
class _Gazetteer:
    by_words: dict[tuple[str, ...], tuple[_Name, ...]]
    by_code: dict[str, Place]


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    with _TABLE.open(encoding="utf-8") as table:
        rows = list(csv.reader((line for line in table if line[0] != "#"), delimiter="\t"))
    departments = {code: name for kind, name, _, code, _, _ in rows if kind == "department"}
    names: list[_Name] = []
    by_name: dict[str, Place] = {}
    by_code: dict[str, Place] = {}
    for kind, name, article, code, region, mark in rows:
        if kind == "usual":
            place = by_name[code]  # the column of the department holds the name that is meant
        else:
            place = Place(name, _kind(kind), departments.get(code, ""), region, article)
            if kind == "town" or name not in by_name:
                by_name[name] = place
            if kind == "department":
                by_code[code] = place
        names += _spellings(name, place, _mark(mark))
    by_words: dict[tuple[str, ...], list[_Name]] = {}
    for entry in sorted(names, key=lambda entry: (-len(entry.words), entry.place.kind != "town")):
        by_words.setdefault(entry.words[:1], []).append(entry)
    return _Gazetteer({words: tuple(found) for words, found in by_words.items()}, by_code)


def _spellings(name: str, place: Place, mark: _Mark) -> Iterator[_Name]:
    for spelling in dict.fromkeys((name, name.replace("œ", "oe"))):
        words = _words(spelling)
        yield _Name(words, place, mark)
        if len(words) > 1:
            for contracted in _CONTRACTED.get(words[0], ()):
                yield _Name((contracted, *words[1:]), place, mark, preposed=True)


def _kind(word: str) -> Kind:
    kinds: dict[str, Kind] = {"town": "town", "department": "department", "region": "region"}
    return kinds[word]


def _mark(word: str) -> _Mark:
    marks: dict[str, _Mark] = {"": "", "common": "common", "rare": "rare"}
    return marks[word]
