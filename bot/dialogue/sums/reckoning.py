"""What a message asks to reckon: an operation of the visitor's, or a sum by the values of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.content import Content
from bot.content.values import CurrentValues
from bot.dialogue.cues import cued
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context, Message
from bot.dialogue.profile import profile_in, says_no_more
from bot.dialogue.sums.arithmetic import is_bare, speaks_of
from bot.dialogue.sums.checked_sums import Claim, claim_in
from bot.dialogue.sums.end_bonus import bonus_asked, bonus_of, contract_meant, rates_of_bonuses
from bot.dialogue.sums.hourly_pay import hourly_question
from bot.dialogue.sums.named_rates import at_their_age, with_named_rate
from bot.dialogue.sums.net_of_gross import gross_asked_net, net_of
from bot.dialogue.sums.outage import refund_by_the_day
from bot.dialogue.sums.own_figures import worked_out
from bot.dialogue.sums.own_pay import beside_the_smic, pay_question
from bot.dialogue.sums.pays import pays_in
from bot.dialogue.sums.proposals import agreement
from bot.dialogue.sums.requests import (
    asks_for_pay,
    goes_on_about_pay,
    names_pay,
    sum_asked,
)
from bot.dialogue.sums.results import work_out
from bot.dialogue.sums.same_sum import asks_the_same, may_go_on, same_sum
from bot.dialogue.sums.sum_request import SumRequest, read_request
from bot.dialogue.sums.sunday_pay import sundays_asked, sundays_paid
from bot.publishing import PROFILES, SUMS
from bot.text.forms import is_elliptic
from bot.text.numbers import Number, numbers_in
from bot.text.places import places_in
from bot.text.typography import typeset

_PAID_FROM_THE_SMIC = frozenset({"advisor", "telesales"})  # the jobs whose pay begins there
_PAID_ABOVE = frozenset({"supervisor", "data_analyst", "site_manager", "bot_designer"})
_PAY = "salary"  # the topic of what cites the Smic, where hours or a share are named after it
_TRAINING = "apprenticeship"  # whose pay leaves another net
_FEW_WORDS = 5  # « et ça paie combien ? »: of the hours that were just spoken of
_OF_HOURS = frozenset({"hours", "percent"})
_OFFERS_IN_DOUBT = frozenset({"fake_job_offers", "cpf_scam", "other_scams"})  # no pay is fair there
_MOST_CITED = 2  # facts whose figures a visitor reckons with


class Reckoner:
    """Finds what can be worked out at once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._sums = content.part(SUMS)
        self._profiles = content.part(PROFILES)

    def read(
        self,
        text: str,
        topic: str | None,
        roles: Sequence[str],
        context: Context,
        likely: str | None,
        precise: bool,
    ) -> Reading | None:
        """Return what a message asks to work out, in words, or None.

        `topic` is the one that it is surely about, `likely` that of its likeliest answer, `roles`
        are the jobs that it names, `precise` tells that a detail of a card answers it past doubt.
        """
        told = context.last_answer is None or names_pay(text)
        subject = topic or (likely if told else None)
        return (
            self._agreed(text, self._bonus(text, context))
            or self._sundays(text, context)
            or self._claim(text, topic, context)
            or self._agreed(text, self._operation(text, topic, context))
            or self._own_pay(text, topic or likely, roles, context, precise)
            or self._net(text, context)
            or (self._again(text, roles, context) if asks_the_same(text) else None)
            or self._agreed(text, self._sum(text, subject, roles, context, precise))
            or (None if precise else self._going_on(text, roles, context))
        )

    def _agreed(self, text: str, reading: Reading | None) -> Reading | None:
        """Return a sum that begins with a yes where the visitor has found the result."""
        found = agreement(text, reading.words) if reading else ""
        if reading is None or not found:
            return reading
        texts = self._sums.texts
        template = texts.agreed if found == "right" else texts.agreed_nearly
        return replace(reading, words=template.format(sum=reading.words))

    def _operation(self, text: str, topic: str | None, context: Context) -> Reading | None:
        """Work out what the visitor does with figures, on the word of the facts that hold them."""
        last = context.last_answer
        operation = refund_by_the_day(text, last) or worked_out(text)
        about = last.topic if last else _PAY if is_bare(text) else topic
        if not operation or about not in self._content.cards:
            return None
        told = [self._content.facts[fact] for fact in context.cited if fact in self._content.facts]
        facts = [fact.id for fact in told if speaks_of(fact.wording, operation)]
        cited = () if cued("supposed", text) else tuple(facts[:_MOST_CITED])
        texts = self._sums.texts
        template = texts.operation_only if cited else texts.operation_of_yours
        words = template.format(operation=operation)
        return Reading(about, words=typeset(words), facts=cited, sum=context.sum)

    def _claim(self, text: str, topic: str | None, context: Context) -> Reading | None:
        """Tell whether an operation of the visitor's is right, and the net of Smic hours."""
        claim, last, texts = claim_in(text), context.last_answer, self._sums.texts
        about = last.topic if last else topic or _PAY
        if claim is None or about not in self._content.cards:
            return None
        answer = texts.pay_yes if claim.right else texts.pay_no
        hours = self._hours_at_the_smic(claim)
        if not hours:
            operation = texts.checked_only.format(answer=answer, operation=claim.operation)
            words = texts.operation_of_yours.format(operation=operation)
            return Reading(about, words=typeset(words), sum=context.sum)
        words = typeset(texts.checked.format(answer=answer, operation=claim.operation))
        net = self._worked(replace(hours, net=True), about) if claim.net else None
        said = f"{words} {net.words}" if net else words
        facts = (*self._named_facts(self._sums.amounts.hour), *(net.facts if net else ()))
        return Reading(about, words=said, facts=facts, sum=hours.written())

    def _hours_at_the_smic(self, claim: Claim) -> SumRequest | None:
        """Return the hours, and weeks of them, that an operation counts at the Smic of an hour."""
        values = CurrentValues(self._content.facts.values(), date.today())
        held = values.named(self._sums.amounts.hour)
        rest = [each for each in claim.factors if not held or each != held[1].exact]
        if len(rest) + 1 != len(claim.factors) or len(rest) not in (1, 2):
            return None
        if len(rest) == 1:
            return SumRequest(hours=rest[0], hours_per="month")
        weeks, hours = sorted(rest)
        return SumRequest(hours=hours, hours_per="week", weeks=weeks)

    def _named_facts(self, *names: str) -> tuple[str, ...]:
        """Return the facts that hold values of the day."""
        values = CurrentValues(self._content.facts.values(), date.today())
        return tuple(held[0].id for held in map(values.named, names) if held)

    def _bonus(self, text: str, context: Context) -> Reading | None:
        """Work out the bonus at the end of a contract, where it is spoken of."""
        last, numbers, facts = context.last_answer, numbers_in(text), self._content.facts.values()
        contract = contract_meant(text, last.facts if last else (), self._sums)
        request = bonus_asked(text, numbers, contract, context.sum) if contract else None
        if request is None or (request.months is None and worked_out(text)):
            return None
        result = bonus_of(request, self._sums, facts, date.today())
        bonus = self._sums.end_bonuses[request.contract]
        if result is None or bonus.topic not in self._content.cards:
            return None
        offers = (bonus.after,) if bonus.after and bonus.after not in context.told else ()
        written = request.written()
        return Reading(
            bonus.topic, words=result.text, facts=result.facts, offers=offers, sum=written
        )

    def _sundays(self, text: str, context: Context) -> Reading | None:
        """Work out what hours on Sundays bring where they are paid more."""
        sundays, facts = self._sums.sundays, self._content.facts.values()
        before, last = read_request(context.sum), context.last_answer
        cited = last.facts if last else ()
        told = sundays.fact in cited and is_elliptic(text)
        goes_on = told and {*self._named_facts(self._sums.amounts.hour)} <= {*cited}
        request = sundays_asked(text, numbers_in(text), context.cited, before, self._sums, goes_on)
        if request is None or sundays.topic not in self._content.cards:
            return None
        result = sundays_paid(request, self._sums, facts, date.today())
        if result is None:
            return None
        return Reading(sundays.topic, words=result.text, facts=result.facts, sum=context.sum)

    def _own_pay(
        self, text: str, about: str | None, roles: Sequence[str], context: Context, precise: bool
    ) -> Reading | None:
        """Put a visitor's own pay beside the Smic, where they ask what it is worth."""
        question = pay_question(text, context.sum) or hourly_question(text, context.sum)
        own, facts = self._sums.own_pay, self._content.facts.values()
        if question is None or own.topic not in self._content.cards:
            return None
        elsewhere = about in _OFFERS_IN_DOUBT or (precise and not self._speaks_of_pay(about))
        otherwise = _paid_otherwise(roles, context.last_answer)
        if not question.on_smic and (elsewhere or otherwise):
            return None
        result = beside_the_smic(question, self._sums, facts, date.today())
        told_only = question and question.asked == "gap" and question.request.per == "hour"
        if result is None or (told_only and result.amount >= 0):
            return None
        after = own.below if own.rule in result.facts else own.above
        offers = (after,) if after not in context.told else ()
        written = question.written()
        return Reading(own.topic, words=result.text, facts=result.facts, offers=offers, sum=written)

    def _net(self, text: str, context: Context) -> Reading | None:
        """Work out about what a gross pay below the Smic leaves, but an apprentice's."""
        gross, before = gross_asked_net(text), read_request(context.sum) or SumRequest()
        last = context.last_answer
        training = before.worker != "adult" or (last is not None and last.topic == _TRAINING)
        if gross is None or training or _PAY not in self._content.cards:
            return None
        result = net_of(gross, self._sums, self._content.facts.values(), date.today())
        written = replace(before, net=True).written()
        return Reading(_PAY, words=result.text, facts=result.facts, sum=written) if result else None

    def _again(self, text: str, roles: Sequence[str], context: Context) -> Reading | None:
        """Work out a recent sum with another number, also with other answers since."""
        before = next(filter(None, map(read_request, (context.sum, *context.sums))), None)
        if before is None or _paid_otherwise(roles, context.last_answer):
            return None
        request = same_sum(text, numbers_in(text), before)
        return self._worked(request, _PAY) if _PAY in self._content.cards else None

    def _going_on(self, text: str, roles: Sequence[str], context: Context) -> Reading | None:
        goes_on = may_go_on(text, bool(context.sum)) and not places_in(text)
        return self._again(text, roles, context) if goes_on else None

    def _sum(
        self, text: str, topic: str | None, roles: Sequence[str], context: Context, precise: bool
    ) -> Reading | None:
        last = context.last_answer
        numbers = self._numbers(text, last)
        bare = len(text.split()) <= _FEW_WORDS and not cued("smic", text)
        if last is not None and not context.sum and bare:
            numbers = _with_hours_told(numbers, context.heard)
        if self._tells_an_age(text, numbers, context):
            return None
        if _paid_otherwise(roles, last):
            return None
        if places_in(text):  # « et à Lyon ? » asks for no sum
            return None
        heard = profile_in(text, self._profiles)
        if heard and says_no_more(text, heard, self._profiles):
            topic = None  # « moi j'ai 31 ans » asks for nothing, but of what was spoken of
        topics = [topic, last.topic if last and goes_on_about_pay(text) else None]
        # Hours told of an apprenticeship are no reason to forget whose pay it is.
        training = last is not None and last.topic == _TRAINING and not cued("smic", text)
        if (training and is_elliptic(text)) or _of_the_training(text, last):
            topics = [_TRAINING, *topics]
        for known in dict.fromkeys(name for name in topics if name in self._content.cards):
            goes_on = last is not None and last.topic == known and topic in (None, known)
            detail = last.detail if last and goes_on else ""
            timed = any(number.unit in _OF_HOURS for number in numbers)
            after_a_sum = goes_on or timed or bool(context.sum)
            carried = last is not None and last.topic == known and after_a_sum
            before = read_request(context.sum) if carried else None
            paid = timed and last is not None and last.topic == known and asks_for_pay(text)
            subject = _PAY if paid and not training and self._tells_pay(last) else known
            request = sum_asked(text, subject, detail, numbers, before)
            age = heard.age or context.profile.age
            request = at_their_age(request, age, text) if request else None
            if worked := self._worked(request, known):
                return worked
        return None

    def _worked(self, request: SumRequest | None, topic: str) -> Reading | None:
        if request is None:
            return None
        facts, today = self._content.facts.values(), date.today()
        request = with_named_rate(request, self._sums, CurrentValues(facts, today))
        result = work_out(request, self._sums, facts, today)
        if result is None:
            return None
        return Reading(topic, words=result.text, facts=result.facts, sum=request.written())

    def _numbers(self, text: str, last: Message | None) -> tuple[Number, ...]:
        """Return the numbers of a message, without a share that is not of a full time.

        It is of the visitor's own pay, or what a bonus is of all pay.
        """
        numbers = numbers_in(text)
        if pays_in(text):
            return tuple(number for number in numbers if number.unit != "percent")
        if contract_meant(text, last.facts if last else (), self._sums) is None:
            return numbers
        rates = rates_of_bonuses(self._sums, self._content.facts.values(), date.today())
        return tuple(n for n in numbers if n.unit != "percent" or n.amount not in rates)

    def _tells_an_age(self, text: str, numbers: Sequence[Number], context: Context) -> bool:
        """Tell whether a message but tells an age, where pay is neither asked for nor spoken of."""
        if names_pay(text) or {number.unit for number in numbers} != {"age"}:
            return False
        last = context.last_answer
        return not (context.sum or self._tells_pay(last) or (last and last.topic == _PAY))

    def _tells_pay(self, last: Message | None) -> bool:
        """Tell whether an answer rests on the Smic, whatever its topic."""
        return last is not None and not self._smic().isdisjoint(last.facts)

    def _speaks_of_pay(self, topic: str | None) -> bool:
        """Tell whether an answer of a topic rests on the Smic."""
        card = self._content.cards.get(topic or "")
        if card is None:
            return False
        cited = {*card.facts, *(fact for detail in card.details for fact in detail.facts)}
        return not self._smic().isdisjoint(cited)

    def _smic(self) -> frozenset[str]:
        """Return the facts that hold the Smic of the day."""
        amounts = self._sums.amounts
        smic = self._named_facts(amounts.month, amounts.hour, amounts.net)
        shares = frozenset(rate.fact for rate in self._sums.rates.values())
        return shares.union(smic)


def _with_hours_told(numbers: tuple[Number, ...], before: str) -> tuple[Number, ...]:
    """Return numbers with the hours of the message before: « mi-temps ? », « par mois ? »."""
    if any(number.unit in _OF_HOURS for number in numbers):
        return numbers
    return (*numbers, *(number for number in numbers_in(before) if number.unit in _OF_HOURS))


def _of_the_training(text: str, last: Message | None) -> bool:
    """Tell whether pay is asked of studies, after an answer on doing them as an apprentice."""
    spoken_of = last is not None and last.topic != _PAY and cued("apprentice", last.text)
    return bool(spoken_of and cued("studies", text) and cued("pay_asked", text))


def _paid_otherwise(roles: Sequence[str], last: Message | None) -> bool:
    """Tell whether a job is named, or was spoken of, whose pay does not begin at the Smic."""
    above = last is not None and not roles and last.role in _PAID_ABOVE
    return above or bool(set(roles) - _PAID_FROM_THE_SMIC)
