"""The bonus at the end of a fixed term or of an agency mission, on a visitor's own figures.

« 10 % de quoi ? moi j'ai 1820 brut et 4 mois » : 1 820 € × 4 × 10 %. Pure functions; the share is a
value of a fact, the words stand in content/sums.yml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.content.models import Fact
from bot.content.sums import SUM_LIMIT, EndBonus, Sums
from bot.content.values import CurrentValues
from bot.dialogue.cues import cued
from bot.dialogue.sums.arithmetic import number_shown, value_of
from bot.dialogue.sums.hourly_pay import hourly_pay
from bot.dialogue.sums.pays import pays_in
from bot.dialogue.sums.requests import request_in
from bot.dialogue.sums.results import Sum, minimum_pay
from bot.dialogue.sums.sum_request import SumRequest
from bot.dialogue.sums.wording import in_french
from bot.text.forms import form_of, is_elliptic
from bot.text.numbers import Number
from bot.text.typography import typeset
from bot.text.words import folded

FIXED_TERM, AGENCY = "fixed_term", "agency"  # the keys of content/sums.yml

_MOST_IN_ALL = 100_000  # euros for a whole contract
_LONGEST = 36  # months
_MOST_TOLD = 9  # words that tell a pay and a time, and hardly anything else
# « 3 mois à 12,31 »: a pay of an hour by its cents.
_BY_THE_HOUR = re.compile(r"\b(?:a|de|paye\w*) (?P<n>\d\d?[.,]\d\d?)(?![\d%]| ?(?:%|h\b|heures))")
_A_YEAR = re.compile(r"\b(?:un|1) an\b")
_SMIC = re.compile(r"\bsmi[cg]")
_IN_ALL = re.compile(r"\b(?:en tout|au total|total|sur tout le contrat)\b")
# « 5600 sur les trois mois, ça fait 560 ? »: what the visitor found is no pay.
_FOUND = re.compile(
    r"\b(?:[cç]a|cela) (?:me |nous )?(?:fait|ferait|donne|donnerait) (?:bien |donc )*\d.*$",
    re.IGNORECASE,
)
_OVER_MONTHS = re.compile(r"\b(?:sur|pour|pendant) (?:les|mes|ces) \w+ mois\b")  # pay of them all
_ASKS_ELSE = frozenset(("why", "when", "where", "who"))


@dataclass(frozen=True)
class BonusRequest:
    """Of which contract, on which pay (None: the Smic of `job`), for how many months (None: one).

    `in_all` tells that the pay is that of the whole contract, `hourly` that it is of an hour.
    """

    contract: str
    pay: Decimal | None
    months: Decimal | None = None
    in_all: bool = False
    job: SumRequest = field(default_factory=SumRequest)
    hourly: bool = False

    def written(self) -> str:
        """Return the request as it is remembered from one message to the next."""
        known = {"pay": self.pay and str(self.pay), "months": self.months and str(self.months)}
        return json.dumps({"bonus": self.contract, "hourly": self.hourly, **known})


def contract_meant(text: str, told: Collection[str], sums: Sums) -> str | None:
    """Return the contract whose bonus a message is about, or None: named, or `told` of last.

    `told` are the facts of the last answer.
    """
    last = next((key for key, bonus in sums.end_bonuses.items() if _is_told(bonus, told)), None)
    if last is None and not cued("end_bonus", text):
        return None
    if cued("agency", text):
        return AGENCY
    return FIXED_TERM if last is None or cued("fixed_term", text) else last


def bonus_asked(
    text: str, numbers: Sequence[Number], contract: str, before: str = ""
) -> BonusRequest | None:
    """Return what a message on the bonus of a contract asks to work out, or None.

    `numbers` are those of the message, `before` is what was worked out just before, as written.
    """
    known = json.loads(before) if before else {}
    earlier = known if "bonus" in known and is_elliptic(text) else {}
    if form_of(text) in _ASKS_ELSE or not (earlier or _asks(text, numbers)):
        return None
    request = _told(text, numbers, contract)
    if request is None:
        return None
    if earlier and (request.pay or request.months):
        pay, months = (earlier[name] and Decimal(earlier[name]) for name in ("pay", "months"))
        hourly = request.hourly or (request.pay is None and bool(earlier.get("hourly")))
        request = replace(request, hourly=hourly, months=request.months or months)
        return replace(request, pay=request.pay or pay)
    of_smic = request.months and _SMIC.search(folded(text))
    return request if request.pay or of_smic else None


def bonus_of(request: BonusRequest, sums: Sums, facts: Iterable[Fact], today: date) -> Sum | None:
    """Return the bonus by the values in force on a day, or None."""
    facts = tuple(facts)
    bonus = sums.end_bonuses[request.contract]
    share = CurrentValues(facts, today).named(bonus.rate, bonus.fact)
    pay = _pay(request, sums, facts, today)
    if share is None or pay is None:
        return None
    rate, months = share[1].exact, request.months or Decimal(1)
    total = (pay.amount * months * rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    times = [in_french(months)] if months != 1 else []
    operation = " × ".join((pay.written, *times, f"{in_french(rate)} %"))
    line = sums.texts.undated.format(line=_said(request, rate, operation, total, sums))
    one_month = not (request.months or request.in_all)
    text = typeset(f"{line} {sums.texts.bonus_times if one_month else bonus.note}")
    text = text if len(text) <= SUM_LIMIT else typeset(line)
    return Sum(text, (share[0].id, *pay.facts), total) if len(text) <= SUM_LIMIT else None


def rates_of_bonuses(sums: Sums, facts: Iterable[Fact], today: date) -> frozenset[Decimal]:
    """Return the shares that a message may name of a bonus: « 10 % » is no part of a full time."""
    values = CurrentValues(facts, today)
    held = (values.named(bonus.rate, bonus.fact) for bonus in sums.end_bonuses.values())
    return frozenset(each[1].exact for each in held if each)


def _is_told(bonus: EndBonus, told: Collection[str]) -> bool:
    return not {bonus.fact, *bonus.near}.isdisjoint(told)


def _asks(text: str, numbers: Sequence[Number]) -> bool:
    """Tell whether a message asks for the amount, or tells but the figures to reckon with."""
    if cued("other_bonus", text):
        return False
    timed = _months(text, numbers) is not None
    share = any(number.unit == "percent" for number in numbers)
    named = share or cued("bonus", text) is not None
    if cued("how_much", text) or cued("of_what", text) or share:
        return named or ((timed or bool(pays_in(text))) and not cued("other_pay", text))
    asks = text.rstrip().endswith("?") and form_of(text) == "open" and named
    return timed and (asks or len(text.split()) <= _MOST_TOLD)


def _months(text: str, numbers: Sequence[Number]) -> Decimal | None:
    told = {number.amount for number in numbers if number.unit == "months"}
    if not told and _A_YEAR.search(folded(text)):
        return Decimal(12)
    return told.pop() if len(told) == 1 else None


def _told(text: str, numbers: Sequence[Number], contract: str) -> BonusRequest | None:
    """Return the figures that a message names; None of several pays, or of a net one."""
    text = _FOUND.sub("", text)
    pays = pays_in(text, loosely=True, most=_MOST_IN_ALL)
    months = _months(text, numbers)
    job = request_in(text, [number for number in numbers if number.unit != "percent"])
    if len(pays) > 1 or (pays and pays[0].kind == "net") or (months or 1) > _LONGEST or job is None:
        return None
    if not pays and (of_an_hour := _hourly(text)):
        return BonusRequest(contract, of_an_hour, months, hourly=True, job=job)
    plainly = folded(text)
    over_months = _OVER_MONTHS.search(plainly) is not None
    whole = over_months or (months is None and _IN_ALL.search(plainly) is not None)
    in_all = bool(pays) and whole
    months = None if in_all else months
    job = replace(job, per="month", net=False)
    return BonusRequest(contract, pays[0].amount if pays else None, months, in_all, job)


def _hourly(text: str) -> Decimal | None:
    found = hourly_pay(text) or _BY_THE_HOUR.search(folded(text))
    return value_of(found["n"]) if found else None


@dataclass(frozen=True)
class _MonthlyPay:
    written: str
    amount: Decimal
    facts: tuple[str, ...] = ()


def _pay(
    request: BonusRequest, sums: Sums, facts: Iterable[Fact], today: date
) -> _MonthlyPay | None:
    if request.pay is not None and request.hourly:
        return _monthly(request.pay, request.job, sums, CurrentValues(facts, today))
    if request.pay is not None:
        return _MonthlyPay(f"{number_shown(request.pay)} €", request.pay)
    line = minimum_pay(request.job, sums, facts, today)
    return _MonthlyPay(line.operation, line.amount, line.facts) if line else None


def _monthly(
    pay: Decimal, job: SumRequest, sums: Sums, values: CurrentValues
) -> _MonthlyPay | None:
    """Return the pay of a month at so much an hour: of a full time, or of the hours of a week."""
    held, full = values.named(sums.amounts.full_month), sums.full_time_hours
    if held is None:
        return None
    month = held[1].exact
    written, amount = f"{number_shown(pay)} € × {in_french(month)}", pay * month
    if (hours := _week(job, sums)) != full:
        written, amount = (
            f"{written} × {in_french(hours)} ÷ {in_french(full)}",
            amount * hours / full,
        )
    return _MonthlyPay(written, amount, (held[0].id,))


def _said(request: BonusRequest, rate: Decimal, operation: str, total: Decimal, sums: Sums) -> str:
    """Return the sum in words: what it is a share of, for how long, and of which contract."""
    texts, months = sums.texts, request.months
    lead = texts.bonus_of.format(rate=in_french(rate))
    if months:
        lead = f"{lead}, {texts.bonus_months.format(months=in_french(months))}"
    if request.hourly:
        hours = texts.hours_week.format(
            hours=texts.hours_many.format(count=in_french(_week(request.job, sums)))
        )
        lead = f"{lead}, {texts.bonus_hours.format(hours=hours)}"
    whole = months or request.in_all
    end = sums.end_bonuses[request.contract].end if whole else texts.bonus_each_month
    result = texts.result.format(amount=number_shown(total), what=f"{texts.gross} {end}")
    return texts.operation.format(lead=lead, operation=operation, result=result)


def _week(job: SumRequest, sums: Sums) -> Decimal:
    """Return the hours of a week that a message names of a part time, or those of a full time."""
    told = job.hours if job.hours_per == "week" else None
    return min(told or sums.full_time_hours, sums.full_time_hours)
