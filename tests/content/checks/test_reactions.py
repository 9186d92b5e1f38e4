"""The checks of content/reactions.yml: each fault is named where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.content.reactions import REACTIONS_FILE, check_reactions, reactions_of
from bot.content.reading import read_document
from tests.contents import content_of, copy_content, edit

_THEMES = {"pay_and_hours", "contract", "daily_life", "careers", "society", "jobs", "roles"} | {
    "unwanted_calls",
    "scams_and_refunds",
}


def _found(folder: Path, change: Callable[[Any], object] = lambda _: None) -> list[str]:
    edit(folder / REACTIONS_FILE, change)
    reactions = reactions_of(read_document(folder / REACTIONS_FILE))
    return [str(each) for each in check_reactions(content_of(folder), reactions, _THEMES)]


def test_the_real_file_has_no_finding(tmp_path: Path) -> None:
    assert _found(copy_content(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d.pop("worry"), "aucun cas pour « worry »"),
        (lambda d: d.update(wonder=d["worry"]), "réaction inconnue"),
        (lambda d: d["worry"]["cases"].pop(), "« after » manque"),
        (lambda d: d["worry"]["cases"][-1].update(unless=["pupil"]), "le dernier cas a « unless »"),
        (lambda d: d["worry"]["cases"][0].update(after=[]), "« after » manque"),
        (lambda d: d["worry"]["cases"][0].update(after=["moon"]), "introuvable « moon »"),
        (lambda d: d["worry"]["cases"][0].update(then=["salary/moon"]), "n'a pas de réponse"),
        (lambda d: d["worry"]["cases"][0].update(buttons=["moon"]), "bouton introuvable"),
        (lambda d: d["worry"]["cases"][0].update(texts=["x" * 111]), "111 caractères"),
        (lambda d: d["worry"]["cases"][0].update(asks=["x" * 111]), "111 caractères"),
    ],
)
def test_a_fault_is_found(folder: Path, change: Callable[[Any], object], problem: str) -> None:
    assert any(problem in finding for finding in _found(folder, change))
