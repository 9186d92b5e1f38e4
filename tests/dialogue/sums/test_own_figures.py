"""What a visitor works out with figures of their own."""

from __future__ import annotations

import pytest

from bot.dialogue.sums.own_figures import worked_out


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (
            "admettons téléconseiller 1478 net et superviseur 1900 net, ça fait combien de "
            "différence sur un an",
            "(1 900 − 1 478) × 12 = 5 064",
        ),
        ("1900-1478 ça fait combien sur un an", "(1 900 − 1 478) × 12 = 5 064"),
        ("quel écart entre 1500 et 1 780 euros, calcule", "1 780 − 1 500 = 280"),
        ("et 422 par mois ca fait combien par an", "422 × 12 = 5 064"),
        ("2000 balles par mois, à l'année ça donne quoi", "2 000 × 12 = 24 000"),
        ("24000 euros par an ça fait combien par mois", "24 000 ÷ 12 = 2 000"),
        ("55000 sur 290000 sa fé cb en pourcentage", "55 000 ÷ 290 000 ≈ 19 %"),
        ("je veux le pourcentage, 55000 div par 290000", "55 000 ÷ 290 000 ≈ 19 %"),
        ("55 000 emplois sur 290 000 ça fait quel pourcentage", "55 000 ÷ 290 000 ≈ 19 %"),
        ("120 sur 400 en %", "120 ÷ 400 = 30 %"),
        ("un sur cinq, quel pourcentage", "1 ÷ 5 = 20 %"),
        ("28 % de 55 000", "28 % × 55 000 = 15 400"),
        ("17,8% cest bcp ? genre sur 10 personnes", "17,8 % × 10 = 1,78 ≈ 2"),
        ("20 % ça fait combien sur 10", "20 % × 10 = 2"),
        (
            "Vous dites 28 % dans le Nord ? Ça ferait combien de personnes sur les 55 000 ?",
            "28 % × 55 000 = 15 400",
        ),
        (
            "264 000 en 2013, 290 000 en 2025 : ça fait combien de hausse en pourcentage ?",
            "(290 000 − 264 000) ÷ 264 000 ≈ +9,8 %",
        ),
        (
            "290 000 en 2025 contre 300 000 en 2015, une baisse de combien en %",
            "(290 000 − 300 000) ÷ 300 000 ≈ −3,3 %",
        ),
        (
            "de 264 000 à 290 000 emplois en 2025, quelle hausse en %",
            "(290 000 − 264 000) ÷ 264 000 ≈ +9,8 %",
        ),
        ("la différence entre 2 300 et 1 478, sur un an", "(2 300 − 1 478) × 12 = 9 864"),
        ("2000 moins mille quatre cent soixante dix huit", "2 000 − 1 478 = 522"),
    ],
)
def test_the_figures_of_a_visitor_are_worked_out(text: str, result: str) -> None:
    assert worked_out(text).replace("\u00a0", " ") == result


@pytest.mark.parametrize(
    "text",
    [
        "27 300 contre 290 000, c'est un rapport de un à dix ! Vous confirmez les deux ?",
        "1478 aie ça fait presque 200 de moins, avec le loyer c'est chaud",
        "pourquoi un tel écart entre 27 300 et 290 000, ça fait beaucoup",
        "1867 brut par mois ça fait combien en net par an",
        "1478 net et 1867 brut c'est quoi la différence",
        "24h par semaine ça fait combien par mois",
        "80 % de 35 heures",
        "ça fait 1900 net par an ?",
        "c'est quoi la différence entre 2024 et 2026",
        "le 3114 c'est quoi la différence avec le 3117",
        "sur 321 responsables, 20 % ont réduit",
        "quel pourcentage du smic à 17 ans",
        "concrètement c'est combien de plus sur le salaire ? 100 € ? 200 € ?",
    ],
)
def test_what_gives_no_figures_to_work_out_is_left_alone(text: str) -> None:
    assert worked_out(text) == ""
