"""The monthly pays that a message names."""

from __future__ import annotations

import pytest

from bot.dialogue.sums.pays import PAY_MARK, marked, pays_in


def _read(text: str, loosely: bool = False) -> list[tuple[str, str]]:
    return [(str(pay.amount), pay.kind) for pay in pays_in(text, loosely)]


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("1850 brut", [("1850", "gross")]),
        ("on me propose 1 850,50 € brut par mois", [("1850.50", "gross")]),
        ("1850€/mois brut", [("1850", "gross")]),
        ("je suis à 1.950 net", [("1950", "net")]),
        ("mille huit cents net", [("1800", "net")]),
        ("un salaire net de 1450", [("1450", "net")]),
        ("en net je touche 1450", [("1450", "net")]),
        ("je gagne 1850", [("1850", "")]),
        ("on lui propose 1850 euros par mois", [("1850", "")]),
        ("1850 brut soit 1450 net", [("1850", "gross"), ("1450", "net")]),
        ("entre 1800 et 1900 brut", [("1800", "gross"), ("1900", "gross")]),
        ("1850 brut, oui 1850 brut", [("1850", "gross")]),
        ("mon loyer fait 800 euros et je gagne 1500 net", [("1500", "net")]),
        # The Smic's own figure is nobody's pay.
        ("le smic c'est 1867 et on lui propose 1850", [("1850", "")]),
        ("le smic est à 1867,02 brut", []),
        ("les 1867 du smic", []),
        # What is paid by another time, or is no pay.
        ("22000 brut par an", []),
        ("12,50 brut de l'heure", []),
        ("450 € par semaine", []),
        ("une prime de 500 brut", []),
        ("je gagne 5000 dirhams", []),
        ("je touche 1050 d'ARE", []),
        ("je gagne 900 euros d'AAH", []),
        ("220 brut", []),
        ("on me demande 1500 euros", []),
        ("une formation à 1500 euros", []),
        ("en 2026", []),
        ("le 0806000126", []),
        ("bonjour", []),
    ],
)
def test_the_pays_of_a_message_are_read_with_their_kind(
    text: str, pays: list[tuple[str, str]]
) -> None:
    assert _read(text) == pays


def test_a_bare_number_is_a_pay_only_where_pay_is_spoken_of() -> None:
    assert _read("4 mois à 1820") == []
    assert _read("4 mois à 1820", loosely=True) == [("1820", "")]


def test_a_marked_text_holds_a_word_for_each_pay() -> None:
    text = marked("on me propose 1 850 € brut par mois, c'est correct ?")
    assert text.split()[:4] == ["on", "me", "propose", PAY_MARK]
    assert "1850" not in text
