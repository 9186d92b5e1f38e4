"""The glossary's file and its checks: each acronym and each publisher that the bot says is defined.

Findings are in French, the editors' language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.content import Card, Content, Term
from bot.content.checks import Finding, cited_facts, error
from bot.content.reading import Document, model_of
from bot.text.glossary import Glossary, spelling
from bot.text.typography import missing_spaces

DEFINITION_LIMIT = 200  # characters

GLOSSARY_FILE = "glossary.yml"

_GLOSSARY = f"content/{GLOSSARY_FILE}"
# « RQTH », « B2B », « CFE-CGC »; not « XIV », « L223-1 », nor words in capitals.
_ACRONYM = re.compile(r"(?<![\w@/])[A-ZÀ-Ý][A-ZÀ-Ý0-9]+(?:[&-][A-ZÀ-Ý0-9]+)*(?![\w@])")
_NO_ACRONYM = re.compile(r"[IVXLC]+|OK|STOP|[A-Z]\d[\d-]*")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_TOGETHER = re.compile(r"\s+/\s+|\s+et\s+|, (?:reprenant|citant|résumant|repris par)\s+")


def terms_of(document: Document) -> list[Term]:
    """Return the terms of a document. Raises ContentError."""
    entries = document.entries("termes", "commencez chaque terme par « - id: »")
    return [
        model_of(document, Term, place, name=_name(entry, place + 1))
        for place, entry in enumerate(entries)
    ]


def check_glossary(content: Content, terms: Sequence[Term]) -> list[Finding]:
    """Return every finding on the terms, and on what the content says without defining it."""
    return [
        *check_terms(terms, content.topics),
        *check_defined(terms, _said(content), _publishers(content)),
    ]


def check_terms(terms: Sequence[Term], topics: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the terms themselves; `topics` are those that a term may name."""
    seen: set[str] = set()
    for term in terms:
        where = f"{_GLOSSARY}: {term.id}"
        if term.id in seen:
            yield error(where, "cet identifiant existe deux fois", "renommez-en un")
        seen.add(term.id)
        length = len(term.definition)
        if length > DEFINITION_LIMIT:
            problem = f"définition de {length} caractères"
            yield error(where, problem, f"tenez-vous à {DEFINITION_LIMIT}")
        for excerpt in missing_spaces(term.definition):
            yield error(where, f"il manque une espace dans « {excerpt} »", "ajoutez-la")
        if term.topic and term.topic not in topics:
            problem = f"sujet inconnu « {term.topic} »"
            yield error(where, problem, "nommez un sujet de topics.yml")
        for form in set(term.watch) - set(term.forms):
            problem = f"« {form} » est dans watch et pas dans forms"
            yield error(where, problem, "ajoutez-la à forms")
    yield from _check_forms(terms)


def check_defined(
    terms: Sequence[Term], said: Iterable[tuple[str, str]], publishers: Iterable[tuple[str, str]]
) -> Iterator[Finding]:
    """Yield the acronyms and the publishers that no term defines, once each.

    `said` are (where, text) that a visitor reads, the definitions besides; `publishers` are
    (fact's place, publisher) of the facts that are cited.
    """
    index = _index_of(tuple((term.id, tuple(term.forms)) for term in terms))
    texts = [*said, *((f"{_GLOSSARY}: {term.id}", term.definition) for term in terms)]
    told: set[str] = set()
    for where, text in texts:
        for acronym in undefined_acronyms(text, index):
            if acronym not in told:
                told.add(acronym)
                remedy = f"ajoutez-le à {_GLOSSARY} ou écrivez-le en toutes lettres"
                yield error(where, f"le sigle « {acronym} » n'est pas défini", remedy)
    first: dict[str, str] = {}
    for where, publisher in publishers:
        first.setdefault(publisher, where)
    for publisher, where in first.items():
        for name in undefined_publishers(publisher, index):
            if name not in told:
                told.add(name)
                problem = f"« {name} », dont une source est citée, n'est pas défini"
                yield error(where, problem, f"ajoutez-le à {_GLOSSARY}")


def undefined_acronyms(text: str, index: Glossary) -> list[str]:
    """Return the acronyms of a text that are no form of a term, nor part of one."""
    strange = [(at, acronym) for at, acronym in _acronyms_in(text) if not index.places(acronym)]
    places = index.places(text) if strange else []
    return [
        acronym for at, acronym in strange if not any(start <= at < end for start, end, _ in places)
    ]


def undefined_publishers(publisher: str, index: Glossary) -> list[str]:
    """Return those of the names in a publisher that no term of the glossary is about."""
    names = _TOGETHER.split(_PARENTHESIS.sub("", publisher))
    return [name for name in names if name and not index.find(name)]


@lru_cache(maxsize=2)  # most edits change no term
def _index_of(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> Glossary:
    return Glossary((term, forms, ()) for term, forms in terms)


@lru_cache(maxsize=8192)  # one edit has every text of content/ checked again
def _acronyms_in(text: str) -> tuple[tuple[int, str], ...]:
    found = _ACRONYM.finditer(text)
    return tuple((each.start(), each[0]) for each in found if not _NO_ACRONYM.fullmatch(each[0]))


def _check_forms(terms: Sequence[Term]) -> Iterator[Finding]:
    owner: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for form in term.forms:
            first = owner.setdefault(spelling(form), term)
            if first.id != term.id:
                problem = f"« {form} » désigne aussi « {first.id} »"
                yield error(f"{_GLOSSARY}: {term.id}", problem, "retirez-le de l'un des deux")


def _name(entry: Any, number: int) -> str:
    return str((isinstance(entry, dict) and entry.get("id")) or f"terme n° {number}")


def _said(content: Content) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of what the cards, the replies and the jobs' points say in French."""
    for topic, card in content.cards.items():
        where = str(content.card_path(topic))
        yield from ((where, text) for text in _texts_of(card))
    replies = content.folder / "replies.yml"
    for key, reply in content.replies.items():
        cases = (text for case in reply.cases if not case.language for text in case.texts)
        for text in (reply.title, *reply.texts, *reply.reasons.values(), *cases):
            yield f"{replies}: {key}", text
    roles = content.folder / "roles.yml"
    for key, role in content.roles.items():
        yield from ((f"{roles}: {key}", point.text) for point in role.points.values())


def _texts_of(card: Card) -> Iterator[str]:
    yield from (card.title, card.answer, card.short)
    yield from (variant.answer for variant in card.by_role.values())
    for detail in card.details:
        yield from (detail.asks, detail.answer)
        yield from (variant.answer for variant in detail.by_role.values())


def _publishers(content: Content) -> Iterator[tuple[str, str]]:
    """Yield (where, publisher) of the facts that a card, a reply or a job's point cites."""
    cited = [fact for card in content.cards.values() for fact in cited_facts(card)]
    for reply in content.replies.values():
        cited += [*reply.facts, *(fact for case in reply.cases for fact in case.facts)]
    for role in content.roles.values():
        cited += [fact for point in role.points.values() for fact in point.facts]
    for key in dict.fromkeys(cited):
        if key in content.facts:
            yield f"{content.fact_path(key)}: {key}", content.facts[key].source.publisher
