"""The checks of facts that are due for review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.content.checks.planting import findings_of, only_error
from tests.contents import edit, edit_card, edit_reply, write


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


_CITING = {"answer": "Une réponse.", "facts": ["new_fact"]}


def _cite_in_detail(folder: Path, fields: dict[str, Any]) -> None:
    detail = {"id": "new", "asks": "Et alors ?", "answer": "Une suite.", "facts": ["adv_missions"]}
    edit(
        folder / "answers" / "heat_pumps.yml",
        lambda card: card["details"].append({**detail, **fields}),
    )


def _cite_in_case(folder: Path) -> None:
    case = {"words": ["arnaque"], "texts": ["Une idée."], "facts": ["new_fact"]}
    edit_reply(folder, "joke", cases=[case])


@pytest.mark.parametrize(
    "cite",
    [
        pytest.param(
            lambda folder: edit_card(
                folder, "tools", answer="Oui.", short="Oui.", facts=["new_fact"]
            ),
            id="answer",
        ),
        pytest.param(lambda folder: _cite_in_detail(folder, _CITING), id="detail"),
        pytest.param(
            lambda folder: _cite_in_detail(folder, {"by_role": {"advisor": _CITING}}),
            id="variant of a detail",
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
    assert warning.where == f"{folder / 'facts' / 'new.yml'}: new_fact"
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
    _plant_fact(folder, "2026-12")
    edit_reply(folder, "joke", facts=["new_fact"])
    assert bool(findings_of(folder, today)) is due


@pytest.mark.parametrize("review_by", ["juin 2027", "2027", "2027-13", "06/2027", "2027-06-01"])
def test_a_review_date_that_is_no_month_is_an_error(folder: Path, review_by: str) -> None:
    _plant_fact(folder, review_by)
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'facts' / 'new.yml'}: new_fact"
    assert f"« {review_by} » n'est pas un mois" in error.problem
