"""For which ages a text says that something is: « pour les 16-25 ans », « d'au moins 60 ans ».

Plain functions of text. « Avant 26 ans, un étudiant… » says one thing of some and is no bound.
"""

from __future__ import annotations

import re

from bot.text.numbers import numbers_in
from bot.text.words import folded

_AGE = r"(\d\d)"
_BETWEEN = re.compile(rf"(?:\b(?:de|des|les|entre) ?)?\b{_AGE}(?: ?[-–] ?| a | et ){_AGE} ans\b")
_BELOW = re.compile(rf"\b(?:aux|pour les|reserve\w* aux|ouvert\w* aux|les) moins de {_AGE} ans\b")
_FROM = re.compile(rf"\b(?:d'au moins|a partir de|des|ouvert\w* des|les plus de) {_AGE} ans\b")
_OLDEST = 99


def ages_in(text: str) -> tuple[int, int] | None:
    """Return the youngest and the oldest whom a text speaks of, or None unless it is one range."""
    plain = folded(text.replace("’", "'").replace("\u00a0", " "))
    found = {(int(first), int(last)) for first, last in _BETWEEN.findall(plain)}
    found |= {(0, int(limit) - 1) for limit in _BELOW.findall(plain)}
    found |= {(int(limit), _OLDEST) for limit in _FROM.findall(plain)}
    return found.pop() if len(found) == 1 else None


def takes_months_for_years(text: str, asks: str) -> bool:
    """Tell whether « j'ai 13 mois » would be answered as « J'ai 13 ans ? »."""
    said, meant = numbers_in(text), numbers_in(asks)
    months = {number.amount for number in said if number.unit == "months"}
    if any(number.unit == "age" for number in said):
        return False
    return any(number.unit == "age" and number.amount in months for number in meant)
