"""The checks of texts: figures without a fact, length, typography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.content import (
    ANSWER_LIMIT,
    DETAIL_LIMIT,
    REPLY_LIMIT,
    SHORT_LIMIT,
    TITLE_LIMIT,
)
from bot.content.checks import Finding
from tests.content.checks.planting import errors_on, findings_of, only_error
from tests.contents import edit, edit_card, edit_reply, read_card


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
        lambda folder, text: _plant_in_card(folder, field, text),
    )


def _plant_in_card(folder: Path, field: str, text: str) -> None:
    facts = read_card(folder / "answers" / "heat_pumps.yml").facts
    edit_card(folder, "heat_pumps", **{field: text, "facts": [*facts, "telesales_optin_law"]})


def _plant_in_variant(folder: Path, text: str) -> None:
    variant = {"answer": text, "facts": ["telesales_optin_law"]}
    edit_card(folder, "heat_pumps", by_role={"telesales": variant})


def _add_detail(folder: Path, **fields: object) -> None:
    detail = {"id": "new", "asks": "Et alors ?", "answer": "Une suite."}
    fact = {"facts": ["telesales_optin_law"]}
    edit(
        folder / "answers" / "heat_pumps.yml",
        lambda card: card["details"].append({**detail, **fact, **fields}),
    )


def _plant_in_detail(folder: Path, text: str) -> None:
    _add_detail(folder, answer=text)


def _plant_in_variant_of_detail(folder: Path, text: str) -> None:
    _add_detail(folder, by_role={"telesales": {"answer": text, "facts": ["telesales_optin_law"]}})


def _plant_in_reply(folder: Path, **fields: object) -> None:
    edit_reply(folder, "play_myth_quiz", facts=["telesales_optin_law"], **fields)


def _plant_in_case(folder: Path, text: str) -> None:
    case = {"words": ["arnaque"], "texts": ["Une idée.", text], "facts": ["telesales_optin_law"]}
    edit_reply(folder, "positive_feedback", cases=[case])


SPOTS = [
    _card_spot("title", TITLE_LIMIT),
    _card_spot("answer", ANSWER_LIMIT),
    _card_spot("short", SHORT_LIMIT),
    Spot("answers/heat_pumps.yml: details.new", DETAIL_LIMIT, _plant_in_detail),
    Spot(
        "answers/heat_pumps.yml: details.new.by_role.telesales",
        DETAIL_LIMIT,
        _plant_in_variant_of_detail,
    ),
    Spot("answers/heat_pumps.yml: by_role.telesales", ANSWER_LIMIT, _plant_in_variant),
    Spot(
        "replies.yml: play_myth_quiz",
        REPLY_LIMIT,
        lambda folder, text: _plant_in_reply(folder, texts=["Une idée.", text]),
    ),
    Spot(
        "replies.yml: play_myth_quiz.title",
        TITLE_LIMIT,
        lambda folder, text: _plant_in_reply(folder, title=text),
    ),
    Spot("replies.yml: positive_feedback", REPLY_LIMIT, _plant_in_case),
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


def test_a_figure_of_the_facts_of_a_detail_does_not_vouch_for_the_answer(folder: Path) -> None:
    _plant_in_detail(folder, "Depuis le 11 août 2026.")
    fields = {"answer": "Depuis le 11 août 2026.", "facts": ["adv_missions"]}
    edit_card(folder, "heat_pumps", **fields, short="Oui.", title="Un titre")
    problems = errors_on(folder, "answers/heat_pumps.yml: answer")
    assert any("« août 2026 »" in problem for problem in problems)
    assert errors_on(folder, "answers/heat_pumps.yml: details.new") == []


def test_a_figure_of_the_facts_of_the_card_does_not_vouch_for_a_detail(folder: Path) -> None:
    assert "depuis 2020" in read_card(folder / "answers" / "heat_pumps.yml").answer
    _add_detail(folder, answer="Interdit depuis 2020.", facts=["adv_missions"])
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml: details.new")
    assert "« 2020 »" in error.problem


def test_a_figure_of_the_facts_of_a_detail_does_not_vouch_for_its_variant(folder: Path) -> None:
    variant = {"answer": "Depuis le 11 août 2026.", "facts": ["adv_missions"]}
    _add_detail(folder, by_role={"advisor": variant})
    problems = errors_on(folder, "answers/heat_pumps.yml: details.new.by_role.advisor")
    assert any("« août 2026 »" in problem for problem in problems)


def test_a_question_of_a_detail_one_character_too_long_is_an_error(folder: Path) -> None:
    _add_detail(folder, asks="é" * (TITLE_LIMIT + 1))
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml: details.new.asks")
    assert str(TITLE_LIMIT + 1) in error.problem and str(TITLE_LIMIT) in error.remedy


def test_a_question_of_a_detail_as_long_as_a_button_is_no_finding(folder: Path) -> None:
    _add_detail(folder, asks="é" * TITLE_LIMIT)
    assert findings_of(folder) == []


def test_a_missing_space_in_the_question_of_a_detail_is_an_error(folder: Path) -> None:
    _add_detail(folder, asks="Est-ce vrai?")
    error = only_error(findings_of(folder))
    assert error.where == str(folder / "answers" / "heat_pumps.yml: details.new.asks")
    assert "vrai?" in error.problem


def test_a_figure_of_the_facts_of_the_card_does_not_vouch_for_a_variant(folder: Path) -> None:
    variant = {"answer": "Depuis le 11 août 2026.", "facts": ["adv_missions"]}
    edit_card(folder, "heat_pumps", by_role={"advisor": variant})
    problems = errors_on(folder, "answers/heat_pumps.yml: by_role.advisor")
    assert any("« août 2026 »" in problem for problem in problems)


def test_a_figure_of_the_facts_of_a_reply_does_not_vouch_for_its_cases(folder: Path) -> None:
    case = {"words": ["arnaque"], "texts": ["Depuis le 11 août 2026."]}
    edit_reply(folder, "positive_feedback", cases=[case], facts=["telesales_optin_law"])
    problems = errors_on(folder, "replies.yml: positive_feedback")
    assert any("« août 2026 »" in problem for problem in problems)


def test_french_spacing_is_not_asked_of_another_language(folder: Path) -> None:
    case = {"language": "en", "texts": ["Sorry: only French! Why? Ask me."]}
    edit_reply(folder, "positive_feedback", cases=[case])
    assert findings_of(folder) == []


@in_every_spot
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bonne nouvelle 🎉", "l'émoji « 🎉 »"),
        ("Une étoile ⭐ pour vous.", "l'émoji « ⭐ »"),
        ("C'est **important**.", "Markdown"),
        ("Lisez [la page](https://insee.fr).", "Markdown"),
        ("Tapez `stop`.", "Markdown"),
        ("C'est *important*.", "Markdown"),
        ("- d'abord ceci", "Markdown"),
        ("C'est <b>important</b>.", "HTML, « <b> »"),
        ("Ici<br/>et là.", "HTML"),
        ("Les clients &amp; vous.", "HTML"),
    ],
)
def test_what_would_be_read_as_it_is_typed_is_an_error(
    folder: Path, spot: Spot, text: str, problem: str
) -> None:
    spot.plant(folder, text)
    findings = findings_of(folder)
    assert findings and all(spot.is_place_of(finding, folder) for finding in findings)
    assert any(problem in finding.problem for finding in findings)


@pytest.mark.parametrize("text", ["Oui : 2 * 3, ou 3*2.", "Le « * » du clavier.", "a < b, R&D"])
def test_a_sign_alone_is_no_finding(folder: Path, text: str) -> None:
    edit_card(folder, "heat_pumps", answer=text)
    assert [finding for finding in findings_of(folder) if "Markdown" in finding.problem] == []
    assert [finding for finding in findings_of(folder) if "HTML" in finding.problem] == []


@pytest.mark.parametrize("field", ["answer", "short"])
@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_an_error(folder: Path, field: str, text: str) -> None:
    edit_card(folder, "heat_pumps", **{field: text})
    error = only_error(findings_of(folder))
    assert error.where == str(folder / f"answers/heat_pumps.yml: {field}")
    assert "vide" in error.problem


@pytest.mark.parametrize("field", ["answer", "short"])
@pytest.mark.parametrize("name", ["x", "conversation_jours", ""])
def test_a_placeholder_that_nothing_fills_in_is_an_error(
    folder: Path, field: str, name: str
) -> None:
    edit_card(folder, "heat_pumps", **{field: f"Gardé {{{name}}} jours."})
    assert f"rien ne remplit « {{{name}}} »" in only_error(findings_of(folder)).problem


@pytest.mark.parametrize("text", ["Gardé {x jours.", "Gardé x} jours.", "{{x}}"])
def test_a_brace_alone_is_an_error(folder: Path, text: str) -> None:
    edit_reply(folder, "joke", texts=[text])
    assert any("accolade" in finding.problem for finding in findings_of(folder))


def test_a_placeholder_of_one_reply_is_wrong_in_another(folder: Path) -> None:
    edit_reply(folder, "same_for_role", texts=["Pareil pour {role}."])
    assert findings_of(folder) == []
    edit_reply(folder, "joke", texts=["Pareil pour {role}."])
    assert "« {role} »" in only_error(findings_of(folder)).problem


def test_what_this_installation_keeps_may_be_told_anywhere(folder: Path) -> None:
    edit_card(folder, "heat_pumps", answer="Gardé {conversation_days} ou {contact_days} jours.")
    assert findings_of(folder) == []


@pytest.mark.parametrize("words", [25, 26])
def test_a_sentence_of_more_than_twenty_five_words_is_a_warning(folder: Path, words: int) -> None:
    edit_card(folder, "heat_pumps", answer="Oui. " + " ".join(["mot"] * words) + ". Non.")
    findings = findings_of(folder)
    assert [finding.severity for finding in findings] == ["warning"] * (words > 25)
    assert all("26 mots" in finding.problem for finding in findings)


@pytest.mark.parametrize("text", ["Comptez deux mille euros.", "Ils sont quatre-vingt-trois."])
def test_a_number_in_letters_wants_its_fact_too(folder: Path, text: str) -> None:
    edit_card(folder, "heat_pumps", answer=text)
    assert "dans aucun des faits" in only_error(findings_of(folder)).problem
