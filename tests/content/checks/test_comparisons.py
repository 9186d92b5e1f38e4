"""The checks of content/comparisons.yml: each fault is named where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.content.comparison_checks import POINT_LIMIT, check_comparisons
from bot.errors import ContentError
from bot.publishing import COMPARISONS
from tests.contents import content_of, edit, part_of


def _found(folder: Path, change: Callable[[Any], object] = lambda _: None) -> list[str]:
    edit(folder / COMPARISONS.name, change)
    found = check_comparisons(content_of(folder), part_of(folder, COMPARISONS))
    return [str(finding) for finding in found]


def _inbound(document: Any) -> Any:
    return document["groups"]["calls"]["things"]["inbound"]


def test_the_real_file_has_no_finding(folder: Path) -> None:
    assert _found(folder) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d["groups"]["calls"].update(topic="nowhere"), "calls : sujet inconnu"),
        (lambda d: d["groups"]["calls"]["things"].pop("outbound"), "une seule chose à comparer"),
        (lambda d: _inbound(d)["points"].pop("why"), "« why » manque à « inbound »"),
        (lambda d: _inbound(d)["points"].update(odd=_inbound(d)["points"]["why"]), "point inconnu"),
        (lambda d: _inbound(d)["points"]["why"].update(facts=["no_fact"]), "fait introuvable"),
        (lambda d: _inbound(d)["points"]["why"].update(text="312 pannes"), "« 312 » n"),
        (
            lambda d: _inbound(d)["points"]["why"].update(text="x" * 111),
            f"tenez-vous à {POINT_LIMIT}",
        ),
        (lambda d: d["wording"].update(same="pareil"), "il manque {label}"),
    ],
)
def test_a_fault_is_found(folder: Path, change: Callable[[Any], object], problem: str) -> None:
    assert any(problem in finding for finding in _found(folder, change))


def test_a_thing_without_words_is_named_with_its_field(folder: Path) -> None:
    with pytest.raises(ContentError, match=r"words"):
        _found(folder, lambda d: _inbound(d).update(words=[]))


@pytest.mark.parametrize(
    ("point", "problem"),
    [
        ({"text": "312 euros", "facts": ["adv_missions"]}, "« 312 » n"),
        ({"text": "le Smic", "facts": ["no_fact"]}, "fait introuvable"),
        (
            {"text": "x" * (POINT_LIMIT + 1), "facts": ["adv_missions"]},
            f"tenez-vous à {POINT_LIMIT}",
        ),
        ({"text": "vrai? non", "facts": ["adv_missions"]}, "il manque une espace"),
    ],
)
def test_the_points_of_the_jobs_are_checked_too(
    folder: Path, point: dict[str, Any], problem: str
) -> None:
    roles = folder / "roles.yml"
    edit(roles, lambda jobs: jobs["advisor"]["points"].update(pay=point))
    (finding,) = _found(folder)
    assert finding.startswith(f"{roles}: advisor.pay : ") and problem in finding


def test_a_job_has_no_point_that_nobody_can_ask_for(folder: Path) -> None:
    point = {"text": "le Smic", "facts": ["adv_missions"]}
    edit(folder / "roles.yml", lambda jobs: jobs["advisor"]["points"].update(odd=point))
    (finding,) = _found(folder)
    assert "advisor.odd : point inconnu" in finding
