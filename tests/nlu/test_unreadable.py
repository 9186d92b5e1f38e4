"""What holds no words to understand, and what is too long to be read."""

from __future__ import annotations

import pytest

from bot.content import TOO_LONG, UNREADABLE
from bot.nlu.guard import is_unreadable, reason_not_to_read
from bot.nlu.normaliser import MOST_CHARACTERS


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "🙂🙃",
        "???!!!",
        "___",
        "\x00bonjour",
        "<script>alert(1)</script>",
        "<b>salaire</b>",
        "{{ 7 * 7 }}",
        "${jndi:ldap://x}",
        "'; DROP TABLE users",
        "1; select * from users",
        "function (x) { return x }",
        "(x) => x",
        "eval(1)",
        "const f = (a, b) => a + b",
        "x => { return x }",
        '<img src=x onerror="alert(1)">',
        "bonjour <br/> salaire </p>",
    ],
)
def test_what_holds_no_words_is_unreadable(text: str) -> None:
    assert is_unreadable(text)
    assert reason_not_to_read(text) == UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "on gagne combien ?",
        "42",
        "é",
        "شكرا",
        "je gagne < 2000 € et > 1000 €",
        "quelle sélection ? drop ou pas",
        "ligne 1\nligne 2\tfin",
        "la fonction de superviseur",
        "je t'aime <3",
        "l'évaluation (mensuelle)",
        "je gagne 1500 => c'est normal ?",
        "1500 (net) => c'est normal ?",
        "si salaire <1500 ou >2000",
        "<3 merci bcp > bisous",
        "salaire <smic ou > smic",
    ],
)
def test_words_are_readable_whatever_stands_among_them(text: str) -> None:
    assert not is_unreadable(text)
    assert reason_not_to_read(text) is None


def test_a_text_is_too_long_past_what_is_read_of_it() -> None:
    assert reason_not_to_read("a" * MOST_CHARACTERS) is None
    assert reason_not_to_read("a" * (MOST_CHARACTERS + 1)) == TOO_LONG
    assert reason_not_to_read("?" * (MOST_CHARACTERS + 1)) == TOO_LONG


def test_spaces_behind_a_sign_are_looked_through_once() -> None:
    """Neighbouring runs that all take spaces would try each way to part them."""
    assert not is_unreadable("<a b=" + " " * 1_990 + "x")
