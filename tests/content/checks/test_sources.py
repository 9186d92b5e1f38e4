"""The check of publishers and their addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.source_checks import check_sources
from tests.contents import CONTENT, content_of, copy_content, write


def _found(folder: Path, publisher: str, url: str) -> list[str]:
    source = {"publisher": publisher, "title": "Page", "url": url}
    fact = {"id": "new_fact", "topics": ["joke"], "statement": "Une phrase.", "source": source}
    write(folder / "facts" / "new.yml", [{**fact, "confidence": "verified"}])
    return [
        finding.problem
        for finding in check_sources(content_of(folder))
        if finding.severity == "warning" and finding.where.endswith(": new_fact")
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content without its cards, to which each test adds its fact."""
    return copy_content(tmp_path_factory.mktemp("sources"), set())


@pytest.mark.parametrize(
    ("publisher", "url"),
    [
        ("Légifrance", "https://www.avocat.example/article-l1221"),
        ("Légifrance", "https://legifrance.gouv.fr.example/codes"),
        ("Service-Public", "https://mairie.example/?xml=F176"),
        ("DGCCRF (DDPP du Rhône)", "https://presse.example/amende"),
        ("CNIL", "https://www.insee.fr/fr/statistiques/1"),
        ("OpenFisca-France", "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072050/"),
    ],
)
def test_a_publisher_at_another_s_address_is_told(folder: Path, publisher: str, url: str) -> None:
    (problem,) = _found(folder, publisher, url)
    assert "à l'adresse" in problem


@pytest.mark.parametrize(
    ("publisher", "url"),
    [
        ("Légifrance", "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072050/"),
        ("Service-Public (DILA)", "https://www.service-public.gouv.fr/particuliers/vosdroits/F89"),
        ("CNIL", "https://www.legifrance.gouv.fr/cnil/id/CNILTEXT000039419459"),
        ("Ministère de l'Économie", "https://www.economie.gouv.fr/particuliers"),
        ("DGCCRF", "https://signal.conso.gouv.fr"),
        ("DGCCRF (citée par BFM TV)", "https://www.bfmtv.com/amende"),
        ("DGCCRF (DDPP du Rhône, citée par Maison à part)", "https://maisonapart.com/amende"),
        ("Service-Public (lu chez la mairie des Gets)", "https://lesgets-mairie.fr/chomage"),
        ("Insee", ""),
        ("BFM TV", "https://www.bfmtv.com/amende"),
    ],
)
def test_who_publishes_there_is_not_told(folder: Path, publisher: str, url: str) -> None:
    assert _found(folder, publisher, url) == []


def test_the_real_facts_agree() -> None:
    assert [str(finding) for finding in check_sources(CONTENT)] == []
