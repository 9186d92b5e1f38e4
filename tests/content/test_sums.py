"""Content/sums.yml: which values stand on a day, and how a broken file is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import publishing
from bot.content import CONTENT_DIR
from bot.content.models import Fact
from bot.content.sums import check_sums
from bot.content.values import CurrentValues
from bot.errors import ContentError
from tests.contents import CONTENT, content_of, copy_content, edit, edit_fact, part_of

TODAY = date(2026, 11, 27)


def _fact(key: str, value: dict[str, Any], **fields: Any) -> Fact:
    return Fact(
        id=key,
        topics=["salary"],
        statement="Une phrase.",
        source={"publisher": "Insee", "title": "Une page"},
        confidence="verified",
        values=[{"name": "smic_hour", "unit": "EUR", **value}],
        **fields,
    )


JUNE = _fact("june", {"amount": 12.31, "from": "2026-06-01"}, review_by="2026-12")
JANUARY = _fact("january", {"amount": 12.5, "from": "2027-01-01"}, review_by="2027-06")


@pytest.mark.parametrize(
    ("day", "fact"),
    [
        (date(2026, 5, 31), None),  # before its `from`
        (date(2026, 6, 1), "june"),
        (date(2026, 12, 31), "june"),  # the last day of `review_by`
        (date(2027, 1, 1), "january"),
        (date(2027, 6, 30), "january"),
        (date(2027, 7, 1), None),  # past `review_by`
    ],
)
def test_of_two_values_of_one_name_the_one_of_the_day_stands(day: date, fact: str | None) -> None:
    found = CurrentValues([JANUARY, JUNE], day).named("smic_hour")
    assert (found[0].id if found else None) == fact


def test_an_older_value_does_not_stand_in_for_one_that_is_due_for_review() -> None:
    old = _fact("old", {"amount": 12.02, "from": "2026-01-01"}, review_by="2030-01")
    assert CurrentValues([old, JUNE], date(2027, 1, 1)).named("smic_hour") is None


def test_a_value_stands_until_its_last_day() -> None:
    ended = _fact("ended", {"amount": 12.02, "from": "2026-01-01", "until": "2026-05"})
    assert CurrentValues([ended], date(2026, 5, 31)).named("smic_hour")
    assert CurrentValues([ended], date(2026, 6, 1)).named("smic_hour") is None


def test_a_fact_is_followed_to_what_replaced_it() -> None:
    newer = _fact("newer", {"amount": 13, "from": "2026-10"}, supersedes="june")
    other = _fact("other", {"amount": 99, "from": "2026-11"})
    found = CurrentValues([JUNE, newer, other], TODAY).named("smic_hour", fact="june")
    assert found and found[0].id == "newer"


def test_the_shipped_file_is_whole_today() -> None:
    assert list(check_sums(CONTENT, CONTENT.part(publishing.SUMS), TODAY)) == []


def test_the_check_says_which_values_are_out_of_date() -> None:
    findings = list(check_sums(CONTENT, CONTENT.part(publishing.SUMS), date(2027, 1, 1)))
    assert {finding.severity for finding in findings} == {"warning"}
    assert any("smic_month" in finding.problem for finding in findings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_content(tmp_path)


def test_a_rate_of_a_lost_fact_is_an_error(folder: Path) -> None:
    edit(folder / "sums.yml", lambda sums: sums["rates"]["minor"].update(fact="lost"))
    findings = check_sums(content_of(folder), part_of(folder, publishing.SUMS), TODAY)
    assert [finding.problem for finding in findings] == ["fait introuvable « lost »"]


def test_a_figure_of_a_note_must_stand_in_its_fact(folder: Path) -> None:
    edit(folder / "sums.yml", lambda sums: sums["rates"]["minor"].update(note="Après 7 mois."))
    (finding,) = check_sums(content_of(folder), part_of(folder, publishing.SUMS), TODAY)
    assert "« 7 »" in finding.problem


def test_the_sums_on_own_figures_name_facts_and_details_that_there_are(folder: Path) -> None:
    def lose(sums: dict[str, Any]) -> None:
        sums["own_pay"].update(rule="lost", above="salary/lost")
        sums["end_bonuses"]["agency"].update(fact="gone", after="contract_types/lost")

    edit(folder / "sums.yml", lose)
    findings = check_sums(content_of(folder), part_of(folder, publishing.SUMS), TODAY)
    assert {finding.problem for finding in findings} == {
        "fait introuvable « lost »",
        "fait introuvable « gone »",
        "détail introuvable « salary/lost »",
        "détail introuvable « contract_types/lost »",
    }


def test_a_bonus_needs_the_value_of_its_rate(folder: Path) -> None:
    edit(folder / "sums.yml", lambda sums: sums["end_bonuses"]["agency"].update(rate="lost"))
    (finding,) = check_sums(content_of(folder), part_of(folder, publishing.SUMS), TODAY)
    assert finding.severity == "warning" and "« lost »" in finding.problem


def test_the_hours_of_a_full_time_must_stand_in_the_fact(folder: Path) -> None:
    edit_fact(folder, "pay_smic_month_june_2026", statement="Le Smic du mois.")
    (finding,) = check_sums(content_of(folder), part_of(folder, publishing.SUMS), TODAY)
    assert finding.where.endswith("full_time_hours")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda sums: sums["texts"].update(dated="{line}."), "{line}, {since}"),
        (lambda sums: sums["texts"].update(age="à {years} ans"), "{age}"),
        (lambda sums: sums["texts"].update(age="à {age ans"), "accolade"),
        (lambda sums: sums["texts"].update(half_time="à {percent} %"), "aucun"),
        (lambda sums: sums["rates"].pop("apprentice_2"), "apprentice_2"),
        (lambda sums: sums["ranks"].pop(3), "3"),
        (lambda sums: sums["end_bonuses"].pop("agency"), "agency"),
        (lambda sums: sums["own_pay"].pop("rule"), "rule"),
        (lambda sums: sums["amounts"].pop("hour"), "amounts.hour"),
    ],
)
def test_a_broken_file_says_what_is_wrong(folder: Path, change: Any, named: str) -> None:
    edit(folder / "sums.yml", change)
    with pytest.raises(ContentError) as raised:
        part_of(folder, publishing.SUMS)
    assert named in str(raised.value)


def test_no_amount_stands_in_the_file() -> None:
    text = (CONTENT_DIR / "sums.yml").read_text("utf-8")
    assert not any(amount in text for amount in ("1867", "1 867", "12,31", "12.31", "1477"))
