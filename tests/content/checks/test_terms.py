"""The checks of the glossary: its terms, and the words that it should define."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import publishing
from bot.content import Term
from bot.content.checks import Finding
from bot.content.terms import (
    DEFINITION_LIMIT,
    check_defined,
    check_glossary,
    check_terms,
)
from bot.errors import ContentError
from tests.contents import CONTENT, content_of, part_of


def _term(key: str = "cqp", *forms: str, **fields: Any) -> Term:
    usual = {"topic": "training", "definition": "Diplôme créé par une branche.", "kind": "training"}
    own = list(forms) or ["CQP", "certificat de qualification professionnelle"]
    return Term(**{"id": key, "term": key, "forms": own, **usual, **fields})


def _problems(*terms: Term) -> list[str]:
    return [finding.problem for finding in check_terms(terms, {"training"})]


def _undefined(*said: str, publishers: tuple[str, ...] = ()) -> list[Finding]:
    terms = [_term(), _term("arcep", "Arcep"), _term("sp2c", "SP2C", "SP2C Sud")]
    texts = [(f"texte {number}", text) for number, text in enumerate(said)]
    return list(check_defined(terms, texts, [("fait", publisher) for publisher in publishers]))


def test_sound_terms_have_no_finding() -> None:
    assert _problems(_term(), _term("arcep", "Arcep", topic=None)) == []


@pytest.mark.parametrize(
    ("term", "problem"),
    [
        (_term(definition="x" * (DEFINITION_LIMIT + 1)), "définition de 201 caractères"),
        (_term(definition="Quoi? Un diplôme."), "il manque une espace dans « Quoi? »"),
        (_term(topic="nowhere"), "sujet inconnu « nowhere »"),
        (_term(watch=["diplôme"]), "« diplôme » est dans watch et pas dans forms"),
    ],
)
def test_a_faulty_term_is_told(term: Term, problem: str) -> None:
    assert _problems(term) == [problem]


def test_an_id_is_given_once() -> None:
    assert _problems(_term(), _term("cqp", "autre")) == ["cet identifiant existe deux fois"]


def test_a_form_belongs_to_one_term_however_it_is_spelt() -> None:
    other = _term("other", "Certificats de Qualification professionnelle")
    assert _problems(_term(), other) == [f"« {other.forms[0]} » désigne aussi « cqp »"]


def test_an_acronym_that_is_said_must_be_defined_and_is_told_once() -> None:
    findings = _undefined("Le RNCP et le CQP.", "Encore le RNCP.")
    assert [(finding.where, finding.problem) for finding in findings] == [
        ("texte 0", "le sigle « RNCP » n'est pas défini")
    ]


def test_the_acronyms_of_definitions_count_too() -> None:
    term = _term(definition="Inscrit au RNCP.")
    findings = list(check_defined([term], [], []))
    assert [finding.where for finding in findings] == ["content/glossary.yml: cqp"]


@pytest.mark.parametrize(
    "text",
    [
        "Louis XIV et l’article L223-1",
        "répondez STOP, c’est OK",
        "M. Dupont, le SP2C Sud, l’Arcep",
        "écrivez à AIDE@exemple.fr",
        "Un mot, des CQP",
    ],
)
def test_what_is_no_acronym_or_part_of_a_term_needs_no_definition(text: str) -> None:
    assert _undefined(text) == []


def test_each_publisher_of_a_source_must_be_defined() -> None:
    known = ("Arcep", "SP2C / Arcep", "Arcep (repris par un blog)", "Arcep et SP2C", "CQP de 2020")
    assert _undefined(publishers=known) == []
    findings = _undefined(publishers=("SP2C / Viuz", "Viuz (blog)"))
    assert [finding.problem for finding in findings] == [
        "« Viuz », dont une source est citée, n'est pas défini"
    ]


def test_the_glossary_of_the_bot_has_sound_terms() -> None:
    assert list(check_terms(CONTENT.part(publishing.GLOSSARY), CONTENT.topics)) == []


def test_what_cards_and_replies_say_is_looked_through(folder: Path) -> None:
    card = folder / "answers" / "salary.yml"
    told = card.read_text(encoding="utf-8")
    card.write_text(told.replace("Au moins le Smic", "Au moins le ZKW", 1), encoding="utf-8")
    content = content_of(folder)
    found = {
        f.where: f.problem for f in check_glossary(content, part_of(folder, publishing.GLOSSARY))
    }
    assert found[str(card)] == "le sigle « ZKW » n'est pas défini"


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("cqp: {}", "", "pas une liste de termes"),
        ("- just a word", ":1", "terme n° 1"),
        ("- {id: cqp}", ":1", "« term » manque"),
    ],
)
def test_a_broken_glossary_is_told_with_its_place(
    tmp_path: Path, text: str, where: str, problem: str
) -> None:
    path = tmp_path / "glossary.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        part_of(tmp_path, publishing.GLOSSARY)
    assert str(raised.value).startswith(f"{path}{where}")
    assert problem in str(raised.value)
