"""How a sum is said: « 1 867,02 € × 24 ÷ 35 = 1 280,24 € bruts par mois, depuis juin 2026. »"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from bot.content.models import Fact, Value
from bot.content.sums import Sums
from bot.text.numbers import Period
from bot.text.typography import date_in_words


@dataclass(frozen=True)
class Line:
    """One sum: an amount of a fact and what it is multiplied by, as written and as computed."""

    lead: tuple[str, ...]
    fact: Fact
    value: Value
    per: Period
    factors: tuple[tuple[str, Decimal], ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        total = self.value.exact
        for _, factor in self.factors:
            total *= factor
        return total.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def operation(self) -> str:
        """What is multiplied, in order: « 1 867,02 € × 24 ÷ 35 »."""
        base = self.value.exact
        return " × ".join((f"{money(base)} €", *(written for written, _ in self.factors)))

    def times(self, lead: str, written: str, factor: Decimal, fact: str = "") -> Line:
        return replace(
            self,
            lead=(*self.lead, lead) if lead else self.lead,
            factors=(*self.factors, (written, factor)) if factor != 1 else self.factors,
            facts=(*self.facts, fact) if fact else self.facts,
        )


class Wording:
    """Says lines in the words of content/sums.yml."""

    def __init__(self, sums: Sums) -> None:
        self._texts = sums.texts
        self._per = sums.per

    def line(self, line: Line) -> str:
        """Return what a line works out, with the operation where there is one."""
        lead = ", ".join(line.lead)
        lead = lead[:1].upper() + lead[1:]
        result = self.result(line, line.amount)
        if not line.factors:
            return self._texts.amount.format(lead=lead, result=result)
        return self._texts.operation.format(lead=lead, operation=line.operation, result=result)

    def result(self, line: Line, amount: Decimal) -> str:
        """Return an amount of the kind of a line: « 1 280,24 € bruts par mois »."""
        kinds = {True: self._texts.gross, False: self._texts.net, None: ""}
        what = " ".join(filter(None, (kinds[line.value.gross], self._per.get(line.per, ""))))
        return self._texts.result.format(amount=money(amount), what=what)

    def dated(self, said: str, of: Line) -> str:
        """Return a sentence with the month since which the amount of a line stands."""
        since = date_in_words((of.value.since or of.fact.as_of or "")[: len("2026-06")])
        if not since:
            return self._texts.undated.format(line=said)
        if of.fact.confidence == "relayed":
            publisher = of.fact.source.publisher
            return self._texts.dated_according.format(line=said, since=since, publisher=publisher)
        return self._texts.dated.format(line=said, since=since)


def in_french(number: Decimal) -> str:
    """Return a number as French writes it: « 17,5 »."""
    return format(number.normalize(), "f").replace(".", ",")


def money(amount: Decimal) -> str:
    """Return an amount with its cents, the thousands apart: « 1 867,02 »."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")
