"""Faults planted one at a time in a copy of the content, so that a check finds that one only."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.checks import Finding, check_content
from bot.content import CONTENT_DIR, Content
from bot.settings import ROOT

TODAY = date(2026, 11, 24)
DOMAIN = ROOT / "bot" / "domain.yml"


def findings_of(folder: Path, today: date = TODAY) -> list[Finding]:
    """Return what was planted in a copy: a fault of the real content has a test of its own."""
    known = _in_the_real_content(today)
    found = check_content(Content(folder), today)
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
def _in_the_real_content(today: date) -> frozenset[tuple[str, str]]:
    found = check_content(Content(), today)
    return frozenset(_key(finding, CONTENT_DIR) for finding in found)


def _key(finding: Finding, folder: Path) -> tuple[str, str]:
    return finding.where.removeprefix(str(folder)), finding.problem
