"""What of content/ is published: the one library of this process, over every file and its check.

`decroche check`, the NLG, the channels, the NLU and the actions all take the content from here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.channels.messaging.sentences import CHANNELS_FILE, check_sentences, sentences_of
from bot.channels.messaging.titles import TITLES_FILE, check_titles, titles_of
from bot.channels.web.checks import check_themes
from bot.channels.web.faq import THEMES_FILE, Theme, themes_of
from bot.channels.web.questions import (
    PAGES_FILE,
    PageWords,
    QuestionPages,
    check_question_pages,
    question_pages_of,
)
from bot.channels.web.scripts import words_of_scripts
from bot.content import CONTENT_DIR, Content, Library, Part, Term
from bot.content.brands import BRANDS_FILE, Brands, brands_of, check_brands
from bot.content.care import CARE_FILE, care_of
from bot.content.care_checks import check_care, check_fraud
from bot.content.checks import Finding, Found, check_all, found_anew, warning
from bot.content.comparison_checks import check_comparisons
from bot.content.comparisons import COMPARISONS_FILE, comparisons_of
from bot.content.fraud import FRAUD_FILE, fraud_of
from bot.content.library import LAST_GOOD
from bot.content.profile_checks import check_profiles
from bot.content.profiles import PROFILES_FILE, profiles_of
from bot.content.reactions import REACTIONS_FILE, Reactions, check_reactions, reactions_of
from bot.content.source_checks import check_sources
from bot.content.sums import SUMS_FILE, Sums, check_sums, sums_of
from bot.content.terms import GLOSSARY_FILE, check_glossary, check_terms, terms_of
from bot.dialogue.places import check_places
from bot.flows.contact import CONTACT_FILE, contact_of
from bot.flows.contact.checks import check_contact
from bot.flows.orientation.checks import check_orientation
from bot.flows.orientation.content import ORIENTATION_FILE, orientation_of
from bot.flows.quiz.checks import check_quiz
from bot.flows.quiz.content import QUIZ_FILE, quiz_of
from bot.settings import Settings


def _check_themes(content: Content, themes: list[Theme]) -> list[Finding]:
    return list(check_themes(content, themes, content.folder / THEMES_FILE))


def _check_pages(content: Content, pages: QuestionPages) -> list[Finding]:
    return list(check_question_pages(content, pages, content.folder / PAGES_FILE))


def _check_brands(content: Content, brands: Brands) -> list[Finding]:
    names = {"strings": words_of_scripts(), "pages": frozenset(PageWords.__fields__)}
    return check_brands(content, brands, names)


def _check_sums(content: Content, sums: Sums) -> list[Finding]:
    return list(check_sums(content, sums, date.today()))


def _check_reactions(content: Content, reactions: Reactions) -> list[Finding]:
    themes = {theme.id for theme in content.part(THEMES)}
    return list(check_reactions(content, reactions, themes))


def _check_glossary(content: Content, terms: list[Term]) -> list[Finding]:
    """Return what is wrong with the terms, and as warnings what has no definition yet.

    A word without one makes no answer false: it does not keep an edit from being said.
    """
    wrong = list(check_terms(terms, content.topics))
    gaps = [each for each in check_glossary(content, terms) if each not in wrong]
    return [*wrong, *(warning(each.where, each.problem, each.remedy) for each in gaps)]


ORIENTATION = Part(ORIENTATION_FILE, orientation_of, check_orientation)
QUIZ = Part(QUIZ_FILE, quiz_of, check_quiz)
CONTACT = Part(CONTACT_FILE, contact_of, lambda content, contact: check_contact(contact, content))
THEMES = Part(THEMES_FILE, themes_of, _check_themes)
BRANDS = Part(BRANDS_FILE, brands_of, _check_brands)
QUESTION_PAGES = Part(PAGES_FILE, question_pages_of, _check_pages)
SENTENCES = Part(CHANNELS_FILE, sentences_of, check_sentences)
SHORT_TITLES = Part(TITLES_FILE, titles_of, check_titles)
COMPARISONS = Part(COMPARISONS_FILE, comparisons_of, check_comparisons)
GLOSSARY = Part(GLOSSARY_FILE, terms_of, _check_glossary, minds_texts=True)
PROFILES = Part(PROFILES_FILE, profiles_of, check_profiles, minds_texts=True)
CARE_WORDS = Part(CARE_FILE, care_of, check_care)
FRAUD_WORDS = Part(FRAUD_FILE, fraud_of, check_fraud)
SUMS = Part(SUMS_FILE, sums_of, _check_sums)
REACTED = Part(REACTIONS_FILE, reactions_of, _check_reactions)

PARTS = (
    CARE_WORDS,
    FRAUD_WORDS,
    PROFILES,
    SUMS,
    REACTED,
    ORIENTATION,
    QUIZ,
    CONTACT,
    THEMES,
    QUESTION_PAGES,
    BRANDS,
    SENTENCES,
    SHORT_TITLES,
    COMPARISONS,
    GLOSSARY,
)


def check_published(content: Content, today: date, found: Found = found_anew) -> list[Finding]:
    """Return every finding on content/: an edit with an error among them is not said."""
    return [*check_all(content, today, found), *check_places(content), *check_sources(content)]


def open_library(
    folder: Path = CONTENT_DIR,
    kept: Path | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Library:
    """Return a library over every file of a content folder. Raises ContentError."""
    return Library(folder, PARTS, kept, clock, check_published)


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the library of this process. Raises ContentError, StartupError."""
    return open_library(kept=Settings.from_environment().data / LAST_GOOD)
