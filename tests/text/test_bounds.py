"""The number that a title supposes of who asks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.text.bounds import bound_in, counted_in, limits


@pytest.mark.parametrize(
    ("title", "fit", "unfit"),
    [
        ("Avant 16 ans, je peux faire quoi ?", [14, 15], [16, 40]),
        ("Et quand on a moins de 18 ans ?", [17], [18]),
        ("J’ai plus de 29 ans, c’est fini ?", [28, 29, 45], [24]),
        ("J’ai plus de 50 ans, on me prendra ?", [48, 60], [30]),
        ("À 14 ou 15 ans, c’est payé combien ?", [14, 15], [13, 16]),
        ("Moins de six heures par jour : ai-je une pause ?", [5], [6, 7]),
        ("Plus de cinq salariés : puis-je annuler ?", [6, 30], [3, 5]),
    ],
)
def test_a_title_fits_some_numbers(title: str, fit: list[int], unfit: list[int]) -> None:
    bound = bound_in(title, "")
    assert bound is not None
    assert [number for number in (*fit, *unfit) if bound.fits(Decimal(number))] == fit


def test_an_age_alone_counts_where_the_answer_rests_on_it() -> None:
    title = "À 26 ans, étudiant : toujours moins de 24 h ?"
    bound = bound_in(title, "Non, c’est fini à 26 ans.")
    assert bound is not None and bound.fits(Decimal(25)) and not bound.fits(Decimal(24))
    assert bound_in("À 20 ans, je ne fais rien : par où commencer ?", "De 16 à 25 ans.") is None


def test_an_answer_that_speaks_of_an_age_fits_it() -> None:
    bound = bound_in("J’ai 16 ou 17 ans, je peux postuler ?", "À 14 ou 15 ans, pendant l’été.")
    assert bound is not None and bound.fits(Decimal(15)) and not bound.fits(Decimal(18))


@pytest.mark.parametrize(
    "title",
    [
        "Six ans d’ancienneté : combien de jours payés ?",
        "18 ans pendant le contrat : ça change quoi ?",
        "J’ai dit oui il y a deux ans, ça vaut encore ?",
        "Combien de plus de 55 ans dans ce métier ?",
        "Signé il y a dix jours : puis-je encore annuler ?",
        "12 heures par semaine, c’est légal ?",
    ],
)
def test_what_but_counts_something_is_no_bound(title: str) -> None:
    assert bound_in(title, title) is None


def test_what_a_text_names() -> None:
    assert counted_in("j’ai deux salariés et 16 ans", "staff") == (Decimal(2),)
    assert limits("et avant seize ans ?", "age") and not limits("j’ai seize ans", "age")
