"""Terms found in a message, and the term whose meaning it asks for."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import publishing
from bot.text.glossary import Glossary, spelling
from tests.contents import CONTENT

_HERE = Path(__file__).parent
_QUESTIONS = yaml.safe_load((_HERE / "glossary_questions.yml").read_text(encoding="utf-8"))
_TERMS = CONTENT.part(publishing.GLOSSARY)
_ASKS = [question for part in _QUESTIONS.values() for question in part["asks"]]
_OTHERS = [question for part in _QUESTIONS.values() for question in part["others"]]

GLOSSARY = Glossary((term.id, term.forms, term.watch) for term in _TERMS)


def _asked(question: dict[str, Any]) -> str | None:
    before, defined = question.get("before", ""), question.get("defined", False)
    return GLOSSARY.asked(question["text"], before, after_definition=defined)


@pytest.mark.parametrize("question", _ASKS, ids=lambda question: question["text"])
def test_a_question_about_a_word_names_its_term(question: dict[str, Any]) -> None:
    assert _asked(question) == question["id"]


@pytest.mark.parametrize("question", _OTHERS, ids=lambda question: question["text"])
def test_another_question_asks_for_no_definition(question: dict[str, Any]) -> None:
    assert _asked(question) is None


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Le CQP, puis le C.P.F.", ["cqp", "cpf"]),
        ("des télétravailleurs en TELETRAVAIL", ["remote_work"]),
        ("un démarcheur de l’Arcep", ["demarchage", "arcep"]),
        ("les BTS NDRC", ["ndrc"]),  # one term, not BTS besides
        ("larcep et darcep", ["arcep"]),
        ("rien de tout cela", []),
        ("", []),
    ],
)
def test_terms_are_found_whatever_their_spelling_the_longest_first(
    text: str, terms: list[str]
) -> None:
    assert GLOSSARY.find(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("un BUT de la vie", ["but"]),
        ("le but de la vie", []),
        ("LE BUT DE LA VIE", []),  # shouted: the capitals tell nothing
        ("la prime de Noël", []),
        ("mon CA et ça", ["turnover_sales"]),
    ],
)
def test_a_watched_form_is_a_mention_as_an_acronym_in_capitals_only(
    text: str, terms: list[str]
) -> None:
    assert GLOSSARY.find(text) == terms


def test_an_everyday_word_in_small_letters_is_no_acronym_even_in_a_question() -> None:
    assert GLOSSARY.asked("c'est quoi le but") is None
    assert GLOSSARY.asked("c'est quoi le BUT") == "but"
    assert GLOSSARY.asked("C'EST QUOI LE BUT") is None


def test_a_term_said_back_is_asked_for_only_when_the_bot_has_just_said_it() -> None:
    assert GLOSSARY.asked("Arcep ?", before="Alertez l’Arcep.") == "arcep"
    assert GLOSSARY.asked("Arcep ?", before="Alertez la CNIL.") is None
    assert GLOSSARY.asked("Arcep", before="Alertez l’Arcep.") is None  # « Arcep » may be a choice


def test_another_term_after_a_definition_is_asked_for() -> None:
    assert GLOSSARY.asked("et le RNCP ?") is None
    assert GLOSSARY.asked("et le RNCP ?", after_definition=True) == "rncp"
    assert GLOSSARY.asked("et le RNCP, ça paie ?", after_definition=True) is None


def test_the_first_of_all_is_no_direct_boss() -> None:
    glossary = Glossary([("boss", ["N+1"], ("N+1",))])
    assert glossary.asked("c'est qui le N+1 ?") == "boss"
    assert glossary.asked("c'est qui le n°1 ?") is None


def test_a_form_that_two_terms_claim_belongs_to_the_first() -> None:
    glossary = Glossary([("first", ["Bloc de note"], ()), ("second", ["blocs de notes"], ())])
    assert glossary.find("un bloc de note") == ["first"]
    assert glossary.asked("c'est quoi un bloc de notes") == "first"


def test_places_tell_where_each_term_stands() -> None:
    text = "Un CRM, puis le service après-vente."
    found = [(text[start:end], term) for start, end, term in GLOSSARY.places(text)]
    assert found == [("CRM", "crm"), ("service après-vente", "sav")]


def test_spelling_forgets_case_accents_punctuation_and_plural() -> None:
    assert spelling("Numéros MASQUÉS") == spelling("numero masque")
    assert spelling("S.A.V.") == ("s", "a", "v")
    assert spelling("canaux") == spelling("canal")
    assert spelling("main-d’œuvre") == spelling("main d'oeuvre")


def test_a_glossary_without_terms_finds_none() -> None:
    assert Glossary([]).find("un CQP") == []
    assert Glossary([]).asked("c'est quoi le CQP ?") is None


@pytest.mark.parametrize(
    "text",
    [
        "le CQP c'est quoi le smic " * 40,
        "on m'a parlé d'un SVI, " * 40 + "ça veut dire quoi",
        "c'est quoi " * 90 + "le cqp",
        "et , " * 240 + "cqp ?",
    ],
)
def test_a_long_message_costs_little_more(text: str) -> None:
    assert min(_seconds_for([{"text": text}]) for _ in range(5)) < 0.02


def _seconds_for(questions: list[dict[str, Any]]) -> float:
    started = time.perf_counter()
    for question in questions:
        _asked(question)
    return time.perf_counter() - started
