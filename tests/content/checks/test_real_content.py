"""The real content and data are clean."""

from __future__ import annotations

from datetime import date

from bot.content.checks import Finding, check_content
from bot.settings import ROOT
from bot.training.checks import check_data
from tests.content.checks.planting import TODAY
from tests.contents import CONTENT


def test_the_real_content_has_no_error() -> None:
    findings = check_content(CONTENT, TODAY)
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


def test_the_real_data_have_no_error() -> None:
    assert [str(finding) for finding in check_data(CONTENT, ROOT / "data")] == []


def test_facts_due_for_review_are_warnings_and_never_errors() -> None:
    findings = check_content(CONTENT, date(2099, 1, 1))
    assert {finding.severity for finding in findings} == {"warning"}


def test_a_finding_reads_as_place_problem_and_remedy() -> None:
    finding = Finding("error", "salary.yml", "texte trop long", "raccourcissez-le")
    assert str(finding) == "salary.yml : texte trop long (raccourcissez-le)"
    assert finding.label == "erreur"
