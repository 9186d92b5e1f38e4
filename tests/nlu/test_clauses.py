"""Where a message is cut in two, to see whether it holds two questions."""

from __future__ import annotations

import pytest

from bot.nlu.model.clauses import cuts


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("on gagne combien ? il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien. il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien ; il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien et il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien et sinon il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien, et il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien, il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien puis il faut un bac", ("on gagne combien", "il faut un bac")),
        ("on gagne combien ?! il faut un bac", ("on gagne combien", "il faut un bac")),
    ],
)
def test_a_mark_or_a_link_cuts_and_belongs_to_neither_clause(
    text: str, pair: tuple[str, str]
) -> None:
    assert cuts(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on gagne combien ?",
        "bonjour",
        "bonjour, on gagne combien",  # one word is no clause
        "on gagne combien, et toi",
        "on gagne 1 867,02 euros par mois",
        "quel est l'etat du secteur",  # « et » inside a word
        "le salaire et",
    ],
)
def test_a_message_that_is_one_question_is_not_cut(text: str) -> None:
    assert cuts(text) == []


def test_every_place_between_two_clauses_is_a_cut() -> None:
    assert cuts("un deux, trois quatre et cinq six") == [
        ("un deux", "trois quatre et cinq six"),
        ("un deux, trois quatre", "cinq six"),
    ]


def test_a_story_is_tried_at_its_first_places_only() -> None:
    assert len(cuts(", ".join(["un deux"] * 10))) == 4


def test_a_message_too_long_to_be_two_questions_is_not_cut() -> None:
    assert cuts(f"on gagne combien ? {'mot ' * 21}") != []
    assert cuts(f"on gagne combien ? {'mot ' * 22}") == []
