"""The phrases of care.yml and fraud.yml: what cannot be read as it is written is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.phrase_checks import check_phrases

WHERE = Path("content/fraud.yml")
RIGHT = ["mon code", "on m'a rappelé", "a cliqu*", "mon ? est vide", "code & sms*", "12 & ?", "vu$"]
WRONG = {
    "a * b": "un signe seul",
    "cliq*ué sur": "n'est pas à la fin d'un mot",
    "code $ sms": "n'est pas à la fin d'une partie",
    "code & ": "rien n'est écrit d'un côté",
    "": "aucun mot",
    "un - deux": "un signe seul",
    "a &": "rien n'est écrit d'un côté",
}


def test_what_can_be_read_is_not_told() -> None:
    assert check_phrases(WHERE, {"lost": RIGHT}) == []


@pytest.mark.parametrize("phrase", WRONG)
def test_what_cannot_is_told_with_its_list_and_its_fault(phrase: str) -> None:
    (finding,) = check_phrases(WHERE, {"lost": [*RIGHT, phrase]})
    assert finding.problem.startswith(f"lost : « {phrase} » ne peut pas être lu")
    assert WRONG[phrase] in finding.problem


@pytest.mark.parametrize("phrase", ["code & sms", "vu$"])
def test_a_list_without_parts_takes_none(phrase: str) -> None:
    (finding,) = check_phrases(WHERE, {"harmless": ["code", phrase]}, parts=False)
    assert "n'admet ni « & » ni « $ »" in finding.problem


def test_of_a_fault_that_many_have_the_first_is_told() -> None:
    (finding,) = check_phrases(WHERE, {"lost": ["un - deux", "trois - quatre"]})
    assert "un - deux" in finding.problem
