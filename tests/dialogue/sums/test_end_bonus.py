"""The bonus at the end of a contract, on a visitor's own figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.content.sums import SUM_LIMIT
from bot.dialogue.asides import Asides
from bot.dialogue.messages import WORDED, Context, Message
from bot.dialogue.sums.end_bonus import bonus_asked, bonus_of, contract_meant
from bot.dialogue.sums.results import Sum
from bot.text.numbers import numbers_in
from tests.contents import CONTENT

TODAY = date(2026, 11, 27)
SUMS = CONTENT.part(publishing.SUMS)
ASIDES = Asides(CONTENT)
FIXED_TERM, AGENCY = ("cdd_end_bonus_10",), ("agency_end_bonus_10",)


def _sum(text: str, told: tuple[str, ...] = FIXED_TERM, before: str = "") -> Sum | None:
    contract, numbers = contract_meant(text, told, SUMS), numbers_in(text)
    request = bonus_asked(text, numbers, contract, before) if contract else None
    facts = CONTENT.facts.values()
    return bonus_of(request, SUMS, facts, TODAY) if request else None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("10 % de quoi exactement ? moi j'ai 1820 brut et 4 mois", "728"),
        ("4 mois à 1820 ça fait combien de prime en tout", "728"),
        ("4 mois à 1820 brut", "728"),
        ("quatre mois à 1 820 euros", "728"),
        ("sur 1820 brut pendant 6 mois ça fait combien", "1092"),
        ("10 % de 1820 brut sur 4 mois", "728"),
        ("un an à 1900 brut, la prime ça fait combien", "2280"),
        ("j'ai touché 7280 brut en tout ça fait combien de prime", "728"),
        ("10% ! j'ai gagné 5600 brut sur les 3 mois ca fait 560 donc ?", "560"),
        ("1820 brut ça fait combien de prime par mois", "182"),
        ("6 mois au smic ça fait combien", "1120.21"),
        ("6 mois au smic à 24h par semaine ça fait combien ?", "768.14"),
    ],
)
@pytest.mark.parametrize("told", [FIXED_TERM, AGENCY, ("cdd_end_bonus_when",)])
def test_the_bonus_is_right_to_the_cent(text: str, amount: str, told: tuple[str, ...]) -> None:
    result = _sum(text, told)
    assert result is not None and result.amount == Decimal(amount)
    assert result.facts[0] in CONTENT.facts and len(result.text) <= SUM_LIMIT


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("4 mois à 1820 brut, ça fait combien de prime de précarité", "cdd_end_bonus_10"),
        ("prime de fin de contrat 6 mois 1867 brut combien", "cdd_end_bonus_10"),
        ("prime de fin de mission pour 3 mois à 1900 brut en intérim ?", "agency_end_bonus_10"),
        ("fin de contrat après 4 mois à 1820 brut, je touche combien", "cdd_end_bonus_10"),
    ],
)
def test_who_names_the_bonus_needs_no_answer_on_it_before(text: str, fact: str) -> None:
    result = _sum(text, told=())
    assert result is not None and result.facts == (fact,)


def test_the_contract_that_is_named_comes_before_the_one_that_was_told() -> None:
    result = _sum("et en intérim, 3 mois à 1900 brut, combien la prime", FIXED_TERM)
    assert result is not None and result.facts == AGENCY
    result = _sum("et en CDD, 3 mois à 1900 brut, combien la prime", AGENCY)
    assert result is not None and result.facts == FIXED_TERM


@pytest.mark.parametrize(
    "text",
    [
        "10 % de quoi exactement ?",
        "c'est 10 % du brut ou du net",
        "10 % d'accord, et les tickets resto",
        "et les congés payés ?",
        "1850 brut c'est correct ?",
        "1820 brut ça fait combien en net ?",
        "4 mois à 1820 brut, ça fait combien de chômage",
        "fin de contrat, 4 mois à 1820 brut, combien d'indemnité de licenciement",
        "4 mois à 1420 net ça fait combien",  # it is a share of gross pay
        "j'ai fait 4 mois à 1820 brut et je veux partir avant la fin, je risque quoi",
        "4 mois à 1820 brut, la prime je la touche quand ?",
        "2 mois à 1820 brut et 2 mois à 1900 brut",
        "j'ai 17 ans, 4 mois, ça fait combien",
    ],
)
def test_what_asks_for_no_amount_of_it_is_left_alone(text: str) -> None:
    assert _sum(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "4 mois à 1820 ça fait combien de prime en tout",
        "10 % de quoi exactement ? moi j'ai 1820 brut et 4 mois",
        "prime de fin d'année 4 mois à 1820 brut combien",
        "prime de fin de chantier 4 mois à 1820 brut combien",
    ],
)
def test_other_bonuses_are_not_worked_out(text: str) -> None:
    assert _sum(text, told=("bon_fixed_variable",)) is None


def test_the_operation_says_what_the_share_is_of() -> None:
    result = _sum("10 % de quoi exactement ? moi j'ai 1820 brut et 4 mois")
    assert result is not None
    assert result.text.replace("\u00a0", " ") == (
        "10 % de tout le salaire brut, sur 4 mois : 1 820 € × 4 × 10 % = 728 € bruts à la fin d’un "
        "CDD sans CDI à la suite. Il y a des exceptions, comme un jeune embauché pendant ses "
        "vacances."
    )


def test_the_smic_is_cited_where_the_pay_is_the_smic() -> None:
    result = _sum("6 mois au smic à 24h par semaine ça fait combien ?")
    assert result is not None
    assert result.facts == (*FIXED_TERM, "pay_smic_month_june_2026")
    assert "1\u00a0867,02\u00a0€ × 24 ÷ 35 × 6 × 10\u00a0%" in result.text


@pytest.mark.parametrize(
    ("text", "amount"),
    [("et pour 6 mois ?", "1092"), ("et avec 1900 brut ?", "760"), ("et 1900 ?", "760")],
)
def test_another_figure_after_it_goes_on_from_it(text: str, amount: str) -> None:
    request = bonus_asked("4 mois à 1820 brut", numbers_in("4 mois à 1820 brut"), "fixed_term")
    assert request is not None
    result = _sum(text, before=request.written())
    assert result is not None and result.amount == Decimal(amount)
    assert _sum("et en net ?", before=request.written()) is None


def _told(key: str) -> Context:
    detail = CONTENT.cards["contract_types"].detail(key)
    assert detail is not None
    last = Message("…", "contract_types", "answer", facts=tuple(detail.facts), detail=key)
    return Context(last_answer=last, last=last, cited=last.facts)


@pytest.mark.parametrize("topic", [None, "salary", "contract_types", "bonuses_benefits"])
@pytest.mark.parametrize("key", ["end_bonus", "end_bonus_when", "agency_end_bonus"])
@pytest.mark.parametrize(
    "text",
    [
        "10 % de quoi exactement ? moi j'ai 1820 brut et 4 mois",
        "4 mois à 1820 ça fait combien de prime en tout",
    ],
)
def test_the_share_of_the_bonus_is_no_part_time(text: str, key: str, topic: str | None) -> None:
    reading = ASIDES.read(text, topic, [], _told(key), precise=True)
    assert reading is not None and reading.topic == "contract_types"
    assert "1 820 € × 4 × 10 % = 728 €" in reading.words.replace("\u00a0", " ")


@pytest.mark.parametrize("topic", ["salary", "contract_types", "bonuses_benefits"])
def test_the_share_alone_is_no_part_time_either(topic: str) -> None:
    for text in ("10 % de quoi ? du salaire ?", "10 % du brut, ça fait combien d'argent ?"):
        assert ASIDES.read(text, topic, [], _told("end_bonus")) is None
    reading = ASIDES.read("et à 80 % je gagne combien ?", "salary", [], _told("end_bonus"))
    assert reading is not None and "80" in reading.words


def test_a_share_of_an_own_pay_is_no_share_of_the_smic() -> None:
    last = Message("…", "salary", "answer")
    text = "10 % de quoi exactement ? moi j'ai 1820 brut et 4 mois"
    assert ASIDES.read(text, "salary", [], Context(last_answer=last, last=last)) is None


def test_when_it_is_paid_is_offered_once() -> None:
    text, context = "4 mois à 1820 brut", _told("end_bonus")
    reading = ASIDES.read(text, None, [], context)
    assert reading is not None and reading.offers == ("contract_types/end_bonus_when",)
    told = replace(context, told=frozenset(reading.offers))
    again = ASIDES.read(text, None, [], told)
    assert again is not None and again.offers == ()


def test_a_bonus_is_no_sum_of_pay_to_go_on_from() -> None:
    first = ASIDES.read("4 mois à 1820 brut", None, [], _told("end_bonus"))
    assert first is not None
    last = Message(first.words, "contract_types", "answer", facts=first.facts, detail=WORDED)
    context = Context(last_answer=last, last=last, sum=first.sum, cited=first.facts)
    going_on = ASIDES.read("et pour 6 mois ?", None, [], context)
    assert going_on is not None and "1\u00a0092\u00a0€" in going_on.words
    assert ASIDES.read("et en net ?", None, [], context) is None


def test_a_monthly_pay_without_months_gives_the_bonus_of_one() -> None:
    result = _sum("Ça ferait combien pour moi, je suis à 1850 brut par mois ?")
    assert result is not None and result.amount == Decimal("185")
    assert "pour chaque mois. Multipliez par le nombre de mois" in result.text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("et la prime de fin de mission alors, sur 3 mois à 12,31 ça me ferait combien", "560.12"),
        ("prime de fin de mission, 3 mois à 12 € de l'heure, combien ?", "546.01"),
        ("prime de fin de mission, 3 mois à 12,31 et 24h par semaine, combien ?", "384.08"),
    ],
)
def test_the_pay_of_an_hour_is_brought_to_a_month(text: str, amount: str) -> None:
    result = _sum(text)
    assert result is not None and result.amount == Decimal(amount), result
    assert "× 151,67" in result.text and "heures par semaine" in result.text
