"""The real content, data and domain are clean."""

from __future__ import annotations

from datetime import date

from bot.checks import Finding, check_content, check_data, check_domain
from bot.content import Content
from bot.settings import ROOT
from tests.checks.planting import DOMAIN, TODAY


def test_the_real_content_has_no_error() -> None:
    findings = check_content(Content(), TODAY)
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


def test_the_real_data_have_no_error() -> None:
    assert [str(finding) for finding in check_data(Content(), ROOT / "data")] == []


def test_the_real_domain_has_no_error() -> None:
    assert [str(finding) for finding in check_domain(Content(), DOMAIN)] == []


def test_facts_due_for_review_are_warnings_and_never_errors() -> None:
    findings = check_content(Content(), date(2099, 1, 1))
    assert {finding.severity for finding in findings} == {"warning"}


def test_a_finding_reads_as_place_problem_and_remedy() -> None:
    finding = Finding("error", "salary.yml", "texte trop long", "raccourcissez-le")
    assert str(finding) == "salary.yml : texte trop long (raccourcissez-le)"
    assert finding.label == "erreur"
