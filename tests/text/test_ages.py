"""For which ages a text says that something is."""

from __future__ import annotations

import pytest

from bot.text.ages import ages_in, takes_months_for_years


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Lieu d’accueil gratuit pour les 16-25 ans qui ne sont plus à l’école.", (16, 25)),
        ("C’est ouvert de 16 à 29 ans.", (16, 29)),
        ("Un contrat réservé aux moins de 26 ans.", (0, 25)),
        ("Un CDI pour les demandeurs d’emploi d’au moins 60 ans.", (60, 99)),
        ("Entre 18 et 25 ans, l’aide double.", (18, 25)),
    ],
)
def test_the_ages_of_a_text_are_read(text: str, ages: tuple[int, int]) -> None:
    assert ages_in(text) == ages


@pytest.mark.parametrize(
    "text",
    [
        "Le Smic.",
        "Avant 26 ans, un étudiant a droit à moins de 24 heures.",
        "De 16 à 17 ans, 80 % ; de 18 à 20 ans, 43 %.",
        "Il y a 20 ans.",
        "Entre 2007 et 2015.",
    ],
)
def test_no_range_or_several_are_none(text: str) -> None:
    assert ages_in(text) is None


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("j'ai 13 mois c'est ça ?", True),
        ("j'ai 13 ans", False),
        ("j'ai 13 ans et il reste 13 mois", False),
        ("c'est permis ?", False),
    ],
)
def test_months_are_no_age(text: str, taken: bool) -> None:
    assert takes_months_for_years(text, "J'ai 13 ans : stage de troisième possible ?") is taken
