"""The checks of content/profiles.yml: each fault is named where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import publishing
from bot.content.profile_checks import check_profiles
from bot.content.profiles import PROFILES_FILE
from tests.contents import content_of, copy_content, edit, edit_reply, part_of


def _found(folder: Path, change: Callable[[Any], object] = lambda _: None) -> list[str]:
    edit(folder / PROFILES_FILE, change)
    return [
        str(f) for f in check_profiles(content_of(folder), part_of(folder, publishing.PROFILES))
    ]


def test_the_real_file_has_no_finding(tmp_path: Path) -> None:
    assert _found(copy_content(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d["situations"]["pupil"].update(reply="none"), "réponse introuvable"),
        (lambda d: d["trades"]["cook"].update(tells="salary/none"), "étiquette introuvable"),
        (lambda d: d["trades"]["cook"].update(tells="nowhere"), "étiquette introuvable"),
        (lambda d: d["ages"][0].update(offers=["salary/none"]), "étiquette introuvable"),
        (lambda d: d["ages"][0].update(to=14), "14 ans est dans deux tranches"),
    ],
)
def test_a_fault_is_found(folder: Path, change: Callable[[Any], object], problem: str) -> None:
    assert any(problem in finding for finding in _found(folder, change))


def test_an_acknowledgement_stays_short(folder: Path) -> None:
    edit_reply(folder, "acknowledge_pupil", texts=["x" * 81])
    assert any("81 caractères" in finding for finding in _found(folder))
