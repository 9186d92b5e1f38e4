"""The sum before, wanted again with another number: « fais pareil pour 20 »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.dialogue.cues import cued
from bot.dialogue.sums.requests import changed, request_in
from bot.dialogue.sums.sum_request import SumRequest
from bot.text.forms import is_elliptic
from bot.text.numbers import Number, Unit, numbers_in
from bot.text.numerals import digits_of
from bot.text.words import folded

# A number of no unit, that nothing is counted by: « pour 20 », « avec 25 alors ».
_BARE = re.compile(
    r"\b(?:pour|avec|sur|a|de|fais|mets) (?P<n>\d{1,2}(?:[.,]5)?)"
    r"(?= *(?:$|[.,;:!?)]|(?:alors|stp|svp|du coup|plutot|cette fois|maintenant|au lieu|par sem\w*"
    r"|la semaine|en tout|au total|merci)\b))"
)
_LEAST_AGE = 13


def same_sum(text: str, numbers: Sequence[Number], before: SumRequest) -> SumRequest | None:
    """Return the sum before with the number that a message names for it, or None.

    `numbers` are those of the message. The number of the sum before may be named too: « tu l'as
    fait pour 12h, fais pareil pour 20 ».
    """
    new = _new_number(text, numbers, before)
    if new is None:
        return None
    plain = folded(text.replace("’", "'"))
    others = [number for number in numbers if number.unit != new.unit]
    request = request_in(text, (*others, new))
    if request is None:
        return None
    return changed(before, replace(request, overtime=before.overtime), plain, (*others, new))


def asks_the_same(text: str) -> bool:
    """Tell whether a message plainly wants a sum done again."""
    return cued("same_sum", text) is not None


def may_go_on(text: str, just_worked_out: bool) -> bool:
    """Tell whether a message that asks for no sum by itself may go on from a recent one.

    By a bare number right after it, « et pour 20 ? », or by hours and what they would earn.
    """
    numbers = numbers_in(text)
    if any(number.unit in ("hours", "percent") for number in numbers):
        return cued("would_earn", text) is not None
    return just_worked_out and not numbers and is_elliptic(text)


def _new_number(text: str, numbers: Sequence[Number], before: SumRequest) -> Number | None:
    unit, known = _told(before)
    plain = digits_of(text)
    bare = [Decimal(found["n"].replace(",", ".")) for found in _BARE.finditer(plain)]
    if bare and bare[-1] != known and (unit != "age" or bare[-1] >= _LEAST_AGE):
        return Number(bare[-1], unit)
    named = [number for number in numbers if number.unit == unit and number.amount != known]
    return named[-1] if named else None


def _told(before: SumRequest) -> tuple[Unit, Decimal | None]:
    """Return what the sum before was counted by, hours if nothing, and how many."""
    if before.hours is None and before.percent is not None:
        return "percent", before.percent
    if before.hours is None and before.age is not None:
        return "age", Decimal(before.age)
    return "hours", before.hours
