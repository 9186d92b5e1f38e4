"""The checks of texts: figures without a fact, length, typography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.checks import Finding
from bot.content import ANSWER_LIMIT, SHORT_LIMIT, TITLE_LIMIT, Content
from tests.checks.planting import errors_on, findings_of, only_error
from tests.content_copies import edit_card, edit_reply


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


def _plant_in_reply(folder: Path, **fields: object) -> None:
    edit_reply(folder, "play_myth_quiz", facts=["telesales_optin_law"], **fields)


def _plant_in_case(folder: Path, text: str) -> None:
    case = {"words": ["arnaque"], "texts": ["Une idée.", text], "facts": ["telesales_optin_law"]}
    edit_reply(folder, "positive_feedback", cases=[case])


SPOTS = [
    _card_spot("title", TITLE_LIMIT),
    _card_spot("answer", ANSWER_LIMIT),
    _card_spot("short", SHORT_LIMIT),
    _card_spot("more", ANSWER_LIMIT),
    Spot("answers/heat_pumps.yml: by_role.telesales", ANSWER_LIMIT, _plant_in_variant),
    Spot(
        "replies.yml: play_myth_quiz",
        ANSWER_LIMIT,
        lambda folder, text: _plant_in_reply(folder, texts=["Une idée.", text]),
    ),
    Spot(
        "replies.yml: play_myth_quiz.title",
        TITLE_LIMIT,
        lambda folder, text: _plant_in_reply(folder, title=text),
    ),
    Spot("replies.yml: positive_feedback", ANSWER_LIMIT, _plant_in_case),
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


def test_a_figure_of_the_facts_of_a_reply_does_not_vouch_for_its_cases(folder: Path) -> None:
    case = {"words": ["arnaque"], "texts": ["Depuis le 11 août 2026."]}
    edit_reply(folder, "positive_feedback", cases=[case], facts=["telesales_optin_law"])
    problems = errors_on(folder, "replies.yml: positive_feedback")
    assert any("« août 2026 »" in problem for problem in problems)


def test_french_spacing_is_not_asked_of_another_language(folder: Path) -> None:
    case = {"language": "en", "texts": ["Sorry: only French! Why? Ask me."]}
    edit_reply(folder, "positive_feedback", cases=[case])
    assert findings_of(folder) == []
