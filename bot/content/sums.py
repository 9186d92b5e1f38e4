"""The records of content/sums.yml: what is computed from which values, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from pydantic import BaseModel, Extra, validator

from bot.content.catalogue import Content
from bot.content.checks import Finding, check_text, error
from bot.content.reading import Document, model_of
from bot.content.values import CurrentValues
from bot.text.figures import figures
from bot.text.numbers import Period

SUMS_FILE = "sums.yml"
SUM_LIMIT = 240  # characters: as long as a detail's answer


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Amounts(_Entry):
    """The names of the values that sums begin with."""

    month: str
    hour: str
    net: str
    full_month: str
    overtime: str
    overtime_beyond: str
    internship: str


class Rate(_Entry):
    """A share of the Smic by age: `from_age` names the value of the fact that begins at an age."""

    fact: str
    from_age: dict[int, str]
    last_age: int
    note: str = ""

    def value_at(self, age: int) -> str | None:
        """Return the name of the value at an age, or None outside the ages of the rate."""
        begun = [start for start in self.from_age if start <= age]
        return self.from_age[max(begun)] if begun and age <= self.last_age else None


class OwnPay(_Entry):
    """What a pay below the Smic breaks, `rule`, and the details that may be wanted after it.

    `below` and `above` are labels, « topic/detail ».
    """

    rule: str
    below: str
    above: str

    @property
    def topic(self) -> str:
        return self.below.partition("/")[0]


class EndBonus(_Entry):
    """A bonus at the end of a contract: a share, `rate`, of all gross pay, by a fact.

    `near` are facts that speak of it without its rate, `after` is the label of what may be wanted
    next, `end` says of which contract it is, `note` what it does not go with.
    """

    fact: str
    rate: str
    near: list[str] = []
    topic: str
    after: str = ""
    end: str
    note: str


class SundayPay(_Entry):
    """What Sundays and holidays are paid more, `rate` in percent, by a fact; `note` says where."""

    fact: str
    rate: str
    topic: str
    note: str


_BONUSES = frozenset(("fixed_term", "agency"))
_RATES = frozenset(
    (
        *("minor", "apprentice_1", "apprentice_2", "apprentice_3"),
        *("pro_contract", "pro_contract_bac_pro"),
    )
)
_PLACEHOLDERS: dict[str, frozenset[str]] = {
    key: frozenset(names.split())
    for key, names in {
        "age": "age",
        "apprentice": "age rank",
        "pro_contract": "age",
        "pro_contract_bac_pro": "age",
        "part_time": "percent",
        "smic_share": "percent",
        "agreed": "sum",
        "agreed_nearly": "sum",
        "hours_one": "count",
        "hours_many": "count",
        "hours_week": "hours",
        "hours_day": "hours",
        "hours_month": "hours",
        "hours_in_all": "hours",
        "weeks": "weeks",
        "overtime_many": "hours",
        "overtime_more": "hours",
        "overtime_all": "amount",
        "floor_hours": "hours",
        "floor_share": "share",
        "judged": "answer",
        "if_gross": "answer",
        "less": "line floor",
        "more": "line floor",
        "same": "answer floor result",
        "bonus_of": "rate",
        "bonus_months": "months",
        "bonus_hours": "hours",
        "sunday_hours": "hours",
        "sunday_days": "days",
        "sunday_more": "line total",
        "sunday_month": "days amount",
        "about_result": "lead operation result",
        "checked": "answer operation",
        "checked_only": "answer operation",
        "operation": "lead operation result",
        "operation_only": "operation",
        "operation_of_yours": "operation",
        "amount": "lead result",
        "result": "amount what",
        "dated": "line since",
        "dated_according": "line since publisher",
        "undated": "line",
    }.items()
}


class SumTexts(_Entry):
    """The pieces of a sum's sentence; each holds exactly the placeholders that it needs."""

    age: str
    apprentice: str
    pro_contract: str
    pro_contract_bac_pro: str
    internship: str
    full_time: str
    half_time: str
    part_time: str
    smic_share: str
    agreed: str
    agreed_nearly: str
    hours_one: str
    hours_many: str
    hours_week: str
    hours_day: str
    hours_month: str
    hours_in_all: str
    weeks: str
    overtime_one: str
    overtime_many: str
    overtime_more: str
    one_hour: str
    one_week: str
    floor: str
    floor_hours: str
    floor_hour: str
    floor_share: str
    pay_yes: str
    pay_si: str
    pay_no: str
    beside: str
    nearly: str
    judged: str
    if_gross: str
    less: str
    more: str
    same: str
    below: str
    below_hours: str
    below_net: str
    above: str
    bonus_of: str
    bonus_months: str
    bonus_each_month: str
    bonus_hours: str
    bonus_times: str
    sunday_hours: str
    sunday_days: str
    sunday_more: str
    sunday_month: str
    about_share: str
    about_result: str
    checked: str
    checked_only: str
    operation: str
    operation_only: str
    operation_of_yours: str
    amount: str
    result: str
    gross: str
    net: str
    dated: str
    dated_according: str
    undated: str
    minimum: str
    internship_minimum: str
    overtime_all: str
    overtime_rule: str
    about_net: str
    no_net: str

    @validator("*")
    def _has_its_placeholders(cls, value: str, field: Any) -> str:
        try:
            named = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:
            raise ValueError("une accolade n'est pas fermée") from None
        wanted = _PLACEHOLDERS.get(field.name, frozenset())
        if named != wanted:
            words = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "aucun"
            raise ValueError(f"les mots entre accolades doivent être : {words}")
        return value


class Sums(_Entry):
    """Content/sums.yml: the values, the limits of what is computed, and the words."""

    amounts: Amounts
    full_time_hours: Decimal
    overtime_hours: Decimal
    longest_day: Decimal
    longest_week: Decimal
    rates: dict[str, Rate]
    own_pay: OwnPay
    end_bonuses: dict[str, EndBonus]
    sundays: SundayPay
    texts: SumTexts
    per: dict[Period, str]
    ranks: dict[int, str]

    @validator("rates")
    def _has_each_rate(cls, value: dict[str, Rate]) -> dict[str, Rate]:
        if missing := _RATES - set(value):
            raise ValueError(f"il manque {', '.join(sorted(missing))}")
        return value

    @validator("end_bonuses")
    def _has_each_bonus(cls, value: dict[str, EndBonus]) -> dict[str, EndBonus]:
        if missing := _BONUSES - set(value):
            raise ValueError(f"il manque {', '.join(sorted(missing))}")
        return value

    @validator("ranks")
    def _has_each_rank(cls, value: dict[int, str]) -> dict[int, str]:
        if missing := {1, 2, 3} - set(value):
            raise ValueError(f"il manque {', '.join(map(str, sorted(missing)))}")
        return value


def sums_of(document: Document) -> Sums:
    """Return the sums of a document. Raises ContentError."""
    return model_of(document, Sums)


def check_sums(content: Content, sums: Sums, today: date) -> Iterator[Finding]:
    """Yield what keeps a sum from being said on a day, and the words that no fact vouches for."""
    where = str(content.folder / SUMS_FILE)
    values = CurrentValues(content.facts.values(), today)
    for place, name in sums.amounts.dict().items():
        yield from _check_value(values, f"{where}: amounts.{place}", name)
    for key, rate in sums.rates.items():
        if rate.fact not in content.facts:
            yield error(f"{where}: {key}", f"fait introuvable « {rate.fact} »", "nommez un fait")
            continue
        for name in rate.from_age.values():
            yield from _check_value(values, f"{where}: {key}", name, rate.fact)
        if rate.note:
            place = f"{where}: {key}.note"
            yield from check_text(content, place, rate.note, [rate.fact], SUM_LIMIT)
    yield from _check_own_sums(content, sums, values, where)
    monthly = values.named(sums.amounts.month)
    if monthly and f"{sums.full_time_hours:f}" not in figures(monthly[0].wording):
        yield error(
            f"{where}: full_time_hours",
            f"{sums.full_time_hours} n'est pas dans « {monthly[0].id} »",
            "reprenez les heures que le fait donne au Smic du mois",
        )


def _check_own_sums(
    content: Content, sums: Sums, values: CurrentValues, where: str
) -> Iterator[Finding]:
    """Yield what is wrong with the sums on a visitor's own pay: facts, labels and notes."""
    named = [(f"{where}: own_pay", sums.own_pay.rule)]
    labels = [(f"{where}: own_pay", sums.own_pay.below), (f"{where}: own_pay", sums.own_pay.above)]
    for key, bonus in sums.end_bonuses.items():
        place = f"{where}: end_bonuses.{key}"
        named += [(place, fact) for fact in (bonus.fact, *bonus.near)]
        labels += [(place, bonus.after or f"{bonus.topic}/")]
        if bonus.fact in content.facts:
            yield from _check_value(values, place, bonus.rate, bonus.fact)
            text = f"{bonus.note} {bonus.end}"
            yield from check_text(content, f"{place}.note", text, [bonus.fact], SUM_LIMIT)
    sundays, place = sums.sundays, f"{where}: sundays"
    named.append((place, sundays.fact))
    labels.append((place, f"{sundays.topic}/"))
    if sundays.fact in content.facts:
        yield from _check_value(values, place, sundays.rate, sundays.fact)
        yield from check_text(content, f"{place}.note", sundays.note, [sundays.fact], SUM_LIMIT)
    for place, fact in named:
        if fact not in content.facts:
            yield error(place, f"fait introuvable « {fact} »", "nommez un fait")
    for place, label in labels:
        if not content.may_answer(label):
            yield error(place, f"détail introuvable « {label} »", "nommez un détail d'une fiche")


def _check_value(values: CurrentValues, where: str, name: str, fact: str = "") -> Iterator[Finding]:
    if values.named(name, fact) is None:
        yield Finding(
            "warning",
            where,
            f"aucune valeur « {name} » en vigueur : rien n'est calculé avec elle",
            "donnez-la dans `values` d'un fait relu, avec sa date `from`",
        )
