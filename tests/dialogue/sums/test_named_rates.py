"""A percentage that is the rate of a contract, and no part of a full time."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot import publishing
from bot.content.values import CurrentValues
from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.profile import Profile
from bot.dialogue.sums.named_rates import at_their_age, with_named_rate
from bot.dialogue.sums.requests import sum_asked
from bot.dialogue.sums.results import work_out
from bot.dialogue.sums.sum_request import SumRequest
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)
VALUES = CurrentValues(CONTENT.facts.values(), TODAY)
ASIDES = Asides(CONTENT)
_FACTS = ("pay_smic_month_june_2026", "pay_apprentice_year1")
RATES = Message("…", "apprenticeship", "answer", facts=_FACTS, detail="pay_first_year")


def _said(text: str, context: Context) -> str:
    reading = ASIDES.read(text, "apprenticeship", [], context)
    assert reading is not None
    return reading.words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        (
            "je parlais de l'alternance, les 27% a 17 ans, ça fait combien d'euros",
            "× 27 % = 504,10",
        ),
        ("apprenti à 19 ans, 43 %, combien ?", "× 43 % = 802,82"),
        ("apprenti à 19 ans, 27 %, combien ?", "× 43 % = 802,82"),  # the rate of the younger
        ("apprenti à 19 ans, 51 %, combien ?", "deuxième année : 1 867,02 € × 51 % = 952,18"),
        ("apprenti à 26 ans, 100 %, combien ?", "1 867,02 € bruts"),
        ("apprenti à 19 ans à mi-temps, combien ?", "× 43 % × 50 % = 401,41"),
        ("les 27%, ça fait combien d'euros ?", "27 % du Smic : 1 867,02 € × 27 % = 504,10"),
    ],
)
def test_a_rate_that_is_named_is_counted_once(text: str, operation: str) -> None:
    assert operation in _said(text, Context(last_answer=RATES, last=RATES))


@pytest.mark.parametrize("worker", ["apprentice", "pro_contract", "adult"])
def test_no_sum_shows_the_same_percentage_twice(worker: str) -> None:
    for age in range(15, 27):
        for rate in SUMS.rates.values():
            for name in rate.from_age.values():
                held = VALUES.named(name, rate.fact)
                assert held is not None
                request = sum_asked(
                    f"à {age} ans et {held[1].amount} %, combien au smic ?",
                    "salary",
                    {"apprentice": "apprentice", "pro_contract": "pro_contract"}.get(worker, ""),
                    numbers_in(f"à {age} ans et {held[1].amount} %"),
                )
                assert request is not None
                request = with_named_rate(request, SUMS, VALUES)
                told = work_out(request, SUMS, CONTENT.facts.values(), TODAY)
                shares = re.findall(r"× (\d+\S* ?%)", told.text) if told else []
                assert len(shares) == len(set(shares)), told


def test_the_age_told_before_decides_the_sum_after_the_rates() -> None:
    known = Context(last_answer=RATES, last=RATES, profile=Profile(age=17))
    text = "27% mais c'est de l'exploitation ça fait genre 500 balles ? pour 35h ?"
    said = _said(text, known)
    assert said.startswith("Oui, à peu près. Apprenti à 17 ans") and "504,10" in said


def test_hours_after_an_apprentices_rates_are_an_apprentices() -> None:
    known = Context(last_answer=RATES, last=RATES, profile=Profile(age=17))
    assert "Apprenti à 17 ans" in _said("et 35h ça fait combien ?", known)
    assert "Apprenti" not in _said("et 35h au smic pour un adulte ?", known)


@pytest.mark.parametrize(
    ("request_before", "age", "text", "expected"),
    [
        (SumRequest(), 17, "28h ça fait combien", 17),
        (SumRequest(), 24, "28h ça fait combien", None),  # no rate depends on it
        (SumRequest(worker="apprentice"), 24, "28h", 24),
        (SumRequest(worker="apprentice"), 45, "28h", None),
        (SumRequest(worker="apprentice"), 17, "et mon frère, 28h ?", None),
        (SumRequest(worker="apprentice", age=20), 17, "28h", 20),
        (SumRequest(worker="intern"), 17, "28h", None),
    ],
)
def test_an_age_counts_where_pay_depends_on_it(
    request_before: SumRequest, age: int, text: str, expected: int | None
) -> None:
    assert at_their_age(request_before, age, text).age == expected
