"""What days without a line cost, after the answer that says how they are counted."""

from __future__ import annotations

import pytest

from bot.dialogue.messages import Message
from bot.dialogue.sums.outage import OUTAGES, refund_by_the_day
from tests.contents import CONTENT

AFTER = Message("…", "complain_about_company", "answer", detail="short_outage")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("donc pour moi 9 jours a 42 euros ca ferait combien", "42 ÷ 30 × 9 = 12,60"),
        ("et pour deux semaines à 35,99 € ca fait combien ?", "35,99 ÷ 30 × 14 = 16,80"),
        ("9 jours ça fait combien", ""),
        ("42 euros pour 9 jours, c'est cher", ""),
    ],
)
def test_the_days_are_worked_out_at_the_price_of_a_month(text: str, result: str) -> None:
    assert refund_by_the_day(text, AFTER).replace("\u00a0", " ") == result


def test_nothing_is_worked_out_after_another_answer() -> None:
    said = "9 jours a 42 euros ca ferait combien"
    elsewhere = Message("…", "salary", "answer", detail="short_outage")
    assert refund_by_the_day(said, elsewhere) == refund_by_the_day(said, None) == ""


def test_the_answers_after_which_it_is_worked_out_are_there() -> None:
    card = CONTENT.cards["complain_about_company"]
    assert all(card.detail(key) for key in OUTAGES)
