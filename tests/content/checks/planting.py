"""Faults planted one at a time in a copy of the content, so that a check finds that one only."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.content import CONTENT_DIR, Content
from bot.content.checks import Finding, check_content
from bot.publishing import PARTS
from bot.settings import ROOT
from tests.contents import CONTENT, content_of, copy_content

TODAY = date(2026, 11, 24)
DOMAIN = ROOT / "bot" / "domain.yml"


# The cards that the tests edit, and what these are related to.
_PLANTED_IN = {
    "channels",
    "contact_centre_job",
    "diploma",
    "energy_renovation_ban",
    "heat_pumps",
    "job_list",
    "salary",
    "stop_unwanted_calls",
    "tools",
}


def lean_copy(folder: Path) -> Path:
    """Copy the content without the cards that no test edits: to check them all takes long."""
    return copy_content(folder, _PLANTED_IN)


def findings_of(folder: Path, today: date = TODAY) -> list[Finding]:
    """Return what was planted in a copy, less what was found in it before."""
    known = _before_planting(today)
    found = check_content(content_of(folder), today)
    return [finding for finding in found if _key(finding, folder) not in known]


def only_error(findings: list[Finding]) -> Finding:
    """Return the one error among findings that hold nothing else."""
    assert [finding.severity for finding in findings] == ["error"], [str(f) for f in findings]
    return findings[0]


def errors_on(folder: Path, path: str) -> list[str]:
    """Return the problems of the errors that stand at `path`."""
    where = str(folder / path)
    return [f.problem for f in findings_of(folder) if f.severity == "error" and f.where == where]


@lru_cache
def _before_planting(today: date) -> frozenset[tuple[str, str]]:
    sheets = {
        name: sheet
        for name, sheet in CONTENT.sheets.items()
        if not name.startswith("answers/") or Path(name).stem in _PLANTED_IN
    }
    found = check_content(Content(CONTENT_DIR, PARTS, sheets), today)
    return frozenset(_key(finding, CONTENT_DIR) for finding in found)


def _key(finding: Finding, folder: Path) -> tuple[str, str]:
    return finding.where.removeprefix(str(folder)), finding.problem
