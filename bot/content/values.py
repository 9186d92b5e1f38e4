"""The values of facts that stand on a day, and the texts of content/ in which they are said."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.content.models import Fact, Value
from bot.text.typography import date_in_words

_Entry = TypeVar("_Entry", bound=BaseModel)


class CurrentValues:
    """The values of facts that may be computed with on a day."""

    def __init__(self, facts: Iterable[Fact], today: date) -> None:
        self._facts = tuple(facts)
        self._today = today.isoformat()

    def named(self, name: str, fact: str = "") -> tuple[Fact, Value] | None:
        """Return the value of that name in force, of any fact or of `fact` and what replaced it.

        Of several the latest begun; None when there is none, or when its fact is past `review_by`:
        an older value is not said in its place.
        """
        family = self._replacing(fact)
        standing = [
            (held, value)
            for held in self._facts
            if not family or held.id in family
            for value in held.values
            if value.name == name and self._stands(value)
        ]
        if not standing:
            return None
        held, value = max(standing, key=lambda pair: (pair[1].since, bool(pair[0].supersedes)))
        due = held.review_by or self._today
        return (held, value) if due >= self._today[: len(due)] else None

    def said(self) -> dict[str, str]:
        """Return what a text of content/ may name of the values that have begun, in words.

        « {smic_month} » and « {smic_month_since} »: said with its date, a value stays true after
        its fact is due for review.
        """
        latest: dict[str, Value] = {}
        for value in (value for fact in self._facts for value in fact.values):
            begun = value.name.isidentifier() and "" < value.since <= self._today
            if begun and value.since >= latest.get(value.name, value).since:
                latest[value.name] = value
        amounts = {name: _amount(value.exact) for name, value in latest.items()}
        months = {
            f"{name}_since": date_in_words(value.since[: len("2026-06")])
            for name, value in latest.items()
        }
        return {f"{{{name}}}": words for name, words in (amounts | months).items()}

    def _stands(self, value: Value) -> bool:
        # A month alone (« 2026-06 ») begins with its first day and ends with its last.
        until = value.until or self._today
        return value.since <= self._today and until >= self._today[: len(until)]

    def _replacing(self, fact: str) -> set[str]:
        family = {fact} if fact else set()
        while newer := {
            held.id for held in self._facts if held.supersedes in family and held.id not in family
        }:
            family |= newer
        return family


def filled(entry: _Entry, said: Mapping[str, str]) -> _Entry:
    """Return a record of content/ with the values that its texts name, itself without any."""
    changed = {name: new for name, value in entry if (new := _filled(value, said)) is not value}
    return type(entry).parse_obj({**dict(entry), **changed}) if changed else entry


def _filled(value: Any, said: Mapping[str, str]) -> Any:
    if isinstance(value, BaseModel):
        return filled(value, said)
    if isinstance(value, list):
        entries = [_filled(each, said) for each in value]
        return entries if any(map(operator.is_not, entries, value)) else value
    if isinstance(value, dict):
        entries = [_filled(each, said) for each in value.values()]
        same = not any(map(operator.is_not, entries, value.values()))
        return value if same else dict(zip(value, entries, strict=True))
    if not isinstance(value, str) or "{" not in value:
        return value
    text = value
    for name, words in said.items():
        text = text.replace(name, words)
    return value if text == value else text


def _amount(amount: Decimal) -> str:
    """Return an amount as French writes it: « 1 867,02 », « 22 404 »."""
    number = amount.normalize()
    decimals = -int(number.as_tuple().exponent)
    written = f"{number:,.{max(2, decimals) if decimals > 0 else 0}f}"
    return written.replace(",", " ").replace(".", ",")
