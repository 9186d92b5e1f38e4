"""The figures of a French text: what a fact must vouch for.

A figure is a number (« 78 », « 7 000 », « 1,3 million », « quatre-vingts ») or a month and its year
(« août 2026 »). Small numbers in letters (« trois questions ») are prose, unless they are an amount
(« dix euros », « dix pour cent »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bot.text.typography import MONTHS

_SPACES = "[ \u00a0\u202f]"
_SCALES = {"mille": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?<![\d,.])(\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!\d)|\d+)([.,]\d+)?"
    rf"(?:{_SPACES}(mille|million|milliard)s?\b)?"
)
_MONTH_YEAR = re.compile(rf"\b({'|'.join(MONTHS)}){_SPACES}(\d{{4}})", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
# A telephone number is one figure, however its digits are grouped.
_PHONE = re.compile(rf"(?<!\d)0{_SPACES}?\d(?:{_SPACES}?\d{{2,3}}){{2,4}}(?!\d)")
_SHORT_PHONE = re.compile(rf"(?<![\d,]){_SPACES}?(\d\d){_SPACES}(\d\d)(?!\d|,\d|{_SPACES}\d)")
_ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|eu)\b\S*")

# --- Numbers in letters ---------------------------------------------------------------------------

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_WORTH = {**{word: value for value, word in enumerate(_SMALL)}, "une": 1, **_TENS}
_GREAT = {name + s: value for name, value in _SCALES.items() for s in ("", "s")} | {"cents": 100}
_FREE = len(_SMALL) - 1  # the greatest number that prose may spell out
_WORD = "(?:" + "|".join(sorted([*_WORTH, *_GREAT, "cent"], key=len, reverse=True)) + ")"
_JOIN = rf"(?:-|{_SPACES}|(?:-|{_SPACES})et(?:-|{_SPACES})(?=une?\b|onze\b))"
_IN_LETTERS = re.compile(
    rf"(?<![\w-])(?<!\d{_SPACES})(?<!pour{_SPACES})({_WORD}(?:{_JOIN}{_WORD})*)(?![\w-])"
    rf"(?P<amount>{_SPACES}(?:euros?|centimes?|€|%|pour{_SPACES}cent\b))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)  # all texts and facts: each is looked at again when a fact changes
def figures(text: str) -> frozenset[str]:
    """Return the figures of `text` in one canonical spelling each: « 7 000 » gives « 7000 »."""
    text = _ADDRESS.sub(" ", text)
    found: set[str] = set()

    def take_phone(match: re.Match[str]) -> str:
        found.add(re.sub(r"\D", "", match.group()))
        return " "

    def take_month(match: re.Match[str]) -> str:
        year, month, day = match.groups()
        if not 1 <= int(month) <= 12:
            return match.group()
        found.update({f"{MONTHS[int(month) - 1]} {year}", year})
        if day:
            found.add(str(int(day)))
        return " "

    text = _ISO_MONTH.sub(take_month, text)
    text = _SHORT_PHONE.sub(take_phone, _PHONE.sub(take_phone, text))
    found.update(f"{month.lower()} {year}" for month, year in _MONTH_YEAR.findall(text))
    for whole, decimals, scale in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", whole) + decimals.replace(",", ".")
        found.add(_canonical(Decimal(digits) * _SCALES.get(scale, 1)))
    return frozenset(found | set(_in_letters(text)))


def unsupported_figures(text: str, sources: list[str]) -> list[str]:
    """Return the figures of `text` that stand in none of `sources`, sorted."""
    known: set[str] = set().union(*(figures(source) for source in sources))
    return sorted(figures(text) - known)


def _in_letters(text: str) -> Iterator[str]:
    for match in _IN_LETTERS.finditer(text):
        words = re.findall(_WORD, match[1].lower())
        if words[0] in _GREAT and words[0] != "mille":  # « des millions »: no number before
            continue
        value = _worth(words)
        if value > _FREE or (match["amount"] and value > 1):
            yield str(value)


def _worth(words: list[str]) -> int:
    whole, below = 0, 0  # what is counted already, and what stands before the next scale
    for word in words:
        if word.startswith("cent"):
            below = max(below, 1) * 100
        elif word in _GREAT:
            whole, below = whole + max(below, 1) * _GREAT[word], 0
        elif word.startswith("vingt") and below % 100 == 4:
            below += 76  # quatre-vingts
        else:
            below += _WORTH[word]
    return whole + below


def _canonical(number: Decimal) -> str:
    return format(number.normalize(), "f")
