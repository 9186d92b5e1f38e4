"""What a message tells of its author's case."""

from __future__ import annotations

import pytest

from bot.text.circumstances import told_in


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
