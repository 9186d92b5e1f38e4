"""What an editor is told of the words of a swindle: content/fraud.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import publishing
from bot.content import Content
from bot.content.care import CareWords
from bot.content.care_checks import check_care, check_fraud
from bot.content.fraud import FraudWords
from bot.errors import ContentError
from tests.contents import CONTENT, part_of

_WORDS = CONTENT.part(publishing.FRAUD_WORDS)


def test_a_detail_that_the_card_has_not_is_told_to_the_editor() -> None:
    words = FraudWords(**{**_WORDS.dict(), "details": {"unknown": ["anydesk", "<nobody> veut"]}})
    problems = [finding.problem for finding in check_fraud(Content(), words)]
    assert [
        problem for problem in problems if "unknown" in problem or "nobody" in problem
    ] == problems
    assert len(problems) == 2


def test_what_helps_may_stand_on_another_card() -> None:
    words = FraudWords(**{**_WORDS.dict(), "offered": ["salary/part_time", "card_blocked"]})
    assert words.offered == ["salary/part_time", "cpf_scam/card_blocked"]
    assert check_fraud(Content(), words) == []


def test_what_is_settled_may_leave_out_only_what_a_card_has() -> None:
    settled = {"blocked": {"said": ["<nobody> bloqué"], "leaves_out": ["nothing"]}}
    words = FraudWords(**{**_WORDS.dict(), "settled": settled})
    problems = [finding.problem for finding in check_fraud(CONTENT, words)]
    assert [p for p in problems if "nothing" in p or "nobody" in p] == problems
    assert len(problems) == 2


def test_a_missing_list_is_told_to_the_editor(tmp_path: Path) -> None:
    (tmp_path / "fraud.yml").write_text("topic: cpf_scam\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"fraud\.yml.*families"):
        part_of(tmp_path, publishing.FRAUD_WORDS)


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("donné & & code", "d'un côté de « & »"),
        ("donné & code &", "d'un côté de « & »"),
        ("& code", "d'un côté de « & »"),
        ("", "aucun mot"),
        ("donné $ code", "« $ » n'est pas à la fin"),
        ("donné & né*gli", "« * » n'est pas à la fin"),
        ("donné - code", "un signe seul"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_told_to_the_editor(phrase: str, fault: str) -> None:
    details = {"already_given": ["anydesk ? & code & carte $", phrase, phrase]}
    words = FraudWords(**{**_WORDS.dict(), "details": details})
    (finding,) = check_fraud(CONTENT, words)
    assert f"« {phrase} » ne peut pas être lu" in finding.problem
    assert fault in finding.problem


def test_a_list_without_parts_takes_none() -> None:
    words = FraudWords(**{**_WORDS.dict(), "harmless": ["code & postal"]})
    (finding,) = check_fraud(CONTENT, words)
    assert "harmless" in finding.problem
    known = CONTENT.part(publishing.CARE_WORDS).dict()
    care = CareWords(**{**known, "weapons": ["un & deux"], "fatigue": ["un &"]})
    assert [f.problem.partition(" ")[0] for f in check_care(CONTENT, care)] == [
        "fatigue",
        "weapons",
    ]
