"""What a text message costs, and how the same words cost less."""

from __future__ import annotations

import pytest

from bot.text.sms import economical, parts
from tests.contents import CONTENT


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("é" * 160, 1),  # in the GSM alphabet
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("€" * 80, 1),  # each counts as two
        ("€" * 81, 2),
        ("a" * 153 * 3 + "a", 4),
        ("👍" * 35, 1),
        ("👍" * 36, 2),
    ],
)
def test_the_parts_of_a_message(text: str, paid: int) -> None:
    assert parts(text) == paid


def test_plainer_letters_only_where_they_cost_less() -> None:
    assert economical("« L’être » …") == "« L’être » …"
    long = "« L’être » n’est\N{NO-BREAK SPACE}pas ça… Le cœur – français. " * 3
    plain = "\"L'etre\" n'est pas ca... Le coeur - francais. " * 3
    assert economical(long) == plain
    assert parts(economical(long)) == 1 < parts(long)


@pytest.mark.parametrize(
    ("sign", "plain"),
    [
        *(("°", "o"), ("²", "2"), ("…", "..."), ("’", "'"), ("“", '"'), ("–", "-"), ("•", "-")),
        *(("œ", "oe"), ("ê", "e"), ("ç", "c"), ("À", "A"), ("\N{NO-BREAK SPACE}", " ")),
    ],
)
def test_a_sign_outside_the_gsm_alphabet_costs_no_part(sign: str, plain: str) -> None:
    """« n° 5 » alone would leave 70 letters of 160."""
    text = f"Code du travail, article n{sign} 5. " * 4
    assert parts(text) > 1
    assert economical(text) == text.replace(sign, plain)
    assert parts(economical(text)) == 1


def test_an_emoji_keeps_all_accents() -> None:
    text = f"{'Être français, ça se fête ! ' * 5}👍"
    assert economical(text) == text


def test_every_short_answer_is_one_message() -> None:
    for topic, card in CONTENT.cards.items():
        assert parts(economical(card.short)) == 1, topic
