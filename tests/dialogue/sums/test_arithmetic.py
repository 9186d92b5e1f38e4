"""What a visitor works out with figures that were said."""

from __future__ import annotations

import pytest

from bot.dialogue.sums.arithmetic import operation_in, speaks_of


@pytest.mark.parametrize(
    ("text", "worked_out"),
    [
        ("attend cb font 290 000 moins 55 000 ?", "290 000 − 55 000 = 235 000"),
        ("290000-55000 ça fait combien", "290 000 − 55 000 = 235 000"),
        ("donc 2500 - 1867 ca fait 633 de plus par mois ?", "2 500 − 1 867 = 633"),
        ("vous avez dit 1478, donc 1478 x 24 / 35 ?", "1 478 × 24 ÷ 35 = 1 013,49"),
        ("ok alors 1280,24 x 12 ça fait combien sur l'année", "1 280,24 × 12 = 15 362,88"),
        ("c'est 3,763 x 200 ?", "3,763 × 200 = 752,60"),
        ("1.867 € fois douze, enfin 1.867 fois 12", "1 867 × 12 = 22 404"),
        ("1867,02 divisé par 151,67", "1 867,02 ÷ 151,67 = 12,31"),
        ("42 x 12,31 ?", "42 × 12,31 = 517,02"),
        ("combien font 35 x 2", "35 × 2 = 70"),
        ("55000 moins 290000", "55 000 − 290 000 = −235 000"),
        ("lol -15836. (1900 - 1478) fois 12", "(1 900 − 1 478) × 12 = 5 064"),
        ("1900 - 1478 :) x", "1 900 − 1 478 = 422"),
        (
            "1900 - 1478 x 12 c'est quoi",
            "1 900 − 1 478 × 12 = −15 836 ; (1 900 − 1 478) × 12 = 5 064",
        ),
    ],
)
def test_a_plain_operation_is_worked_out(text: str, worked_out: str) -> None:
    assert operation_in(text).replace("\u00a0", " ") == worked_out


@pytest.mark.parametrize(
    "text",
    [
        "ils appellent 24/7",
        "2-3 fois par jour",
        "en 2024-2026",
        "le 06 12 - 13 14 15",
        "au 09 48 - 09 49",
        "pour 300 + 2 heures",
        "on est 35 x 2",
        "24/7",
        "7 fois 8",
        "la référence : L. 223-1 ? L. 223-5 ?",
        "1478 net c'est bien",
        "100 / 0",
        "le 12/11/2026",
        "le 2026-11-27",
        "de 9h-18h",
    ],
)
def test_what_is_no_operation_is_left_alone(text: str) -> None:
    assert operation_in(text) == ""


def test_a_figure_that_was_said_is_known_to_the_unit() -> None:
    assert speaks_of("Au moins 1 867,02 euros bruts.", operation_in("2500 - 1867"))
    assert not speaks_of("Versé en 12 fois.", operation_in("422 x 12"))
    assert not speaks_of("Une école parle de 3 000 euros.", operation_in("2500 - 1867"))
