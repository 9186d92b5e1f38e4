"""Values of facts in the texts of content/: which is said on a day, and from when the next is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import Content, Library
from bot.content.library import LOOK_EVERY
from bot.content.models import Fact
from bot.content.values import CurrentValues
from bot.publishing import PARTS
from tests.contents import CONTENT, copy_content, edit_fact

NEW_YEAR = date(2027, 1, 1)
SMIC = {
    "pay_smic_hour_june_2026": {"smic_hour": 12.6},
    "pay_smic_month_june_2026": {
        "smic_month": 1911.04,
        "smic_year": 22932,
        "smic_half_month": 955.52,
    },
    "pay_smic_net_june_2026": {"smic_month_net": 1512.7, "smic_month_net_said": 1513},
}


def _fact(*values: dict[str, Any]) -> Fact:
    return Fact(
        id="smic",
        topics=["salary"],
        statement="Une phrase.",
        source={"publisher": "Insee", "title": "Une page"},
        confidence="verified",
        values=[{"name": "smic_month", "unit": "EUR", **value} for value in values],
        review_by="2026-12",
    )


JUNE = {"amount": 1867.02, "from": "2026-06-01"}
JANUARY = {"amount": 1900, "from": "2027-01-01"}


@pytest.mark.parametrize(
    ("day", "amount", "since"),
    [
        (date(2026, 6, 1), "1 867,02", "juin 2026"),
        (date(2026, 12, 31), "1 867,02", "juin 2026"),
        (NEW_YEAR, "1 900", "janvier 2027"),  # though its fact is due for review
    ],
)
@pytest.mark.parametrize("values", [(JUNE, JANUARY), (JANUARY, JUNE)])
def test_the_value_begun_last_is_said_with_its_month(
    values: tuple[dict[str, Any], ...], day: date, amount: str, since: str
) -> None:
    said = CurrentValues([_fact(*values)], day).said()
    assert said == {"{smic_month}": amount, "{smic_month_since}": since}


def test_a_value_that_has_not_begun_or_has_no_day_is_not_said() -> None:
    facts = [_fact({"amount": 1900, "from": "2027-01-01"}), _fact({"amount": 151.67})]
    assert CurrentValues(facts, date(2026, 12, 31)).said() == {}


def test_a_new_smic_is_said_everywhere_on_its_day_and_not_before(tmp_path: Path) -> None:
    folder = copy_content(tmp_path)
    for fact_id, amounts in SMIC.items():
        values = [value.dict(by_alias=True) for value in CONTENT.facts[fact_id].values]
        new = [
            {**value, "amount": amounts[value["name"]], "from": "2027-01-01"}
            for value in values
            if value["name"] in amounts
        ]
        edit_fact(folder, fact_id, values=[*values, *new], review_by="2027-12")
    now, today = 0.0, date(2026, 12, 31)
    library = Library(folder, PARTS, clock=lambda: now, today=lambda: today)
    assert library.refused == []
    assert _said(library) == _said_in(CONTENT)

    now, today = now + LOOK_EVERY, NEW_YEAR
    told = _said(library)
    assert library.refused == []
    for old in ("1 867,02", "12,31", "1 478", "22 404", "juin 2026"):
        assert old not in told
    for new_words in ("1 911,04", "12,6", "1 513", "22 932", "janvier 2027"):
        assert new_words in told


def _said(library: Library) -> str:
    return _said_in(library.current())


def _said_in(content: Content) -> str:
    told = [content.cards[topic].json(ensure_ascii=False) for topic in ("salary", "role_trainer")]
    told.append(content.roles["advisor"].json(ensure_ascii=False))
    return "\n".join(told).replace("\u202f", " ").replace("\xa0", " ")
