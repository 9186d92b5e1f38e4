"""The question of a message that first speaks of the answer before."""

from __future__ import annotations

import pytest

from bot.text.asking import asking_part, asks


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "finir à cinq heures c'est trop tard. et en télétravail ce serait possible ?",
            "et en télétravail ce serait possible ?",
        ),
        (
            "Ah, donc je n'ai pas ce pouvoir. Tant mieux. Et je dois être payé combien ?",
            "Et je dois être payé combien ?",
        ),
        ("laiss tombé les retards 😅 ya des jobs sans ecrire ?", "ya des jobs sans ecrire ?"),
        (
            "D'accord. Et si personne ne répond ? L'an dernier j'ai eu zéro candidat.",
            "",  # an assent is no more than a prelude
        ),
        (
            "je ferai la simulation. Et si personne ne répond ? L'an dernier, zéro candidat.",
            "Et si personne ne répond ? L'an dernier, zéro candidat.",
        ),
        (
            "le vendeur dit que c'était définitif, comme j'ai signé. C'est vrai ?",
            "",  # means nothing without the sentence before
        ),
        (
            "c'est trop compliqué vos règles. je suis réfugié. je peux travailler ou pas ?",
            "je suis réfugié. je peux travailler ou pas ?",
        ),
        (
            "donc ce serait comme la caisse. et les horaires ? je veux pas finir à 21h",
            "et les horaires ? je veux pas finir à 21h",
        ),
        ("on gagne combien ?", ""),
        ("je suis comptable. j'ai cinquante ans. on me l'a dit.", ""),
        ("FRANCE TRAVAIL ?? JE SUIS RETRAITE DEPUIS 12 ANS", ""),
    ],
)
def test_the_last_question_is_what_is_asked(text: str, part: str) -> None:
    assert asking_part(text) == part


def test_a_long_question_stands_by_itself_at_first() -> None:
    told, asks = "Je suis vendeuse.", "Est-ce qu'on peut faire ce travail de la maison ?"
    assert asking_part(f"{told} {asks}") == ""
    assert asking_part(f"{told} {asks}", told_apart=True) == asks
    short = "Je suis réfugié. Je peux travailler ?"
    assert asking_part(short, told_apart=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "je travaille avec quelqu'un de sourd",
        "j'ai vu quelque chose sur mon contrat",
        "Il y a trois mois j'ai été licencié.",
        "Toujours pas de réponse de mon chef.",
    ],
)
def test_what_but_tells_asks_nothing(text: str) -> None:
    assert not asks(text)
