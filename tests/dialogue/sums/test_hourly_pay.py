"""A visitor's own pay of an hour beside the Smic."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context
from bot.dialogue.sums.hourly_pay import hourly_question
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "L'agence me paye 12 euros brut de l'heure et les CDI 13",
            "Par rapport au Smic : 12,31 €",
        ),
        (
            "Donc 12 c'est en dessous du minimum, c'est illégal non ?",
            "Oui, si c’est du brut : 12,31",
        ),
        ("12 euros brut de l'heure c'est légal ?", "Non : 12,31 € − 12 € = 0,31 € bruts de moins"),
        ("13 € brut de l'heure c'est moins que le smic ?", "Non : 13 € − 12,31 € = 0,69 € bruts"),
        ("12,31 brut de l'heure c'est le smic ?", "Oui, c’est le Smic d’une heure"),
    ],
)
def test_a_pay_of_an_hour_is_put_beside_the_smic(text: str, answer: str) -> None:
    reading = ASIDES.read(text, None, [], Context())
    assert reading is not None and reading.words.replace("\u00a0", " ").startswith(answer)


def test_another_pay_after_it_is_asked_the_same() -> None:
    question = hourly_question("12 euros brut de l'heure c'est légal ?")
    assert question is not None
    again = hourly_question("et 13 ?", question.written())
    assert again is not None and again.asked == question.asked and again.pay.kind == "gross"
    assert hourly_question("et 13 ?") is None


@pytest.mark.parametrize(
    "text",
    [
        "12 ans c'est en dessous du minimum pour bosser ?",
        "12 h par semaine c'est en dessous du minimum légal ?",
        "le smic est à 12,31 de l'heure, c'est normal ?",
        "12 € de l'heure ça fait combien par mois",
        "apprenti à 6 euros de l'heure c'est légal ?",
        "je veux 15 euros de l'heure",
    ],
)
def test_what_is_no_such_question_is_left_alone(text: str) -> None:
    assert hourly_question(text) is None


def test_a_pay_above_the_smic_that_is_but_told_is_not_judged() -> None:
    assert ASIDES.read("on me paye 13 euros brut de l'heure", None, [], Context()) is None
