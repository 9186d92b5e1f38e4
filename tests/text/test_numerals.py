"""Numbers in letters."""

from __future__ import annotations

import pytest

from bot.text.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dix-sept", "17"),
        ("vingt et un", "21"),
        ("soixante-quinze", "75"),
        ("soixante et onze", "71"),
        ("quatre-vingts", "80"),
        ("quatre-vingt-dix-sept", "97"),
        ("septante-deux", "72"),
        ("cent cinquante et une heures", "151 heures"),
        ("deux cents", "200"),
        ("mille deux cents euros", "1200 euros"),
        ("deux mille vingt-sept", "2027"),
        ("trente-cinq heures par semaine", "35 heures par semaine"),
        ("deux trois heures", "2 3 heures"),
        ("1 200 euros", "1200 euros"),
        ("une heure", "1 heure"),
        ("un travail", "un travail"),
        ("une dizaine d'heures", "10 heures"),
    ],
)
def test_letters_become_digits(text: str, expected: str) -> None:
    assert in_digits(text) == expected
