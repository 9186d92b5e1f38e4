"""The number that a title supposes of who asks: « Avant 16 ans », « Plus de cinq salariés ».

Plain functions of text. A number that only counts something, « Six ans d'ancienneté », is no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.text.numerals import in_digits
from bot.text.words import REMEMBERED, folded

Counted = Literal["age", "hours_a_day", "staff"]

COUNTED: dict[Counted, str] = {
    "age": r"(?P<{n}>\d{{2}}) ?ans\b(?! d['e]| pendant)",
    "hours_a_day": r"(?P<{n}>\d{{1,2}}(?:[.,]\d)?) ?(?:h|heures?) ?(?:de travail )?"
    r"(?:par jour|/ ?j(?:our)?\b|la journee)",
    "staff": r"(?P<{n}>\d{{1,3}}) ?(?:salarie|employe)e?s?\b",
}
_BELOW = r"\b(?:avant|moins de|jusqu'a)"
# « Combien de plus de 55 ans » asks of others.
_ABOVE = r"(?<!\bcombien de )\b(?:plus de|apres|au[ -]dela de)"
_FROM = r"\b(?:des|a partir de|au moins)"
_EXACT = r"(?<!\by )\b(?:a|j'ai|tu as|vous avez) "
_OF_AGE = re.compile(
    r"(?P<minor>(?<!des )(?<!les )\bmineure?s?\b|\bpas (?:encore )?majeure?s?\b)|\bmajeure?s?\b"
)
_MAJORITY = Decimal(18)
_AGES = re.compile(r"(?<![\d,.])(\d\d)(?= (?:ans\b|(?:ou|et|a) \d\d ans\b))")
_MOST = Decimal(1000)
_LESS = Decimal("0.01")  # than any number that is told
_GROWN = 25  # years: of a bound beyond, who is near it may ask already
_NEAR = Decimal("0.1")  # of the bound


@dataclass(frozen=True)
class Bound:
    """From `least` to `most` of what is counted, both fit, and `also` do; `named` says which."""

    counted: Counted
    least: Decimal
    most: Decimal
    named: frozenset[Decimal]
    also: frozenset[Decimal] = frozenset()

    def fits(self, number: Decimal) -> bool:
        """Tell whether a number is one that the title supposes."""
        return self.least <= number <= self.most or number in self.also

    def meets(self, other: Bound) -> bool:
        """Tell whether some number lies within both."""
        return self.least <= other.most and other.least <= self.most


@lru_cache(maxsize=4096)  # of our answers: no visitor's words are kept
def bound_in(title: str, answer: str) -> Bound | None:
    """Return what a title supposes of a number of its reader, or None.

    An age alone, « À 26 ans », may be but an example: it counts where the answer names it too.
    """
    plain, said = _plain(title), _plain(answer)
    for counted in COUNTED:
        found = _range(plain, said, counted) or _limit(plain, counted)
        if found:
            return found
    return _exact(plain, said) or by_majority(title)


def limits(text: str, counted: Counted) -> bool:
    """Tell whether a text names no number but what is above or below one: « moins de 16 ans »."""
    return _limit(_plain(text), counted) is not None


def counted_in(text: str, counted: Counted) -> tuple[Decimal, ...]:
    """Return the numbers of a kind that a text names, however they are meant."""
    found = re.finditer(rf"(?<![\d,.]){_of(counted, 'n')}", _plain(text))
    return tuple(_number(match["n"]) for match in found)


@lru_cache(REMEMBERED)
def by_majority(text: str) -> Bound | None:
    """Return the ages of whom a text calls « mineur » or « majeur », None where it does neither."""
    found = _OF_AGE.search(_plain(text))
    if found is None:
        return None
    least, most = (Decimal(0), _MAJORITY - _LESS) if found["minor"] else (_MAJORITY, _MOST)
    return Bound("age", least, most, frozenset((_MAJORITY,)))


def _range(plain: str, said: str, counted: Counted) -> Bound | None:
    """Read « 16 ou 17 ans », with the numbers that the answer speaks of as well."""
    found = re.search(rf"\b(?P<least>\d+) ?(?:ou|a|et|-) ?{_of(counted, 'most')}", plain)
    if found is None:
        return None
    least, most = _number(found["least"]), _number(found["most"])
    also = frozenset(map(Decimal, _AGES.findall(said))) if counted == "age" else frozenset()
    return Bound(counted, _before(least, counted), most, frozenset((least, most)), also)


def _limit(plain: str, counted: Counted) -> Bound | None:
    """Read « avant 16 ans », « plus de cinq salariés », « dès 60 ans »."""
    kinds = f"(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})|{_FROM})"
    found = re.search(rf"{kinds} {_of(counted, 'n')}", plain)
    if found is None:
        return None
    number = _number(found["n"])
    if found["below"]:
        return Bound(counted, Decimal(0), number - _LESS, frozenset((number,)))
    least = _before(number, counted)
    if found["above"] and counted != "age":  # « plus de 29 ans » is said at 29 as well
        least += _LESS
    return Bound(counted, least, _MOST, frozenset((number,)))


def _exact(plain: str, said: str) -> Bound | None:
    """Read « à 26 ans », with the years beside it, where the answer rests on that age."""
    found = re.search(_EXACT + _of("age", "n"), plain)
    if found is None or re.search(rf"\b{found['n']} ans\b", said) is None:
        return None
    age = _number(found["n"])
    return Bound("age", age - 1, age + 1, frozenset((age,)))


def _before(number: Decimal, counted: Counted) -> Decimal:
    """Return from which number a bound concerns people: nobody asks at 50 of what begins at 50."""
    grown = counted == "age" and number > _GROWN
    return number * (1 - _NEAR) if grown else number


def _of(counted: Counted, name: str) -> str:
    return COUNTED[counted].format(n=name)


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _plain(text: str) -> str:
    return in_digits(folded(text.replace("’", "'").replace("\u00a0", " ")))
