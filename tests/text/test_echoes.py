"""What a message but says again of the answer before."""

from __future__ import annotations

import pytest

from bot.text.echoes import without_amounts_of

_NET = "1 867,02 € bruts, soit 507 € nets par mois pour douze heures. Le 3114 vous écoute."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("507 c est deja bien", "c est deja bien"),
        ("507 euros c est peu", "c est peu"),
        ("et sur 1 867,02 euros par an", "et sur par an"),
        ("1867 euros c est brut", "c est brut"),
        ("1867,02 euros mais c est peu", "mais c est peu"),
        ("508 c est mieux", "508 c est mieux"),
        ("le 3114 c est quoi", "le 3114 c est quoi"),
        ("15070 euros", "15070 euros"),
        ("507", "507"),
    ],
)
def test_a_sum_of_the_answer_before_is_no_question_of_its_own(text: str, left: str) -> None:
    assert without_amounts_of(text, _NET) == left


def test_nothing_is_left_out_of_the_first_message() -> None:
    assert without_amounts_of("j ai 507 euros", "") == "j ai 507 euros"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("j ai 31 ans", "12,31 euros bruts de l'heure"),
        ("35 heures c est beaucoup", "35 € au plus"),
        ("j ai commence le 31 decembre", "31 euros"),
        ("le 39 49 repond quand", "3 949 € en tout"),
        ("10 000 personnes y travaillent", "10 000 personnes"),
        ("et 1 507 euros c est bien", "507 €"),
        ("le 39 49 repond quand", "49 €"),
        ("35,5 heures c est long", "35 €"),
        ("le 17 c est quoi", "17 €"),
        ("dans le 59 ca recrute", "59 €"),
        ("moins de 26 on touche quoi", "26 €"),
    ],
)
def test_an_age_an_hour_and_a_date_are_no_sums(text: str, said: str) -> None:
    assert without_amounts_of(text, said) == text
