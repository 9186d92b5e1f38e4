"""A visitor's own pay beside the Smic: « on me propose 1850 brut, c'est correct ? »

Pure functions. The Smic is that of the day, of a full time or of the hours that are named, gross or
net as the pay is. What is said stands in content/sums.yml, what asks for it in judgements.yml and
in cues.yml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.content.models import Fact
from bot.content.sums import SUM_LIMIT, Sums
from bot.dialogue.cues import cued
from bot.dialogue.sums.arithmetic import number_shown
from bot.dialogue.sums.judgements import judgement_in
from bot.dialogue.sums.pays import PAY_MARK, Pay, marked, pays_in
from bot.dialogue.sums.requests import request_in
from bot.dialogue.sums.results import Sum, minimum_pay
from bot.dialogue.sums.sum_request import SumRequest
from bot.dialogue.sums.wording import Line, Wording
from bot.text.forms import is_elliptic
from bot.text.numbers import Period, numbers_in
from bot.text.typography import typeset

Asked = Literal["less", "more", "same", "fair", "poor", "gap"]

_SENTENCE = re.compile(r"[^.?!;…\n]+")
# « 1850 brut, je voudrais savoir si c'est normal » asks what follows.
_WISHED = re.compile(
    r",? (?:et )?(?:je|j['’])\s?(?:voudrais|voulais|veux|aimerais|demand\w+)(?: savoir)? si\b",
    re.IGNORECASE,
)
_SMIC = re.compile(r"\bsmi[cg]")
_OF_AGE = 18
_ALIKE = Decimal(1)  # euro a month: « 1867 » is the Smic,
_ALIKE_BY_THE_HOUR = Decimal("0.01")
_NEAR = Decimal("0.05")  # of the Smic: what a net may be lower by, the company's own deductions


@dataclass(frozen=True)
class PayQuestion:
    """What is asked of a pay: whether it is less than the Smic, fair, or how far from it (`gap`).

    `request` is the job that it is for, as far as it was told. `negated` tells that « si » answers,
    not « oui », `on_smic` that the Smic is named.
    """

    pay: Pay
    asked: Asked
    request: SumRequest
    negated: bool = False
    on_smic: bool = False

    def written(self) -> str:
        """Return what is asked as it is remembered: « et 1900 ? » asks the same."""
        per = self.request.per
        return json.dumps({"own_pay": self.asked, "kind": self.pay.kind, "per": per})


def pay_question(text: str, before: str = "") -> PayQuestion | None:
    """Return what a message asks of the one pay that it names, or None.

    `before` is what was worked out just before, as written.
    """
    text = _WISHED.sub(". ", text)
    known = json.loads(before) if before else {}
    goes_on = "own_pay" in known and is_elliptic(text)
    pay = _pay_of(pays_in(text, loosely=goes_on))
    request = job_in(text)
    if pay is None or request is None:
        return None
    if goes_on:
        pay = pay if pay.kind else replace(pay, kind=known["kind"])
        return PayQuestion(pay, known["own_pay"], request, on_smic=True)
    return _asked(text, pay, request)


def beside_the_smic(
    question: PayQuestion, sums: Sums, facts: Iterable[Fact], today: date
) -> Sum | None:
    """Return the answer to a question of pay by the values in force on a day, or None.

    Its amount is what the pay is more than the Smic, below zero where it is less.
    """
    net = question.pay.kind == "net"
    line = minimum_pay(replace(question.request, net=net), sums, facts, today)
    if line is None or line.value.gross is net:
        return None
    return _Answer(question, line, sums).said()


def _pay_of(pays: tuple[Pay, ...]) -> Pay | None:
    """Return the one pay, the gross one of « 1850 brut, 1450 net »."""
    gross = [pay for pay in pays if pay.kind == "gross"]
    by_kind = len(pays) == 2 and len(gross) == 1 and "net" in {pay.kind for pay in pays}
    return gross[0] if by_kind else pays[0] if len(pays) == 1 else None


def job_in(text: str, per: Period = "month") -> SumRequest | None:
    """Return the hours that a message names; None of a job whose minimum is not the Smic's.

    `per` is what its pay is counted by.
    """
    request = request_in(text, numbers_in(text))
    if request is None or request.worker != "adult" or request.overtime:
        return None
    if request.hourly and per != "hour":
        return None
    if request.age is not None and request.age < _OF_AGE:
        return None
    if per == "hour":
        return SumRequest(per=per, year=request.year)
    return replace(request, age=None, per=per, of_smic=False)


def _asked(text: str, pay: Pay, request: SumRequest) -> PayQuestion | None:
    """Return what is asked in the sentence that names the pay, or in the one after it."""
    whole = marked(text)
    on_smic = _SMIC.search(whole) is not None
    sentences = _SENTENCE.findall(whole)
    for before, sentence in zip(["", *sentences], sentences, strict=False):
        judgement = judgement_in(sentence) if PAY_MARK in f"{before} {sentence}" else None
        if judgement is None or (judgement.on_smic and not on_smic):
            continue
        how_much = judgement.on_smic and cued("how_much", sentence)
        asked: Asked = "gap" if how_much else judgement.asked
        return PayQuestion(pay, asked, request, judgement.negated, on_smic)
    return PayQuestion(pay, "gap", request) if cued("earns_less_there", text) else None


class _Answer:
    def __init__(self, question: PayQuestion, line: Line, sums: Sums) -> None:
        self._question = question
        self._line = line
        self._sums = sums
        self._texts = sums.texts
        self._words = Wording(sums)
        self._more = question.pay.amount - line.amount  # than the Smic
        by_the_hour = question.request.per == "hour"
        self._alike = abs(self._more) < (_ALIKE_BY_THE_HOUR if by_the_hour else _ALIKE)

    def said(self) -> Sum | None:
        first = self._words.dated(self._compared(), self._line)
        notes = [note for note in self._notes() if len(f"{first} {note}") <= SUM_LIMIT]
        text = typeset(" ".join((first, *notes[:1])))
        rule = (self._sums.own_pay.rule,) if notes and self._is("less") else ()
        facts = (*self._line.facts, *rule)
        return Sum(text, facts, self._more) if len(text) <= SUM_LIMIT else None

    def _is(self, asked: Asked) -> bool:
        """Tell whether the pay is what is asked: less than the Smic, more, fair…"""
        if self._alike:
            return asked in ("same", "fair", "poor")
        return asked in (("less", "poor") if self._more < 0 else ("more", "fair"))

    def _compared(self) -> str:
        texts = self._texts
        if self._alike:
            result = self._words.result(self._line, self._line.amount)
            return texts.same.format(answer=self._yes_or_no(), floor=self._floor(), result=result)
        own = f"{number_shown(self._question.pay.amount)} €"
        sides = [self._line.operation, own]
        result = self._words.result(self._line, abs(self._more))
        operation = " − ".join(sides if self._more < 0 else sides[::-1])
        line = texts.operation.format(lead=self._lead(), operation=operation, result=result)
        template = texts.less if self._more < 0 else texts.more
        return template.format(line=line, floor=self._floor())

    def _lead(self) -> str:
        question, texts = self._question, self._texts
        if question.asked == "gap":
            return texts.beside
        judged = question.asked in ("fair", "poor")
        near = -self._more < self._line.amount * _NEAR
        if judged and question.pay.kind == "net" and self._is("less") and near:
            return texts.nearly
        answer = self._yes_or_no()
        if not question.pay.kind:
            return texts.if_gross.format(answer=answer)
        return texts.judged.format(answer=answer) if judged and self._more > 0 else answer

    def _yes_or_no(self) -> str:
        question, texts = self._question, self._texts
        if question.asked == "gap" or not self._is(question.asked):
            return texts.pay_no
        return texts.pay_si if question.negated else texts.pay_yes

    def _floor(self) -> str:
        """Return what the pay is compared with: « le Smic de 25 heures par semaine »."""
        request, lead = self._question.request, ", ".join(self._line.lead)
        if request.per == "hour":
            return self._texts.floor_hour
        if request.percent is not None:
            return self._texts.floor_share.format(share=lead)
        if request.hours is not None and request.hours != self._sums.full_time_hours:
            return self._texts.floor_hours.format(hours=lead)
        return self._texts.floor

    def _notes(self) -> list[str]:
        """Return what may follow, the best first: one is said if there is room."""
        net, texts = self._question.pay.kind == "net", self._texts
        if self._is("less"):
            part = self._floor() != texts.floor
            full = [texts.below_net] if net else [texts.below, texts.below_hours]
            return [texts.below_hours] if part else full
        judged = self._question.asked in ("fair", "poor") and self._is("more")
        return [*([texts.above] if judged else []), *([texts.about_net] if net else [])]
