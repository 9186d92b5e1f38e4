"""Whose rate a sum is worked out at: « les 27 % à 17 ans » names it, and no part of a full time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.content.sums import Rate, Sums
from bot.content.values import CurrentValues
from bot.dialogue.cues import cued
from bot.dialogue.sums.sum_request import SumRequest

_OF_AGE = 18
_OLDEST = 29  # an older visitor asks for somebody else, who learns the job

# The rates of a contract, and what each supposes of it.
_SUPPOSED: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "adult": {"minor": {}},
    "apprentice": {f"apprentice_{year}": {"contract_year": year} for year in (1, 2, 3)},
    "pro_contract": {
        "pro_contract": {"bac_pro": False},
        "pro_contract_bac_pro": {"bac_pro": True},
    },
    "intern": {},
}


def at_their_age(request: SumRequest, age: int | None, text: str) -> SumRequest:
    """Return a request with the age that the visitor told before, where pay depends on it.

    `text` is what they ask now: of somebody else nothing is known.
    """
    if request.age is not None or age is None or age > _OLDEST or cued("someone_else", text):
        return request
    by_age = request.worker in ("apprentice", "pro_contract") or age < _OF_AGE
    return replace(request, age=age) if by_age and request.worker != "intern" else request


def with_named_rate(request: SumRequest, sums: Sums, values: CurrentValues) -> SumRequest:
    """Return a request whose percentage, where it is a rate of the contract, is no part time.

    It tells the year of the contract at the age that is known; of no age it is the share wanted.
    """
    percent = request.percent
    grown = request.worker == "adult" and (request.age is None or request.age >= _OF_AGE)
    rates = {} if grown else {key: sums.rates[key] for key in _SUPPOSED[request.worker]}
    held = {amount for rate in rates.values() for amount in _amounts(rate, values)}
    if percent is None or percent not in held:
        return request
    if request.age is None:
        return replace(request, of_smic=True)
    supposed = [
        _SUPPOSED[request.worker][key]
        for key, rate in rates.items()
        if _amount(rate, rate.value_at(request.age), values) == percent
    ]
    request = replace(request, percent=None, of_smic=False)
    fits = [replace(request, **each) for each in supposed]
    return request if request in fits or not fits else fits[0]


def _amounts(rate: Rate, values: CurrentValues) -> set[Decimal]:
    found = (_amount(rate, name, values) for name in rate.from_age.values())
    return {amount for amount in found if amount is not None}


def _amount(rate: Rate, name: str | None, values: CurrentValues) -> Decimal | None:
    held = values.named(name, rate.fact) if name else None
    return held[1].exact if held else None
