"""The checks of what content names: facts, topics, buttons, roles, titles."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.content.checks.planting import errors_on, findings_of, only_error
from tests.contents import content_of, edit, edit_card, edit_fact, edit_reply


def test_a_fact_id_that_no_fact_has_is_an_error(folder: Path) -> None:
    known = content_of(folder).cards["heat_pumps"].facts
    edit_card(folder, "heat_pumps", facts=[*known, "no_such_fact"])
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml")
    assert "« no_such_fact »" in error.problem


def test_a_dead_fact_id_of_a_variant_is_an_error(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["no_such_fact"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})
    assert "« no_such_fact »" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize(
    "fields",
    [
        {"facts": ["no_such_fact"]},
        {"by_role": {"telesales": {"answer": "Non.", "facts": ["no_such_fact"]}}},
    ],
)
def test_a_dead_fact_id_of_a_detail_is_an_error(folder: Path, fields: dict[str, Any]) -> None:
    _add_detail(folder, **fields)
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml")
    assert "« no_such_fact »" in error.problem


def test_two_details_of_the_same_id_are_an_error(folder: Path) -> None:
    first = content_of(folder).cards["heat_pumps"].details[0].id
    _add_detail(folder, id=first)
    error = only_error(findings_of(folder))
    assert error.where == f"{folder / 'answers' / 'heat_pumps.yml'}: details.{first}"
    assert "existe deux fois" in error.problem


def test_the_same_id_under_another_card_is_no_finding(folder: Path) -> None:
    content = content_of(folder)
    own = {detail.id for detail in content.cards["heat_pumps"].details}
    other = next(d.id for d in content.cards["salary"].details if d.id not in own)
    _add_detail(folder, id=other)
    assert findings_of(folder) == []


def test_a_variant_of_a_detail_for_an_unknown_role_is_an_error(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["adv_missions"]}
    _add_detail(folder, by_role={"astronaut": variant})
    error = only_error(findings_of(folder))
    place = f"{folder / 'answers' / 'heat_pumps.yml'}: details.new.by_role.astronaut"
    assert error.where == place
    assert "rôle inconnu" in error.problem


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
    assert error.where == f"{folder / 'facts' / 'jobs.yml'}: adv_missions"
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
    said = {"answer": "Oui.", "short": "Oui.", "details": [], "by_role": {}}
    edit_card(folder, "no_such_topic", **said, title="Un titre à part")
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


def _add_detail(folder: Path, **fields: Any) -> None:
    detail = {"id": "new", "asks": "Et alors ?", "answer": "Une suite.", "facts": ["adv_missions"]}
    edit(
        folder / "answers" / "heat_pumps.yml",
        lambda card: card["details"].append({**detail, **fields}),
    )


@pytest.mark.parametrize("field", ["related", "facts"])
def test_what_a_card_names_twice_is_an_error(folder: Path, field: str) -> None:
    named = getattr(content_of(folder).cards["heat_pumps"], field)[0]
    others = getattr(content_of(folder).cards["heat_pumps"], field)[1:2]
    edit_card(folder, "heat_pumps", **{field: [named, *others, named]})
    errors = findings_of(folder)
    assert any(f"« {named} » figure deux fois" in error.problem for error in errors)
    assert all("heat_pumps.yml" in error.where for error in errors)


def test_a_button_twice_under_a_reply_is_an_error(folder: Path) -> None:
    edit_reply(folder, "joke", buttons=["salary", "salary"])
    assert "« salary » figure deux fois" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize(
    "url", ["service public", "www.insee.fr", "https://", "https://insee", "ftp://insee.fr/x"]
)
def test_an_address_that_is_none_is_an_error(folder: Path, url: str) -> None:
    source = {"publisher": "Insee", "title": "Page", "url": url}
    edit_fact(folder, "adv_missions", source=source)
    assert f"« {url} » n'est pas une adresse" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize("url", ["", "https://insee.fr", "http://a-b.service-public.fr/x?y=1#z"])
def test_an_address_may_be_missing_or_long(folder: Path, url: str) -> None:
    source = {"publisher": "Insee", "title": "Page", "url": url}
    edit_fact(folder, "adv_missions", source=source)
    assert findings_of(folder) == []


@pytest.mark.parametrize("text", ["", " "])
@pytest.mark.parametrize("field", ["statement", "publisher"])
def test_a_fact_that_states_nothing_is_an_error(folder: Path, field: str, text: str) -> None:
    source = {"publisher": "Insee", "title": "Page"}
    if field == "statement":
        edit_fact(folder, "q_shy", statement=text)
    else:
        edit_fact(folder, "q_shy", source={**source, field: text})
    assert f"{field} : ce texte est vide" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize(
    ("reasons", "problem"),
    [
        ({"too long": "C'est trop long"}, "« too long »"),
        ({"wrong": "é" * 61}, "61 caractères"),
        ({"wrong": "Faux à 97 %"}, "« 97 »"),
        ({"wrong": ""}, "vide"),
        ({"wrong": "Faux !", "false": "Faux !"}, "figure deux fois"),
        ({"wrong": "C'est **faux**"}, "Markdown"),
    ],
)
def test_the_reasons_of_a_reply_are_checked(
    folder: Path, reasons: dict[str, str], problem: str
) -> None:
    edit_reply(folder, "feedback_why", reasons=reasons)
    error = only_error(findings_of(folder))
    assert error.where.startswith(f"{folder / 'replies.yml'}: feedback_why.reasons")
    assert problem in error.problem
