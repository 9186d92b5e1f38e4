"""The sum before with another number, also when another answer came between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.dialogue.asides import Asides
from bot.dialogue.messages import WORDED, Context, Message
from bot.dialogue.sums.requests import sum_asked
from bot.dialogue.sums.results import work_out
from bot.dialogue.sums.same_sum import asks_the_same, may_go_on, same_sum
from bot.dialogue.sums.sum_request import SumRequest
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)
ASIDES = Asides(CONTENT)


def _asked(text: str) -> SumRequest:
    request = sum_asked(text, "salary", "", numbers_in(text))
    assert request is not None
    return request


@pytest.mark.parametrize(
    ("before", "text", "amount"),
    [
        (
            "12h par semaine en net",
            "mais tout à l'heure tu l'as fait pour 12h... fais pareil pour 20",
            "844.53",
        ),
        ("12h par semaine", "fais pareil pour 20", "1066.87"),
        ("12h par semaine", "fais pareil pour 20h, comme pour 12h", "1066.87"),
        ("12h par semaine par an", "même calcul avec 20h stp", "12802.42"),
        ("12h par semaine", "refais le calcul pour 20 par semaine", "1066.87"),
        ("12h par semaine", "tu m'as calculé pour 12, et pour 20 alors ?", "1066.87"),
        ("à 80 %", "fais la même chose pour 60", "1120.21"),
        ("à 16 ans", "fais pareil pour 17", "1680.32"),
        ("par an à mi-temps", "fais pareil en net à 80 %", "14188.13"),
        ("4 heures sup au smic", "fais pareil pour 3", "46.16"),
    ],
)
def test_a_sum_is_done_again_with_another_number(before: str, text: str, amount: str) -> None:
    assert asks_the_same(text)
    request = same_sum(text, numbers_in(text), _asked(before))
    told = work_out(request, SUMS, CONTENT.facts.values(), TODAY) if request else None
    assert told is not None and told.amount == Decimal(amount), told


@pytest.mark.parametrize(
    "text",
    [
        "et pour 20 ?",
        "et avec 25 alors",
    ],
)
def test_a_bare_number_right_after_a_sum_is_of_its_unit(text: str) -> None:
    assert may_go_on(text, just_worked_out=True)
    assert same_sum(text, (), _asked("12h par semaine")) is not None
    assert not may_go_on(text, just_worked_out=False) and not asks_the_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "fais pareil pour un formateur",
        "c'est pareil pour les 2 contrats ?",
        "fais pareil pour 12h",
        "et pour 2 jours ?",
        "merci",
    ],
)
def test_without_another_number_no_sum_is_done_again(text: str) -> None:
    assert same_sum(text, numbers_in(text), _asked("12h par semaine")) is None


@pytest.mark.parametrize(
    "text",
    [
        "je reprends le travail à 20h par semaine lundi",
        "tu as dit 20h pour un étudiant, c'est vrai ?",
        "ils appellent pareil à 20 h",
        "avec 16h j'aurais combien de pauses ?",
    ],
)
def test_what_but_names_hours_wants_no_sum_again(text: str) -> None:
    assert not asks_the_same(text) and not may_go_on(text, just_worked_out=True)


def _with_a_sum_some_answers_ago() -> Context:
    last = Message("…", "remote_work", "answer")
    return Context(last_answer=last, last=last, sums=(_asked("12h par semaine en net").written(),))


@pytest.mark.parametrize("topic", [None, "salary", "student_jobs", "remote_work"])
@pytest.mark.parametrize(
    "text",
    [
        "mais tout à l'heure tu l'as fait pour 12h... fais pareil pour 20",
        "tout à l'heure c'était pour 12h, et pour 20h ?",
    ],
)
def test_another_answer_between_does_not_lose_the_sum(text: str, topic: str | None) -> None:
    reading = ASIDES.read(text, topic, [], _with_a_sum_some_answers_ago())
    assert reading is not None and reading.topic == "salary"
    assert "× 20 ÷ 35 = 844,53" in reading.words.replace("\u00a0", " ")


@pytest.mark.parametrize("topic", [None, "remote_work"])
def test_what_hours_would_earn_goes_on_from_a_sum_some_answers_ago(topic: str | None) -> None:
    text, context = "j'aurais combien alors avec 16h ?", _with_a_sum_some_answers_ago()
    reading = ASIDES.read(text, topic, [], context)
    assert reading is not None and "675,63 € nets" in reading.words.replace("\u00a0", " ")
    assert ASIDES.read(text, topic, [], context, precise=True) is None


def test_another_answer_between_leaves_a_bare_number_alone() -> None:
    assert ASIDES.read("et pour 20 ?", None, [], _with_a_sum_some_answers_ago()) is None


def test_a_sum_is_not_done_again_of_a_job_that_is_paid_otherwise() -> None:
    context = _with_a_sum_some_answers_ago()
    assert ASIDES.read("fais pareil pour 20", None, ["supervisor"], context) is None


def test_right_after_a_sum_a_bare_number_is_worked_out() -> None:
    context = _with_a_sum_some_answers_ago()
    worded = Message("…", "salary", "answer", detail=WORDED)
    after = replace(context, sum=context.sums[0], last=worded, last_answer=worded)
    reading = ASIDES.read("et pour 20 ?", None, [], after)
    assert reading is not None and "844,53" in reading.words
