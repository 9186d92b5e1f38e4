"""The year of a contract, named of an apprentice without its noun."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot import publishing
from bot.dialogue.sums.contract_years import with_contract_year
from bot.dialogue.sums.requests import sum_asked
from bot.dialogue.sums.results import work_out
from bot.text.numbers import numbers_in
from bot.text.words import folded
from tests.contents import CONTENT


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("donc en euro la 3eme a 21 ans", "1456.28"),
        ("et la 3eme ?", "1250.90"),
        ("et la première ?", "802.82"),
        ("en dernière année", "1250.90"),
        ("et à 21 ans ?", "1138.88"),  # the year before goes on
    ],
)
def test_a_rank_alone_is_a_year_of_the_contract(text: str, amount: str) -> None:
    first = "en 2e année à 20 ans"
    before = sum_asked(first, "apprenticeship", "", numbers_in(first))
    request = sum_asked(text, "apprenticeship", "", numbers_in(text), before)
    assert request is not None
    sums, facts = CONTENT.part(publishing.SUMS), CONTENT.facts.values()
    told = work_out(request, sums, facts, date(2026, 11, 27))
    assert told is not None and told.amount == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "je suis en 3eme, j'ai 15 ans",
        "mon fils est en seconde",
        "c'est la deuxième fois que je demande",
        "la 3e question",
        "en premiere annee",  # read as such already
    ],
)
def test_another_rank_is_none(text: str) -> None:
    numbers = numbers_in(text)
    assert with_contract_year(folded(text), numbers) == numbers


def test_a_rank_after_a_sum_that_is_no_apprentice_s_is_none() -> None:
    before = sum_asked("et à 17 ans ?", "salary", "", numbers_in("et à 17 ans ?"))
    assert sum_asked("et la 2e ?", "salary", "", (), before) is None
