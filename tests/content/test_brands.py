"""Brands: what a second one takes from the first, the names in texts, and what the check finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content import CONTENT_DIR
from bot.content.brands import Brands, brand_of, brands_of, check_brands
from bot.content.colours import (
    DARK,
    LIGHT,
    contrast,
    darkened,
    least_contrast,
    lightened,
    words_on,
)
from bot.content.findings import Finding
from bot.content.reading import document_of, read_document
from bot.errors import ContentError
from bot.publishing import BRANDS
from tests.content.checks.planting import only_error
from tests.contents import CONTENT

OWN = brand_of(CONTENT)
NAMES = {"strings": frozenset({"launcher"}), "pages": frozenset({"home_lead"})}
SECOND = """
autre:
  bot: "Allô"
  organisation: "Grand Large Services"
  controller: "Grand Large Services"
  controller_contact: "donnees@example.fr"
  accent: "#7a1f5c"
  strings: {launcher: "Parlons-en"}
"""


def _brands(added: str) -> Brands:
    own = (CONTENT_DIR / "brand.yml").read_text(encoding="utf-8")
    return brands_of(document_of(Path("brand.yml"), (own + added).encode()))


def _findings(**changed: Any) -> list[Finding]:
    return check_brands(CONTENT, {"x": OWN.copy(update={"id": "x", **changed})}, NAMES)


def test_the_real_brand_has_no_error() -> None:
    assert [str(finding) for finding in BRANDS.check(CONTENT, CONTENT.part(BRANDS))] == []


def test_a_second_brand_takes_from_the_first_what_it_does_not_say() -> None:
    second = _brands(SECOND)["autre"]
    assert second.bot == "Allô" and second.strings == {"launcher": "Parlons-en"}
    assert second.controller_said == OWN.controller_said
    assert second.accent_dark == lightened("#7a1f5c"), "not the first one's colour"
    assert second.ornament == second.accent_dark


def test_a_brand_never_names_the_contact_of_another_company() -> None:
    own = "autre:\n  bot: A\n  organisation: B\n  controller: B\n  accent: '#7a1f5c'\n"
    assert _brands(f"\n{own}")["autre"].controller_contact == ""


def test_the_brand_of_no_id_is_the_first() -> None:
    assert brand_of(CONTENT, "nobody") == OWN == brand_of(CONTENT)
    assert list(brands_of(read_document(CONTENT_DIR / "brand.yml"))) == [OWN.id]


def test_texts_name_the_bot_and_who_answers_for_the_data() -> None:
    second = _brands(SECOND)["autre"]
    assert second.filled("Je suis {bot}, de {organisation}. {n}") == (
        "Je suis Allô, de Grand Large Services. {n}"
    )
    assert second.says_controller == (
        "Responsable de ces données\u00a0: Grand Large Services. "
        "Pour vos droits\u00a0: donnees@example.fr."
    )
    assert OWN.says_controller == "", "nobody is named"


@pytest.mark.parametrize("text", ["", "Deux Mots: {bot: a}", "a: 1", "a: {bot: 1, couleur: 2}"])
def test_what_is_no_brand_says_where(text: str) -> None:
    with pytest.raises(ContentError, match=r"brand\.yml"):
        brands_of(document_of(Path("brand.yml"), text.encode()))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert words_on("#ffe14d") == "#000000" and words_on("#0a5f66") == "#ffffff"
    for colour in ("#000000", "#0a5f66", "#7a1f5c", "#ff0000"):
        assert least_contrast(lightened(colour), DARK) >= 4.5
        assert contrast("#ffffff", darkened(colour, 14)) >= 14
    assert least_contrast(OWN.accent, LIGHT) >= 4.5


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"accent": "#ffd54a"}, "x.accent", "contraste de 1,2"),
        ({"accent_dark": "#0a5f66"}, "x.accent_dark", "plus claire"),
        ({"ornament": "#0a5f66"}, "x.ornament", "plus claire"),
        ({"accent": "teal"}, "x.accent", "« teal »"),
        ({"bot": ""}, "x.bot", "vide"),
        ({"bot": "<b>Allô</b>"}, "x.bot", "HTML"),
        ({"welcome": "Ici {nom}."}, "x.welcome", "« {nom} »"),
        ({"strings": {"luncher": "Ici"}}, "x.strings", "« luncher »"),
        ({"pages": {"home_lead": ""}}, "x.pages.home_lead", "vide"),
        ({"logo": "../secret.svg"}, "x.logo", "ne peut pas servir"),
        ({"logo": "absent.svg"}, "x.logo", "manque"),
    ],
)
def test_what_is_wrong_with_a_brand_is_said(
    changed: dict[str, Any], where: str, words: str
) -> None:
    error = only_error(_findings(**changed))
    assert error.where.endswith(where)
    assert words in f"{error.problem} ({error.remedy})"


def test_a_controller_without_contact_is_named_by_half() -> None:
    (finding,) = _findings(controller="Moi")
    assert finding.severity == "warning"
