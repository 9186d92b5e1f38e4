"""Which word a misspelt one stands for, and which words stand as they are."""

from __future__ import annotations

import pytest

from bot.text.respelling import Respeller, distance

pytestmark = pytest.mark.unit

COMMON = {
    **{"les": -1.5, "combien": -2.5, "pas": -1.7, "trop": -2.6, "travail": -3.0, "chef": -3.6},
    **{"immersion": -5.0, "téléphone": -3.4, "appels": -3.2, "écoute": -3.9, "donc": -2.4},
    **{"stage": -3.8, "ans": -2.7, "mère": -3.3, "croient": -4.2, "droit": -3.1, "embauche": -3.9},
    **{"demandais": -4.4},
}
RESPELLER = Respeller(COMMON, {"merde", "mcdo", "velsia", "dure", "une"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("une imersion", "une immersion"),
        ("telefone", "téléphone"),
        ("conbien", "combien"),
        ("tarvail", "travail"),
        ("dapels", "d'appels"),
        ("jécoute", "j'écoute"),
        ("jdemandais le stage", "je demandais le stage"),
        ("bonc qas torp", "donc pas trop"),
        ("15 nas", "15 ans"),
        ("satge", "stage"),
        ("chéf", "chef"),
        ("LES TELEFONES", "LES téléphone"),
    ],
)
def test_a_misspelt_word_is_spelt(typed: str, meant: str) -> None:
    assert RESPELLER.respelt(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "combien dure une immersion",
        "merde, mcdo",
        "Velsia",
        "je vois Mme Telefone demain",  # a name
        "ugo.conbien@tarvail.fr",
        "https://conbien.example/tarvail",
        "xqzw",
        "bdpqmn" * 150,  # whose slips of two letters are millions
        "",
    ],
)
def test_the_others_stand(typed: str) -> None:
    assert RESPELLER.respelt(typed) == typed


def test_a_slip_of_a_dyslexic_hand_is_a_smaller_one() -> None:
    assert distance("bonc", "donc") < distance("ronc", "donc") == 1.0
    assert distance("tarvail", "travail") < distance("trvail", "travail")
    assert distance("embauche", "embauche") == 0.0
