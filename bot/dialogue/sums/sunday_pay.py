"""What hours on Sundays and holidays bring where they are paid more: « 5h chaque dimanche ? ».

Pure functions; how much more is a value of a fact, the words stand in content/sums.yml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.content.models import Fact
from bot.content.sums import SUM_LIMIT, Sums
from bot.content.values import CurrentValues
from bot.dialogue.cues import cued
from bot.dialogue.sums.requests import names_pay
from bot.dialogue.sums.results import Sum
from bot.dialogue.sums.sum_request import SumRequest
from bot.dialogue.sums.wording import Line, Wording, in_french, money
from bot.text.numbers import Number
from bot.text.numerals import digits_of
from bot.text.typography import typeset

_DAYS = re.compile(r"\b(?P<n>\d{1,2}) (?:dimanches?|jours? feries?|feries?)\b")
_EACH = Decimal(4)  # Sundays of a month, where each is worked: some months have a fifth
_MOST_DAYS = 5


@dataclass(frozen=True)
class SundayRequest:
    """So many hours on each of so many days; None where each Sunday is meant."""

    hours: Decimal
    days: Decimal | None


def sundays_asked(
    text: str,
    numbers: Sequence[Number],
    told: Collection[str],
    before: SumRequest | None,
    sums: Sums,
    goes_on: bool = False,
) -> SundayRequest | None:
    """Return the Sundays whose pay a message asks to work out, or None.

    `numbers` are those of the message, `told` the facts of the conversation: who was not told that
    Sundays are paid double, and does not say so, asks for something else. `before` is what was
    worked out last: « le dimanche c'est double ! » asks for its hours anew. `goes_on` tells that
    it follows such a sum: « et deux dimanches de 7h ? » asks for another.
    """
    doubled = cued("paid_double", text)
    if not cued("sunday", text) or not (doubled or sums.sundays.fact in told):
        return None
    hours = [number.amount for number in numbers if number.unit == "hours"]
    if not hours and doubled and before is not None and before.hours is not None:
        return SundayRequest(before.hours, None if before.hours_per == "week" else Decimal(1))
    asks = goes_on or names_pay(text) or doubled or cued("how_much", text)
    if not hours or not asks:
        return None
    days, each = _days(text), min(hours)
    if {*hours} - {each, each * (days or 1)}:
        return None  # « 20h la semaine et 5h le dimanche » is more than this reckons
    return SundayRequest(each, days)


def sundays_paid(
    request: SundayRequest, sums: Sums, facts: Iterable[Fact], today: date
) -> Sum | None:
    """Return what the hours bring more and in all, by the values in force on a day, or None."""
    values, texts, rule = CurrentValues(facts, today), sums.texts, sums.sundays
    extra, smic = values.named(rule.rate, rule.fact), values.named(sums.amounts.hour)
    within = 0 < request.hours <= sums.longest_day and 0 < (request.days or 1) <= _MOST_DAYS
    if extra is None or smic is None or not within:
        return None
    more = extra[1].exact / 100
    days = request.days or Decimal(1)
    line = Line((), smic[0], smic[1], "", facts=(smic[0].id, extra[0].id))
    hours = texts.hours_one if request.hours < 2 else texts.hours_many
    lead = texts.sunday_hours.format(hours=hours.format(count=in_french(request.hours)))
    line = line.times(lead, in_french(request.hours), request.hours)
    if days != 1:
        line = line.times(texts.sunday_days.format(days=in_french(days)), in_french(days), days)
    line = line.times("", f"{in_french(more * 100)} %", more)
    words = Wording(sums)
    in_all = money((line.amount * (1 + more) / more).quantize(Decimal("0.01"), ROUND_HALF_UP))
    said = words.dated(texts.sunday_more.format(line=words.line(line), total=in_all), line)
    month = line.amount * _EACH
    each = texts.sunday_month.format(days=in_french(_EACH), amount=money(month))
    text = typeset(" ".join(filter(None, (said, "" if request.days else each, rule.note))))
    return Sum(text, line.facts, line.amount) if len(text) <= SUM_LIMIT else None


def _days(text: str) -> Decimal | None:
    found = _DAYS.search(digits_of(text))
    return Decimal(found["n"]) if found else None
