"""The figures of a French text: what a fact must vouch for.

A figure is a number (« 78 », « 7 000 », « 1,3 million ») or a month with its year (« août 2026 »).
Small numbers in letters (« trois questions ») are prose, not figures.
"""

from __future__ import annotations

import re
from decimal import Decimal

_MONTHS = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
_SPACES = "[ \u00a0\u202f]"
_SCALES = {"mille": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?<![\d,.])(\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!\d)|\d+)([.,]\d+)?"
    rf"(?:{_SPACES}(mille|million|milliard)s?\b)?"
)
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)}){_SPACES}(\d{{4}})", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
# A telephone number is one figure, however its digits are grouped.
_PHONE = re.compile(rf"(?<!\d)0{_SPACES}?\d(?:{_SPACES}?\d{{2,3}}){{2,4}}(?!\d)")
_SHORT_PHONE = re.compile(rf"(?<![\d,]){_SPACES}?(\d\d){_SPACES}(\d\d)(?!\d|,\d|{_SPACES}\d)")
_ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|eu)\b\S*")


def figures(text: str) -> set[str]:
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
        found.update({f"{_MONTHS[int(month) - 1]} {year}", year})
        if day:
            found.add(str(int(day)))
        return " "

    text = _ISO_MONTH.sub(take_month, text)
    text = _SHORT_PHONE.sub(take_phone, _PHONE.sub(take_phone, text))
    found.update(f"{month.lower()} {year}" for month, year in _MONTH_YEAR.findall(text))
    for whole, decimals, scale in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", whole) + decimals.replace(",", ".")
        found.add(_canonical(Decimal(digits) * _SCALES.get(scale, 1)))
    return found


def unsupported_figures(text: str, sources: list[str]) -> list[str]:
    """Return the figures of `text` that stand in none of `sources`, sorted."""
    known: set[str] = set().union(*(figures(source) for source in sources))
    return sorted(figures(text) - known)


def _canonical(number: Decimal) -> str:
    return format(number.normalize(), "f")
