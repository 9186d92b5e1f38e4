"""The checks of content/orientation.yml: texts, weights, and that every job can come out first."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import islice, product
from random import Random

from bot.content import ANSWER_LIMIT, Content
from bot.content.checks import Finding, check_fact_id, check_text, error
from bot.flows.orientation.content import ORIENTATION_FILE, Option, Orientation, Question, suggest
from bot.text.options import worded_choice

OPTION_TITLE_LIMIT = 30  # characters: five buttons stand one above the other on a phone
ASK_LIMIT = 160  # characters: it is heard as well as read
SHORT_LIMIT = 20  # characters: with the introduction and five choices, it is one SMS
QUESTIONS = 6  # the number that the introduction tells
_SEARCHED = 100_000  # combinations of answers: beyond, the check would be waited for
_FIELDS = {
    "progress": {"number", "total", "question"},
    "short_progress": {"number", "total", "question"},
    "corrected": {"subject", "answer", "before"},
    "unchanged": {"subject", "answer"},
    "line": {"role", "reasons"},
    "why": {"reasons"},
    "next_reason": {"reason"},
    "last_reason": {"reason"},
}


def check_orientation(content: Content, orientation: Orientation) -> list[Finding]:
    """Return every finding on the orientation."""
    where = str(content.folder / ORIENTATION_FILE)
    findings = [
        *_check_ids(where, orientation),
        *_check_number(where, orientation),
        *_check_texts(content, where, orientation),
        *_check_button(f"{where}: unsure", orientation.unsure.title),
        *_check_button(f"{where}: again", orientation.again),
        *_check_button(f"{where}: resume", orientation.resume),
    ]
    for question in orientation.questions:
        findings += _check_question(content, f"{where}: {question.id}", question)
    # Ids and weights that are wrong would make the search meaningless.
    return findings or list(_check_reach(content, where, orientation))


def _check_ids(where: str, orientation: Orientation) -> Iterator[Finding]:
    questions = [question.id for question in orientation.questions]
    options = [option for question in orientation.questions for option in question.option_ids]
    for name in sorted({name for name in questions if questions.count(name) > 1}):
        yield error(where, f"deux questions s'appellent « {name} »", "renommez-en une")
    for name in sorted({name for name in options if options.count(name) > 1}):
        yield error(where, f"deux réponses s'appellent « {name} »", "renommez-en une")
    for name in sorted({"again", "back"} & set(options)):
        yield error(where, f"« {name} » est un mot du programme", "renommez cette réponse")


def _check_number(where: str, orientation: Orientation) -> Iterator[Finding]:
    number = len(orientation.questions)
    if number != QUESTIONS:
        yield error(where, f"{number} questions", f"le test en annonce {QUESTIONS}")


def _check_texts(content: Content, where: str, orientation: Orientation) -> Iterator[Finding]:
    for fact in orientation.facts:
        yield from check_fact_id(content, where, fact)
    for name, value in orientation.texts.dict().items():
        for text in value if isinstance(value, list) else [value]:
            place = f"{where}: texts.{name}"
            yield from check_text(content, place, text, orientation.facts, ANSWER_LIMIT)
            yield from _check_fields(place, text, _FIELDS.get(name, set()))


def _check_fields(where: str, text: str, expected: set[str]) -> Iterator[Finding]:
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        found = {"{"}
    if found != expected:
        wanted = ", ".join(f"{{{name}}}" for name in sorted(expected)) or "aucune accolade"
        yield error(where, "champs entre accolades inattendus ou absents", f"écrivez {wanted}")


def _check_question(content: Content, where: str, question: Question) -> Iterator[Finding]:
    yield from check_text(content, f"{where}.ask", question.ask, question.facts, ASK_LIMIT)
    yield from check_text(content, f"{where}.short", question.short, question.facts, SHORT_LIMIT)
    for fact in question.facts:
        yield from check_fact_id(content, where, fact)
    for option in question.options:
        yield from _check_option(content, f"{where}.{option.id}", question, option)
    yield from _check_words(where, question)


def _check_option(
    content: Content, where: str, question: Question, option: Option
) -> Iterator[Finding]:
    yield from _check_button(where, option.title)
    yield from check_text(content, where, option.title, question.facts, OPTION_TITLE_LIMIT)
    yield from check_text(content, where, option.because, question.facts, ASK_LIMIT)
    if not option.because.startswith("vous "):
        yield error(where, f"« {option.because} »", "commencez par « vous », après « parce que »")
    for role in sorted(set(option.weights) - set(content.roles)):
        yield error(where, f"rôle inconnu « {role} »", "nommez un rôle de roles.yml")
    others = {other.id for other in question.options} - {option.id}
    for part in sorted(set(option.joins) - others):
        yield error(where, f"joins : réponse inconnue « {part} »", "nommez-en une de la question")


def _check_words(where: str, question: Question) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for option in question.options:
        for phrase in option.words:
            other = first.setdefault(phrase.lower(), option.id)
            if other != option.id:
                yield error(where, f"« {phrase} » dit deux réponses", "gardez-en une")
    phrases = {option.id: option.words for option in question.options}
    for option in question.options:
        for phrase in option.words:
            typed = phrase.strip("=*")
            if worded_choice(typed, phrases) not in (option.id, None):
                yield error(where, f"« {typed} » est pris pour une autre réponse", "précisez-la")


def _check_button(where: str, title: str) -> Iterator[Finding]:
    if not 0 < len(title) <= OPTION_TITLE_LIMIT:
        problem = f"bouton de {len(title)} caractères"
        yield error(where, problem, f"tenez-vous à {OPTION_TITLE_LIMIT}")


def _check_reach(content: Content, where: str, orientation: Orientation) -> Iterator[Finding]:
    names = [question.id for question in orientation.questions]
    left = set(content.roles)
    every = product(*(question.option_ids for question in orientation.questions))
    combinations = list(islice(every, _SEARCHED))
    # Those that are alike stand together: in disorder, all jobs come out after a few.
    Random(0).shuffle(combinations)
    for options in combinations:
        found = suggest(orientation, dict(zip(names, options, strict=True)))
        left -= {found[0].role} if found else set()
        if not left:
            return
    for role in sorted(left):
        yield error(where, f"« {role} » ne sort jamais en premier", "donnez-lui plus de poids")
