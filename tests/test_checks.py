"""The checks of content/ and data/: the real ones are clean, and each planted fault is found.

The faults are planted one at a time in a copy, so that a check finds that fault and no other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.checks import Finding, check_content, check_data, check_domain
from bot.content import ANSWER_LIMIT, SHORT_LIMIT, TITLE_LIMIT, Content
from bot.settings import ROOT
from tests.content_copies import copy_content, edit, edit_card, edit_fact, edit_reply, write

TODAY = date(2026, 11, 24)
DOMAIN = ROOT / "bot" / "domain.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content in which the test plants a fault."""
    return copy_content(tmp_path)


def findings_of(folder: Path, today: date = TODAY) -> list[Finding]:
    return check_content(Content(folder), today)


def only_error(findings: list[Finding]) -> Finding:
    """Return the one error among findings that hold nothing else."""
    assert [finding.severity for finding in findings] == ["error"], [str(f) for f in findings]
    return findings[0]


def errors_on(folder: Path, path: str) -> list[str]:
    """Return the problems of the errors that stand at `path`."""
    where = str(folder / path)
    return [f.problem for f in findings_of(folder) if f.severity == "error" and f.where == where]


# --- The real content and data ------------------------------------------------------------------


def test_the_real_content_has_no_error() -> None:
    findings = check_content(Content(), TODAY)
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


def test_the_real_data_have_no_error() -> None:
    assert [str(finding) for finding in check_data(Content(), ROOT / "data")] == []


def test_the_real_domain_has_no_error() -> None:
    assert [str(finding) for finding in check_domain(Content(), DOMAIN)] == []


def test_facts_due_for_review_are_warnings_and_never_errors() -> None:
    findings = check_content(Content(), date(2099, 1, 1))
    assert {finding.severity for finding in findings} == {"warning"}


# --- Texts: figures, length, typography -----------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """Where a text of the content stands: `plant` writes another there, whose facts are known."""

    place: str
    limit: int
    plant: Callable[[Path, str], None]

    def is_place_of(self, finding: Finding, folder: Path) -> bool:
        return finding.where == str(folder / self.place)


def _card_spot(field: str, limit: int) -> Spot:
    return Spot(
        f"answers/heat_pumps.yml: {field}",
        limit,
        lambda folder, text: edit_card(folder, "heat_pumps", **{field: text}),
    )


def _plant_in_variant(folder: Path, text: str) -> None:
    variant = {"answer": text, "facts": ["telesales_optin_law"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})


SPOTS = [
    _card_spot("title", TITLE_LIMIT),
    _card_spot("answer", ANSWER_LIMIT),
    _card_spot("short", SHORT_LIMIT),
    _card_spot("more", ANSWER_LIMIT),
    Spot("answers/heat_pumps.yml: by_role.telesales", ANSWER_LIMIT, _plant_in_variant),
    Spot(
        "replies.yml: play_myth_quiz",
        ANSWER_LIMIT,
        lambda folder, text: edit_reply(folder, "play_myth_quiz", texts=["Une idée.", text]),
    ),
    Spot(
        "replies.yml: play_myth_quiz.title",
        TITLE_LIMIT,
        lambda folder, text: edit_reply(folder, "play_myth_quiz", title=text),
    ),
]
in_every_spot = pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot.place)


@in_every_spot
def test_a_number_that_no_cited_fact_holds_is_an_error(folder: Path, spot: Spot) -> None:
    spot.plant(folder, "Environ 4 321 appels.")
    error = only_error(findings_of(folder))
    assert spot.is_place_of(error, folder)
    assert "« 4321 »" in error.problem


@in_every_spot
def test_a_month_that_no_cited_fact_holds_is_an_error_though_its_year_is_known(
    folder: Path, spot: Spot
) -> None:
    spot.plant(folder, "Depuis mars 2026.")
    error = only_error(findings_of(folder))
    assert spot.is_place_of(error, folder)
    assert "« mars 2026 »" in error.problem


@in_every_spot
def test_a_date_that_a_cited_fact_holds_is_no_finding(folder: Path, spot: Spot) -> None:
    spot.plant(folder, "Depuis le 11 août 2026.")
    assert findings_of(folder) == []


@in_every_spot
def test_a_missing_space_before_a_double_mark_is_an_error(folder: Path, spot: Spot) -> None:
    spot.plant(folder, "Est-ce bien vrai?")
    error = only_error(findings_of(folder))
    assert spot.is_place_of(error, folder)
    assert "vrai?" in error.problem


@in_every_spot
def test_a_text_one_character_too_long_is_an_error(folder: Path, spot: Spot) -> None:
    spot.plant(folder, "é" * (spot.limit + 1))
    error = only_error(findings_of(folder))
    assert spot.is_place_of(error, folder)
    assert str(spot.limit + 1) in error.problem
    assert str(spot.limit) in error.remedy


@in_every_spot
def test_a_text_as_long_as_its_limit_is_no_finding(folder: Path, spot: Spot) -> None:
    spot.plant(folder, "é" * spot.limit)
    assert findings_of(folder) == []


def test_a_figure_of_the_facts_of_more_does_not_vouch_for_the_answer(folder: Path) -> None:
    assert "97\u00a0%" in Content(folder).cards["heat_pumps"].more
    edit_card(folder, "heat_pumps", answer="Un agacement de 97 % des gens.")
    assert "« 97 »" in only_error(findings_of(folder)).problem


def test_a_figure_of_the_facts_of_the_answer_vouches_for_more_too(folder: Path) -> None:
    edit_card(folder, "heat_pumps", more="Depuis le 11 août 2026.", more_facts=[])
    assert findings_of(folder) == []


def test_a_figure_of_the_facts_of_the_card_does_not_vouch_for_a_variant(folder: Path) -> None:
    variant = {"answer": "Depuis le 11 août 2026.", "facts": ["adv_missions"]}
    edit_card(folder, "heat_pumps", by_role={"advisor": variant})
    problems = errors_on(folder, "answers/heat_pumps.yml: by_role.advisor")
    assert any("« août 2026 »" in problem for problem in problems)


# --- What a card names ----------------------------------------------------------------------------


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


# --- Coverage and titles --------------------------------------------------------------------------


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


# --- Review ---------------------------------------------------------------------------------------


def _plant_fact(folder: Path, review_by: str) -> None:
    fact = {
        "id": "new_fact",
        "topics": ["joke"],
        "statement": "Une phrase.",
        "source": {"publisher": "Insee", "title": "Page"},
        "confidence": "verified",
        "review_by": review_by,
    }
    write(folder / "facts" / "new.yml", [fact])


def _cite_in_variant(folder: Path) -> None:
    variant = {"answer": "Une réponse.", "facts": ["new_fact"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})


@pytest.mark.parametrize(
    "cite",
    [
        pytest.param(
            lambda folder: edit_card(
                folder, "tools", answer="Oui.", short="Oui.", more="Oui.", facts=["new_fact"]
            ),
            id="answer",
        ),
        pytest.param(
            lambda folder: edit_card(folder, "tools", more="Oui.", more_facts=["new_fact"]),
            id="more",
        ),
        pytest.param(_cite_in_variant, id="variant"),
        pytest.param(lambda folder: edit_reply(folder, "joke", facts=["new_fact"]), id="reply"),
    ],
)
def test_a_cited_fact_past_its_review_month_is_a_warning(
    folder: Path, cite: Callable[[Path], None]
) -> None:
    _plant_fact(folder, "2026-10")
    cite(folder)
    (warning,) = findings_of(folder)
    assert (warning.severity, warning.label) == ("warning", "à relire")
    assert warning.where == f"{folder / 'facts'}: new_fact"
    assert "2026-10" in warning.problem


def test_a_fact_past_its_review_month_that_nothing_cites_is_no_finding(folder: Path) -> None:
    _plant_fact(folder, "2020-01")
    assert findings_of(folder) == []


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 11, 30), False), (date(2026, 12, 1), False), (date(2027, 1, 1), True)],
)
def test_a_fact_is_due_only_once_its_review_month_is_over(
    folder: Path, today: date, due: bool
) -> None:
    for path in (folder / "facts").glob("*.yml"):
        edit(path, lambda facts: [fact.pop("review_by", None) for fact in facts])
    _plant_fact(folder, "2026-12")
    edit_reply(folder, "joke", facts=["new_fact"])
    assert bool(findings_of(folder, today)) is due


def test_a_finding_reads_as_place_problem_and_remedy() -> None:
    finding = Finding("error", "salary.yml", "texte trop long", "raccourcissez-le")
    assert str(finding) == "salary.yml : texte trop long (raccourcissez-le)"
    assert finding.label == "erreur"


# --- Utterances -----------------------------------------------------------------------------------


def write_data(folder: Path, utterances: dict[str, list[str]]) -> Path:
    """Write Rasa NLU data with the examples of each topic and return its folder."""
    blocks = [
        {"intent": topic, "examples": "".join(f"- {text}\n" for text in texts)}
        for topic, texts in utterances.items()
    ]
    write(folder / "nlu" / "planted.yml", {"version": "3.1", "nlu": blocks})
    return folder


def one_example_each(content: Content) -> dict[str, list[str]]:
    return {topic: [f"exemple de {topic}"] for topic in content.topics}


def test_one_example_for_each_topic_is_enough(tmp_path: Path) -> None:
    content = Content()
    assert check_data(content, write_data(tmp_path, one_example_each(content))) == []


@pytest.mark.parametrize("topic", ["salary", "joke", "out_of_scope"])
def test_a_topic_without_utterance_is_an_error(tmp_path: Path, topic: str) -> None:
    content = Content()
    utterances = one_example_each(content)
    del utterances[topic]
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == str(tmp_path)
    assert f"« {topic} »" in error.problem


def test_an_utterance_of_an_unknown_intent_is_an_error(tmp_path: Path) -> None:
    content = Content()
    utterances = {**one_example_each(content), "no_such_topic": ["une question"]}
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == f"{tmp_path / 'nlu' / 'planted.yml'}: no_such_topic"
    assert "« no_such_topic »" in error.problem


@pytest.mark.parametrize(
    "again",
    [
        pytest.param("la paye du métier ?", id="identical"),
        pytest.param("LA PAYE DU MÉTIER ?", id="case"),
        pytest.param("la paye du metier ?", id="accents"),
        pytest.param("la paye, du métier", id="punctuation"),
        pytest.param("[la paye](role) du métier ?", id="annotation"),
    ],
)
def test_an_utterance_under_two_topics_is_an_error(tmp_path: Path, again: str) -> None:
    content = Content()
    utterances = one_example_each(content)
    utterances["salary"].append("la paye du métier ?")
    utterances["tools"].append(again)
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where.startswith(str(tmp_path / "nlu" / "planted.yml"))
    assert "« salary »" in error.problem and "« tools »" in error.problem


def test_an_utterance_twice_under_one_topic_is_no_finding(tmp_path: Path) -> None:
    content = Content()
    utterances = one_example_each(content)
    utterances["salary"] += ["c'est payé combien ?", "C'est payé combien"]
    assert check_data(content, write_data(tmp_path, utterances)) == []


def test_a_fault_planted_in_the_real_data_is_found(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    planted = {"intent": "tools", "examples": "- On gagne combien dans ce métier\n"}
    write(data / "nlu" / "zz.yml", {"version": "3.1", "nlu": [planted]})
    write(data / "nlu" / "aa.yml", {"nlu": [{**planted, "intent": "salary"}]})
    problems = [error.problem for error in check_data(Content(), data)]
    assert problems and all("On gagne combien" in problem for problem in problems)


# --- The domain -----------------------------------------------------------------------------------


def _edited_domain(folder: Path, change: Callable[[Any], object]) -> Path:
    domain = Path(shutil.copy(DOMAIN, folder))
    edit(domain, change)
    return domain


def test_a_topic_missing_from_the_intents_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["intents"].remove("salary"))
    error = only_error(check_domain(Content(), domain))
    assert error.where == str(domain)
    assert error.problem == "« salary » manque dans intents"


def test_a_topic_missing_from_the_responses_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["responses"].pop("utter_salary"))
    error = only_error(check_domain(Content(), domain))
    assert error.problem == "« salary » manque dans responses"


def test_an_intent_that_is_no_topic_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["intents"].append("weather"))
    error = only_error(check_domain(Content(), domain))
    assert "« weather »" in error.problem and "inconnu" in error.problem


def test_a_topic_added_to_the_catalogue_only_is_missing_from_both_sections(folder: Path) -> None:
    edit(folder / "topics.yml", lambda topics: topics["faq"].update(new_topic={"about": "Neuf"}))
    problems = [error.problem for error in check_domain(Content(folder), DOMAIN)]
    assert problems == [
        "« new_topic » manque dans intents",
        "« new_topic » manque dans responses",
    ]
