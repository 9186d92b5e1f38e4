"""The checks of what content names: facts, topics, buttons, roles, titles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content import Content
from tests.checks.planting import errors_on, findings_of, only_error
from tests.content_copies import edit, edit_card, edit_fact, edit_reply


@pytest.mark.parametrize("field", ["facts", "more_facts"])
def test_a_fact_id_that_no_fact_has_is_an_error(folder: Path, field: str) -> None:
    known = getattr(Content(folder).cards["heat_pumps"], field)
    edit_card(folder, "heat_pumps", **{field: [*known, "no_such_fact"]})
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml")
    assert "« no_such_fact »" in error.problem


def test_a_dead_fact_id_of_a_variant_is_an_error(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["no_such_fact"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})
    assert "« no_such_fact »" in only_error(findings_of(folder)).problem


def test_a_dead_fact_id_of_a_reply_is_an_error(folder: Path) -> None:
    edit_reply(folder, "joke", facts=["no_such_fact"])
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'replies.yml'}: joke"
    assert "« no_such_fact »" in error.problem


def test_a_dead_fact_id_of_a_case_is_an_error(folder: Path) -> None:
    case = {"words": ["arnaque"], "texts": ["Une idée."], "facts": ["no_such_fact"]}
    edit_reply(folder, "joke", cases=[case])
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'replies.yml'}: joke"
    assert "« no_such_fact »" in error.problem


def test_a_yes_that_leads_to_no_topic_is_an_error(folder: Path) -> None:
    edit_reply(folder, "joke", yes="no_such_topic")
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'replies.yml'}: joke"
    assert "« no_such_topic »" in error.problem and "« oui »" in error.problem


def test_a_yes_may_lead_to_a_topic_without_title(folder: Path) -> None:
    edit_reply(folder, "joke", yes="greet")
    assert findings_of(folder) == []


@pytest.mark.parametrize(
    "related",
    [
        pytest.param("no_such_topic", id="unknown topic"),
        pytest.param("greet", id="topic without title"),
        pytest.param("something_else", id="reply that is no topic"),
    ],
)
def test_a_related_topic_that_gives_no_button_is_an_error(folder: Path, related: str) -> None:
    edit_card(folder, "heat_pumps", related=["salary", related])
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml")
    assert f"« {related} »" in error.problem


def test_a_card_related_to_itself_is_an_error(folder: Path) -> None:
    edit_card(folder, "heat_pumps", related=["salary", "heat_pumps"])
    assert "elle-même" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize("related", [[], ["salary"], ["salary", "diploma", "tools", "channels"]])
def test_too_few_or_too_many_related_topics_are_an_error(folder: Path, related: list[str]) -> None:
    edit_card(folder, "heat_pumps", related=related)
    assert f"{len(related)} sujets liés" in only_error(findings_of(folder)).problem


def test_a_button_of_a_reply_that_leads_nowhere_is_an_error(folder: Path) -> None:
    edit_reply(folder, "joke", buttons=["salary", "no_such_topic"])
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'replies.yml'}: joke"
    assert "« no_such_topic »" in error.problem


def test_a_variant_for_an_unknown_role_is_an_error(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["adv_missions"]}
    edit_card(folder, "heat_pumps", by_role={"astronaut": variant})
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'answers' / 'heat_pumps.yml'}: by_role.astronaut"
    assert "rôle inconnu" in error.problem


def test_a_role_whose_topic_is_unknown_is_an_error(folder: Path) -> None:
    edit(folder / "roles.yml", lambda roles: roles["advisor"].update(topic="no_such_topic"))
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "roles.yml")
    assert "advisor" in error.problem and "« no_such_topic »" in error.problem


def test_a_fact_on_an_unknown_topic_is_an_error(folder: Path) -> None:
    edit_fact(folder, "adv_missions", topics=["role_advisor", "no_such_topic"])
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'facts'}: adv_missions"
    assert "« no_such_topic »" in error.problem


def test_a_topic_without_card_is_an_error(folder: Path) -> None:
    (folder / "answers" / "heat_pumps.yml").unlink()
    assert errors_on(folder, "answers/heat_pumps.yml") == ["ce sujet n'a pas de fiche"]


def test_a_topic_without_reply_is_an_error(folder: Path) -> None:
    edit(folder / "replies.yml", lambda replies: replies.pop("how_are_you"))
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "replies.yml")
    assert "« how_are_you »" in error.problem


def test_a_card_without_topic_is_an_error(folder: Path) -> None:
    answers = folder / "answers"
    shutil.copy(answers / "heat_pumps.yml", answers / "no_such_topic.yml")
    edit_card(folder, "no_such_topic", title="Un titre à part")
    error = only_error(findings_of(folder))
    assert error.where == str(answers / "no_such_topic.yml")


@pytest.mark.parametrize("same", ["Combien de métiers ?", "COMBIEN de métiers ?"])
def test_two_cards_of_the_same_title_are_an_error(folder: Path, same: str) -> None:
    edit_card(folder, "job_list", title="Combien de métiers ?")
    edit_card(folder, "salary", title=same)
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "salary.yml")
    assert "« job_list »" in error.problem


def test_a_reply_with_the_title_of_a_card_is_an_error(folder: Path) -> None:
    edit_card(folder, "salary", title="Menu")
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'replies.yml'}: help"
    assert "« salary »" in error.problem
