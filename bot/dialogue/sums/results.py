"""Sums in words: « 1 867,02 € × 24 ÷ 35 = 1 280,24 € bruts par mois, depuis juin 2026. »

Pure functions. The amounts are values of facts, the words stand in content/sums.yml; what no value
holds on the day is not computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.content.models import Fact
from bot.content.sums import SUM_LIMIT, Rate, Sums
from bot.content.values import CurrentValues
from bot.dialogue.sums.sum_request import SumRequest
from bot.dialogue.sums.wording import Line, Wording, in_french, money
from bot.text.numbers import Period
from bot.text.typography import typeset


@dataclass(frozen=True)
class Sum:
    """A sum in words, at most SUM_LIMIT characters, with the facts that hold its figures.

    `amount` is in euros; of two results (so many hours a week, or in all) the first.
    """

    text: str
    facts: tuple[str, ...]
    amount: Decimal


def work_out(request: SumRequest, sums: Sums, facts: Iterable[Fact], today: date) -> Sum | None:
    """Return the sum of a request by the values in force on a day, or None when one is missing."""
    if request.year is not None and request.year != today.year:
        return None
    return _Calculator(sums, CurrentValues(facts, today)).work_out(request)


def minimum_pay(request: SumRequest, sums: Sums, facts: Iterable[Fact], today: date) -> Line | None:
    """Return the least pay of a month, or of an hour, for what was told of a job, or None."""
    if request.year is not None and request.year != today.year:
        return None
    line = _Calculator(sums, CurrentValues(facts, today)).line(request)
    return line if line and (line.per == "month" or request.per == "hour") else None


class _Calculator:
    def __init__(self, sums: Sums, values: CurrentValues) -> None:
        self._sums = sums
        self._texts = sums.texts
        self._words = Wording(sums)
        self._values = values

    def work_out(self, request: SumRequest) -> Sum | None:
        if not self._is_within(request):
            return None
        lines = self._lines(request)
        return self._said(request, lines) if lines else None

    def line(self, request: SumRequest) -> Line | None:
        """Return the first sum of a request, or None where it is out of bounds."""
        lines = self._lines(request) if self._is_within(request) else []
        return lines[0] if lines else None

    def _is_within(self, request: SumRequest) -> bool:
        """Tell whether hours and shares are of a part time, and a named pay is the fact's."""
        if request.percent is not None and not 0 < request.percent < 100:
            return False
        if request.hourly is not None:
            name = self._sums.amounts.internship if request.worker == "intern" else None
            held = self._values.named(name or self._sums.amounts.hour)
            if held is None or held[1].exact != request.hourly:
                return False
        if request.hours is None:
            return True
        limits: dict[Period, Decimal | None] = {
            "day": self._sums.longest_day,
            "week": self._sums.full_time_hours,
            "month": self._full_month(),
            "": self._most_overtime() if request.overtime else self._full_month(),
        }
        limit = limits.get(request.hours_per)
        return limit is not None and 0 < request.hours <= limit

    def _most_overtime(self) -> Decimal:
        return self._sums.longest_week - self._sums.full_time_hours

    def _full_month(self) -> Decimal | None:
        held = self._values.named(self._sums.amounts.full_month)
        return held[1].exact if held else None

    def _lines(self, request: SumRequest) -> list[Line]:
        amounts = self._sums.amounts
        if request.overtime:
            return self._overtime(request)
        if request.worker == "intern":
            return self._each(self._for_hours(request, amounts.internship, self._texts.internship))
        if request.hours is None:
            return self._each(self._full_or_part(request))
        if request.weeks is not None or request.hours_per in ("day", "month"):
            return self._each(self._for_hours(request, amounts.hour))
        full = self._sums.full_time_hours
        by_the_week = request.per == "year" or self._in_net(request)
        if request.hours_per == "week" or request.hours == full:
            return self._each(self._weekly(request))
        if request.hours < full and by_the_week:
            return self._each(self._weekly(request))
        in_all = self._for_hours(request, amounts.hour)
        if request.hours < full:
            return self._each(self._weekly(request), in_all)
        return self._each(in_all) if request.hours > self._sums.longest_week else []

    def _each(self, *lines: Line | None) -> list[Line]:
        return [line for line in lines if line] if all(lines) else []

    def _begin(self, name: str, request: SumRequest, per: Period) -> Line | None:
        """Begin with an amount, and the share of it that the visitor's age or contract gives."""
        held = self._values.named(name)
        if held is None:
            return None
        line = Line((), held[0], held[1], per, facts=(held[0].id,))
        if request.of_smic and request.percent is not None:
            lead = self._texts.smic_share.format(percent=in_french(request.percent))
            return line.times(lead, f"{in_french(request.percent)} %", request.percent / 100)
        rate = self._rate(request)
        if rate is None:
            return line
        key, entry = rate
        value_name = entry.value_at(request.age) if request.age is not None else None
        share = self._values.named(value_name, entry.fact) if value_name else None
        if share is None:
            return None
        percent = share[1].exact
        lead = self._who(key, request)
        return line.times(lead, f"{in_french(percent)} %", percent / 100, share[0].id)

    def _rate(self, request: SumRequest) -> tuple[str, Rate] | None:
        key = {
            "adult": "minor" if request.age is not None and request.age < 18 else "",
            "apprentice": f"apprentice_{request.contract_year}",
            "pro_contract": "pro_contract_bac_pro" if request.bac_pro else "pro_contract",
            "intern": "",
        }[request.worker]
        return (key, self._sums.rates[key]) if key else None

    def _who(self, key: str, request: SumRequest) -> str:
        template = {
            "minor": self._texts.age,
            "pro_contract": self._texts.pro_contract,
            "pro_contract_bac_pro": self._texts.pro_contract_bac_pro,
        }.get(key, self._texts.apprentice)
        return template.format(age=request.age, rank=self._sums.ranks[request.contract_year])

    def _in_net(self, request: SumRequest) -> bool:
        """Tell whether a share of the net of a full time is wanted: up to the Smic it is in
        proportion, before 18 too."""
        return request.net and request.worker == "adult"

    def _net_by(self, request: SumRequest) -> Line | None:
        """Return the net of an hour or of a week, worked out from that of a month."""
        month = self._full_month()
        line = self._begin(self._sums.amounts.net, request, request.per)
        if line is None or month is None:
            return None
        if request.per == "hour":
            line = replace(line, per="")
            return line.times(self._texts.one_hour, f"1 ÷ {in_french(month)}", 1 / month)
        hours = self._sums.full_time_hours
        written = f"{in_french(hours)} ÷ {in_french(month)}"
        return line.times(self._texts.one_week, written, hours / month)

    def _full_or_part(self, request: SumRequest) -> Line | None:
        amounts, texts = self._sums.amounts, self._texts
        if self._in_net(request) and request.part is None and request.per in ("hour", "week"):
            return self._net_by(request)
        if request.per == "hour":
            line = self._begin(amounts.hour, request, "")
            return line.times(texts.one_hour, "", Decimal(1)) if line else None
        if request.per == "week" and request.part is None:
            line = self._begin(amounts.hour, request, "week")
            hours = self._sums.full_time_hours
            return line.times(texts.one_week, in_french(hours), hours) if line else None
        line = self._begin(self._monthly(request), request, "month")
        if line is None:
            return None
        if request.part is not None:
            line = line.times(
                self._share(request.part), f"{in_french(request.part)} %", request.part / 100
            )
        elif not line.lead:
            line = line.times(texts.full_time, "", Decimal(1))
        return self._over(request.per, line)

    def _monthly(self, request: SumRequest) -> str:
        amounts = self._sums.amounts
        return amounts.net if self._in_net(request) else amounts.month

    def _share(self, percent: Decimal) -> str:
        if percent == 50:
            return self._texts.half_time
        return self._texts.part_time.format(percent=in_french(percent))

    def _weekly(self, request: SumRequest) -> Line | None:
        line = self._begin(self._monthly(request), request, "month")
        if line is None or request.hours is None:
            return None
        full = self._sums.full_time_hours
        lead = self._texts.hours_week.format(hours=self._hours(request.hours, request.parts))
        written = f"{in_french(request.hours)} ÷ {in_french(full)}"
        line = line.times(lead, written, request.hours / full)
        return self._over(request.per, line)

    def _over(self, per: Period, line: Line) -> Line:
        """Take a line by the month to the year."""
        return replace(line.times("", "12", Decimal(12)), per="year") if per == "year" else line

    def _for_hours(self, request: SumRequest, name: str, lead: str = "") -> Line | None:
        in_net = self._in_net(request)
        month = self._full_month() if in_net else Decimal(1)
        per: Period = "" if request.weeks else request.hours_per
        line = self._begin(self._sums.amounts.net if in_net else name, request, per)
        if line is None or request.hours is None or month is None:
            return None
        counted_by = "week" if request.weeks else request.hours_per
        template = {
            "day": self._texts.hours_day,
            "week": self._texts.hours_week,
            "month": self._texts.hours_month,
        }.get(counted_by, self._texts.hours_in_all)
        line = line.times(lead, "", Decimal(1))
        hours = template.format(hours=self._hours(request.hours, request.parts))
        counts = [(hours, request.hours)]
        if request.weeks:
            counts.append((self._texts.weeks.format(weeks=in_french(request.weeks)), request.weeks))
        for said, count in counts[:-1]:
            line = line.times(said, in_french(count), count)
        said, count = counts[-1]
        written = f"{in_french(count)} ÷ {in_french(month)}" if in_net else in_french(count)
        return line.times(said, written, count / month)

    def _overtime(self, request: SumRequest) -> list[Line]:
        """Work out the hours at the first rate, and those beyond at theirs."""
        hours, texts, amounts = request.hours or Decimal(1), self._texts, self._sums.amounts
        first = min(hours, self._sums.overtime_hours)
        lead = texts.overtime_many.format(hours=self._hours(first))
        lead = texts.overtime_one if first == 1 else lead
        lines = [self._extra(request, amounts.overtime, lead, first)]
        if beyond := hours - first:
            lead = texts.overtime_more.format(hours=self._hours(beyond))
            lines.append(self._extra(request, amounts.overtime_beyond, lead, beyond))
        return self._each(*lines)

    def _extra(self, request: SumRequest, rate: str, lead: str, hours: Decimal) -> Line | None:
        extra, line = self._values.named(rate), self._begin(self._sums.amounts.hour, request, "")
        if extra is None or line is None:
            return None
        percent = 100 + extra[1].exact
        line = line.times("", f"{in_french(percent)} %", percent / 100, extra[0].id)
        return line.times(lead, in_french(hours), hours)

    def _hours(self, hours: Decimal, parts: tuple[Decimal, ...] = ()) -> str:
        template = self._texts.hours_one if hours < 2 else self._texts.hours_many
        added = " + ".join(in_french(part) for part in parts)
        if parts and len(set(parts)) == 1:
            added = f"{len(parts)} × {in_french(parts[0])}"
        return template.format(count=f"{added} = {in_french(hours)}" if parts else in_french(hours))

    def _said(self, request: SumRequest, lines: list[Line]) -> Sum | None:
        texts, first = self._texts, lines[0]
        told = [self._words.line(line) for line in lines]
        told[:-1] = [texts.undated.format(line=line) for line in told[:-1]]
        told[-1] = self._words.dated(told[-1], first)
        for note in self._notes(request, lines):
            if len(" ".join((*told, note))) <= SUM_LIMIT:
                told.append(note)
        text = typeset(" ".join(told))
        facts = tuple(dict.fromkeys(fact for line in lines for fact in line.facts))
        amount = _total(lines) if request.overtime else first.amount
        return Sum(text, facts, amount) if len(text) <= SUM_LIMIT else None

    def _notes(self, request: SumRequest, lines: list[Line]) -> list[str]:
        rate, first = self._rate(request), lines[0]
        is_net = first.value.gross is False
        minimum = self._texts.minimum
        if request.worker == "intern":
            minimum = self._texts.internship_minimum
        if request.overtime:
            whole = self._texts.overtime_all.format(amount=money(_total(lines)))
            minimum = whole if len(lines) > 1 else self._texts.overtime_rule
        notes = [
            self._texts.no_net if request.net and not is_net else "",
            rate[1].note if rate else "",
            self._texts.about_net if is_net else minimum,
        ]
        return [note for note in notes if note]


def _total(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))
