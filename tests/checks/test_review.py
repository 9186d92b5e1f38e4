"""The checks of facts that are due for review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.checks.planting import findings_of
from tests.content_copies import edit, edit_card, edit_reply, write


def _plant_fact(folder: Path, review_by: str) -> None:
    fact = {
        "id": "new_fact",
        "topics": ["joke"],
        "statement": "Une phrase.",
        "source": {"publisher": "Insee", "title": "Page"},
        "confidence": "verified",
        "review_by": review_by,
    }
    write(folder / "facts" / "new.yml", [fact])


def _cite_in_variant(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["new_fact"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})


def _cite_in_case(folder: Path) -> None:
    case = {"words": ["arnaque"], "texts": ["Une idée."], "facts": ["new_fact"]}
    edit_reply(folder, "joke", cases=[case])


@pytest.mark.parametrize(
    "cite",
    [
        pytest.param(
            lambda folder: edit_card(
                folder, "tools", answer="Oui.", short="Oui.", more="Oui.", facts=["new_fact"]
            ),
            id="answer",
        ),
        pytest.param(
            lambda folder: edit_card(folder, "tools", more="Oui.", more_facts=["new_fact"]),
            id="more",
        ),
        pytest.param(_cite_in_variant, id="variant"),
        pytest.param(lambda folder: edit_reply(folder, "joke", facts=["new_fact"]), id="reply"),
        pytest.param(_cite_in_case, id="case of a reply"),
    ],
)
def test_a_cited_fact_past_its_review_month_is_a_warning(
    folder: Path, cite: Callable[[Path], None]
) -> None:
    _plant_fact(folder, "2026-10")
    cite(folder)
    (warning,) = findings_of(folder)
    assert (warning.severity, warning.label) == ("warning", "à relire")
    assert warning.where == f"{folder / 'facts'}: new_fact"
    assert "2026-10" in warning.problem


def test_a_fact_past_its_review_month_that_nothing_cites_is_no_finding(folder: Path) -> None:
    _plant_fact(folder, "2020-01")
    assert findings_of(folder) == []


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 11, 30), False), (date(2026, 12, 1), False), (date(2027, 1, 1), True)],
)
def test_a_fact_is_due_only_once_its_review_month_is_over(
    folder: Path, today: date, due: bool
) -> None:
    for path in (folder / "facts").glob("*.yml"):
        edit(path, lambda facts: [fact.pop("review_by", None) for fact in facts])
    _plant_fact(folder, "2026-12")
    edit_reply(folder, "joke", facts=["new_fact"])
    assert bool(findings_of(folder, today)) is due
