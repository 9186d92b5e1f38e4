"""What a message tells of its author's case."""

from __future__ import annotations

import pytest

from bot.text.circumstances import only_tells, told_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Je suis sourde de naissance. Quels métiers y a-t-il ?", "Je suis sourde de naissance."),
        ("mon cdd finit le 15 et je veux pas rester", "mon cdd finit le 15 et je veux pas rester"),
        ("on m'appelle dix fois par jour", "on m'appelle dix fois par jour"),
        ("combien je gagne par mois ?", ""),
        ("le dimanche c'est payé double", ""),
        ("merci bien", ""),
        ("/salary", ""),
    ],
)
def test_what_is_told_is_kept_without_what_is_asked(text: str, told: str) -> None:
    assert told_in(text) == told


def test_a_long_story_is_kept_by_its_beginning() -> None:
    assert len(told_in("je " + "travaille " * 80).split()) == 25


@pytest.mark.parametrize(
    "text",
    [
        "mon cousin il a tenu trois semaines et il a craqué",
        "bof, ça me tente pas trop. franchement je vois pas l'intérêt",
        "Merci. Je vais essayer demain, on verra bien.",
    ],
)
def test_who_tells_something_asks_nothing(text: str) -> None:
    assert only_tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "les volets",
        "donne moi le numéro de bloctel pour mon père",
        "je veux arrêter les appels chez mes parents",
        "au secours il me menace au téléphone",
        "le salaire d'un téléconseiller en alternance",
        "bof. et le soir ?",
        "mon cousin a craqué, on fait quoi là",
        "1 867 euros",
        "et si je suis malade le premier mois",
    ],
)
def test_few_words_and_what_asks_tell_no_more_than_that(text: str) -> None:
    assert not only_tells(text)
