"""An operation with the visitor's own result, checked."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.messages import Context, Message
from bot.dialogue.sums.checked_sums import claim_in
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)
_LAST = Message("…", "salary", "answer")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,31 x 14 x 4 ça fait 689 non ?", "Oui, 12,31 × 14 × 4 = 689,36 €."),
        ("14h x 4 x 12,31 = 700 ?", "Non, 14 × 4 × 12,31 = 689,36 €."),
        ("9,74 x 56 donc 545 net ?", "Oui, 9,74 × 56 = 545,44."),
        ("290 000 - 55 000 = 200 000 non ?", "Non, 290 000 − 55 000 = 235 000."),
    ],
)
def test_an_operation_is_checked(text: str, words: str) -> None:
    reading = ASIDES.read(text, None, [], Context(last_answer=_LAST, last=_LAST))
    assert reading is not None and reading.words.replace("\u00a0", " ").startswith(words)


def test_the_net_of_smic_hours_is_given_where_it_is_asked() -> None:
    text = "12,31 x 14 x 4 ça fait 689 non ? et en net ça donne quoi"
    reading = ASIDES.read(text, None, [], Context(last_answer=_LAST, last=_LAST))
    assert reading is not None and len(reading.facts) == 2
    assert "÷ 151,67 = 545,69 € nets" in reading.words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "2 jours x 7h = 14h, fois 4 semaines. calcule stp",
        "12,31 x 14 x 4",
        "2-3 fois, donc 4 c'est trop",
        "06-12 c'est 4 chiffres",
        "je suis là 24/7 donc 3 jours de repos",
    ],
)
def test_what_claims_no_result_is_left_alone(text: str) -> None:
    assert claim_in(text) is None
