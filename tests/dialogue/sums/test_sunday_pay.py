"""What Sundays bring where they are paid double."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.content.values import CurrentValues
from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.sums.sum_request import SumRequest
from bot.dialogue.sums.sunday_pay import sundays_asked, sundays_paid
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)
TOLD = (SUMS.sundays.fact,)
_HOUR = CurrentValues(CONTENT.facts.values(), TODAY).named(SUMS.amounts.hour)


def _more(text: str, told: tuple[str, ...] = TOLD, before: SumRequest | None = None) -> str:
    """Return what a message's Sundays bring more, or "" where it asks for nothing of them."""
    request = sundays_asked(text, numbers_in(text), told, before, SUMS)
    found = sundays_paid(request, SUMS, CONTENT.facts.values(), TODAY) if request else None
    return str(found.amount) if found else ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("payé double donc si jbosse 5h chaque dimanche ca me fait combien en plus", "61.55"),
        ("deux dimanches par mois, sept heures chacun, cela me rapporte combien", "172.34"),
        ("Non : deux dimanches de sept heures, donc 14 heures payées double", "172.34"),
        ("7h le dimanche ça fait combien ?", "86.17"),
    ],
)
def test_it_is_right_to_the_cent(text: str, amount: str) -> None:
    assert _more(text) == amount


def test_hours_of_the_sum_before_are_counted_anew() -> None:
    text, five = (
        "mais le dimanche c payé double, la t as compté simple",
        SumRequest(hours=Decimal(5)),
    )
    assert _more(text, before=five) == "61.55"
    assert _more(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "le dimanche c'est payé double ?",  # no hours
        "20h la semaine et 5h le dimanche ça fait combien",  # more than is reckoned
        "14h le dimanche, payées double, ça fait combien",  # no day is so long
        "on commence à 8h le dimanche ?",
    ],
)
def test_what_cannot_be_reckoned_so_is_left(text: str) -> None:
    assert _more(text) == ""


def test_who_was_not_told_of_double_pay_gets_no_such_sum() -> None:
    assert _more("7h le dimanche ça fait combien ?", told=()) == ""


def test_it_is_said_with_its_facts_and_where_it_holds() -> None:
    last = Message("…", "sundays_and_overtime", "answer", facts=TOLD, detail="sunday_pay")
    context = Context(last_answer=last, last=last, cited=TOLD)
    text = "donc si jbosse 5h chaque dimanche ca me fait combien en plus par mois"
    reading = Asides(CONTENT).read(text, None, [], context, precise=True)
    assert reading is not None and set(TOLD) < set(reading.facts)
    words = reading.words.replace("\u00a0", " ").replace("\u202f", " ")
    assert "61,55 € bruts de plus, 123,10 € en tout" in words
    assert "246,20 €" in words and "prestataire" in words


def test_another_number_of_sundays_may_follow() -> None:
    assert _HOUR is not None
    facts = (*TOLD, _HOUR[0].id)
    last = Message("…", "sundays_and_overtime", "answer", facts=facts)
    context = Context(last_answer=last, last=last, cited=facts)
    reading = Asides(CONTENT).read("et deux dimanches de 7h ?", None, [], context)
    assert reading is not None and "172,34" in reading.words
