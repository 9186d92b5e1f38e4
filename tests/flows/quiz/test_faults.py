"""Faults of the quiz's content: each is found, or refused with its field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import publishing
from bot.errors import ContentError
from bot.flows.quiz.checks import CLAIM_LIMIT, EXPLANATION_LIMIT, LEAST_ITEMS, check_quiz
from bot.flows.quiz.content import QUIZ_FILE
from tests.contents import content_of, copy_content, edit, part_of
from tests.flows.quiz.visitor import QUIZ


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content in which the test plants a fault."""
    return copy_content(tmp_path)


def plant(folder: Path, change: Callable[[Any], object]) -> list[tuple[str, str]]:
    """Plant a fault in the quiz; return the place and the problem of each finding."""
    edit(folder / QUIZ_FILE, change)
    findings = check_quiz(content_of(folder), part_of(folder, publishing.QUIZ))
    prefix = str(folder / QUIZ_FILE)
    return [(finding.where.removeprefix(prefix), finding.problem) for finding in findings]


def _item(**fields: Any) -> Callable[[Any], object]:
    return lambda quiz: quiz["items"][0].update(fields)


def _text(**fields: Any) -> Callable[[Any], object]:
    return lambda quiz: quiz["texts"].update(fields)


FIRST = QUIZ.items[0]


@pytest.mark.parametrize(
    ("change", "place", "problem"),
    [
        (_item(facts=[*FIRST.facts, "no_fact"]), f": {FIRST.id}", "« no_fact »"),
        (_item(facts=[*FIRST.facts, "essay_phones_block_robocalls"]), f": {FIRST.id}", "avis"),
        (_item(explanation="Ils sont 4 321."), f": {FIRST.id}.explanation", "« 4321 »"),
        (_item(explanation="Depuis mars 2020."), f": {FIRST.id}.explanation", "« mars 2020 »"),
        (_item(claim="Ils sont 4 321."), f": {FIRST.id}.claim", "« 4321 »"),
        (_item(claim="C'est vrai?"), f": {FIRST.id}.claim", "espace"),
        (_item(claim="é" * (CLAIM_LIMIT + 1)), f": {FIRST.id}.claim", "141 caractères"),
        (
            _item(explanation="é" * (EXPLANATION_LIMIT + 1)),
            f": {FIRST.id}.explanation",
            "351 caractères",
        ),
        (_item(topic="no_topic"), f": {FIRST.id}", "« no_topic »"),
        (_item(topic="help"), f": {FIRST.id}", "« help »"),
        (_item(id="all_abroad"), ": all_abroad", "deux fois"),
        (_item(claim=QUIZ.items[1].claim), "", "deux fois"),
        (_text(intro="Il y a 12 questions."), ": intro", "« 12 »"),
        (_text(share="J'ai eu {points}."), ": share", "« {points} »"),
        (lambda quiz: quiz["scores"].pop(), ": scores", "n'ont pas de phrase"),
        (lambda quiz: quiz["scores"].reverse(), ": scores", "n'ont pas de phrase"),
    ],
)
def test_a_planted_fault_is_the_one_finding(
    folder: Path, change: Callable[[Any], object], place: str, problem: str
) -> None:
    ((where, said),) = plant(folder, change)
    assert where == place
    assert problem in said


def test_too_few_items_are_an_error(folder: Path) -> None:
    def shorten(quiz: Any) -> None:
        kept = {True: 5, False: 4}
        quiz["items"] = [
            item
            for answer, number in kept.items()
            for item in [item for item in quiz["items"] if item["answer"] is answer][:number]
        ]

    assert plant(folder, shorten) == [("", f"{LEAST_ITEMS - 1} affirmations")]


def test_a_quiz_where_all_is_false_is_an_error(folder: Path) -> None:
    def deny_all(quiz: Any) -> None:
        for item in quiz["items"]:
            item["answer"] = False

    assert plant(folder, deny_all) == [("", "0 affirmations vraies")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_item(answer="oui"), "answer"),
        (_item(facts=[]), "facts"),
        (_item(id="Des espaces"), "id"),
        (_item(colour="bleu"), "colour"),
        (lambda quiz: quiz["texts"].pop("intro"), "texts.intro"),
        (lambda quiz: quiz["choices"].pop("holds"), "choices.holds"),
        (lambda quiz: quiz["choices"]["holds"].update(words=[]), "choices.holds.words"),
    ],
)
def test_a_malformed_quiz_is_refused_with_the_field_that_is_wrong(
    folder: Path, change: Callable[[Any], object], problem: str
) -> None:
    edit(folder / QUIZ_FILE, change)
    with pytest.raises(ContentError, match=problem):
        part_of(folder, publishing.QUIZ)


def test_a_quiz_that_is_no_mapping_is_refused(folder: Path) -> None:
    (folder / QUIZ_FILE).write_text("- vrai\n", encoding="utf-8")
    with pytest.raises(ContentError, match="pas une liste de champs"):
        part_of(folder, publishing.QUIZ)


def test_a_missing_quiz_is_refused(folder: Path) -> None:
    (folder / QUIZ_FILE).unlink()
    with pytest.raises(ContentError, match="manque"):
        part_of(folder, publishing.QUIZ)
