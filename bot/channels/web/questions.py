"""content/pages.yml: the address of each topic's page, and the words around the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, Field, validator

from bot.content import Content, Document, model_of
from bot.content.brands import FILLED
from bot.content.checks import Finding, check_form, check_placeholders, check_twice, error
from bot.text.typography import typeset

PAGES_FILE = "pages.yml"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 60  # characters: an address that can be read out
_LONGEST_WORDS = 200  # characters


class PageWords(BaseModel):
    """Every word of the pages that is no answer."""

    skip: str
    tagline: str
    home_title: str
    home_heading: str
    home_lead: str
    home_description: str
    ask_label: str
    ask_hint: str
    ask_send: str
    orientation: str
    quiz: str
    asked_often: str
    themes: str
    breadcrumb: str
    home: str
    sources: str
    source: str
    general: str
    details: str
    by_role: str
    related: str
    same_theme: str
    ask_more: str
    ask_more_lead: str
    chat_on: str
    new_window: str
    print: str
    copy_answer: str
    copied: str
    jobs_title: str
    jobs_result: str
    jobs_lead: str
    jobs_all: str
    answer_title: str
    answer_you: str
    answer_asks: str
    answer_kept: str
    answer_pages: str
    refused_title: str
    too_long: str
    hard_to_read: str
    empty: str
    asleep: str
    too_many: str
    consent_title: str
    consent_lead: str
    missing_title: str
    missing_lead: str
    site_nav: str
    all_questions: str
    footer: str

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator("*")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class QuestionPages(BaseModel):
    """What content/pages.yml holds: `slugs` by topic, the topics that are asked `first`.

    `english` are the words that are read aloud as English.
    """

    slugs: dict[str, str]
    english: list[str] = []
    first: list[str] = Field(min_items=1)
    words: PageWords

    class Config:
        extra = Extra.forbid
        allow_mutation = False


def question_pages_of(document: Document) -> QuestionPages:
    """Return what a document says of the pages. Raises ContentError."""
    document.mapping()
    return model_of(document, QuestionPages)


def check_question_pages(content: Content, pages: QuestionPages, file: Path) -> Iterator[Finding]:
    """Yield every finding on the addresses and words that were read from `file`."""
    first: dict[Any, str] = {}
    for topic, slug in pages.slugs.items():
        where = f"{file}: slugs.{topic}"
        other = first.setdefault(slug, topic)
        if topic not in content.faq_topics:
            yield error(where, f"sujet inconnu « {topic} »", "nommez un sujet de topics.yml")
        if not _SLUG.fullmatch(slug):
            remedy = "écrivez-la en minuscules sans accent, chiffres et traits d'union"
            yield error(where, f"l'adresse « {slug} » ne peut pas servir", remedy)
        elif len(slug) > _LONGEST_SLUG:
            problem = f"adresse de {len(slug)} caractères"
            yield error(where, problem, f"tenez-vous à {_LONGEST_SLUG}")
        if other != topic:
            yield error(where, f"« {slug} » est déjà l'adresse de « {other} »", "changez l'une")
    yield from check_twice(file, "first", pages.first)
    yield from check_twice(file, "english", pages.english)
    for words in pages.english:
        yield from check_form(f"{file}: english", words, _LONGEST_WORDS)
    for topic in pages.first:
        if topic not in pages.slugs:
            where = f"{file}: first"
            yield error(where, f"« {topic} » n'a pas de page", "nommez un sujet de « slugs »")
    for topic in content.faq_topics:
        if topic not in pages.slugs:
            yield error(file, f"« {topic} » n'a pas d'adresse", "ajoutez-la sous « slugs »")
    for name, words in pages.words.dict().items():
        yield from check_form(f"{file}: words.{name}", words, _LONGEST_WORDS)
        yield from check_placeholders(f"{file}: words.{name}", words, FILLED)
