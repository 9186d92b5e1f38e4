"""The checks of how the cards' answers are asked: data/details, follow_ups.yml and next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content import Content
from bot.content.checks import Finding, error
from bot.training.questions import DetailQuestion, read_questions


def check_questions(content: Content, data: Path) -> list[Finding]:
    """Return every finding on the questions of the folder `data`. Raises DataError."""
    questions = read_questions(data)
    return [*_check_labels(content, questions), *_check_duplicates(questions)]


def _check_labels(content: Content, questions: list[DetailQuestion]) -> Iterator[Finding]:
    known = {
        f"{topic}/{key}"
        for topic, card in content.cards.items()
        for key in ("", *(detail.id for detail in card.details))
    }
    for label, where in {question.label: question.where for question in questions}.items():
        if label not in known:
            yield error(where, f"« {label} » n'est dans aucune fiche", "nommez-le comme sa fiche")


def _check_duplicates(questions: list[DetailQuestion]) -> Iterator[Finding]:
    """A question by itself has one answer; after a topic the same words may ask many things."""
    first: dict[str, DetailQuestion] = {}
    for question in questions:
        other = first.setdefault(question.text, question)
        if question.alone and other.alone and other.topic != question.topic:
            problem = f"« {question.text} » est aussi demandé sous « {other.label} »"
            yield error(question.where, problem, "gardez-en un")
