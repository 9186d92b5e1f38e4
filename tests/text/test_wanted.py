"""The kind of thing that a question wants, and whether a text holds it."""

from __future__ import annotations

import pytest

from bot.text.wanted import held, kinds, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("et ça dure combien de temps ?", "duration"),
        ("cb de jours", "duration"),
        ("elle gagne combien", "amount"),
        ("quelle amende", "amount"),
        ("depuis quand ?", "date"),
        ("c'est obligatoire ?", "yes_or_no"),
        ("peut-on refuser", "yes_or_no"),
    ],
)
def test_a_question_wants_a_kind_of_thing(question: str, kind: str) -> None:
    assert kind in wanted(question)


def test_an_open_question_wants_no_kind() -> None:
    assert wanted("raconte-moi une journée") == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Deux à cinq jours, sans être payé.", "duration"),
        ("Au moins 12,31 euros de l'heure.", "amount"),
        ("Elle date du 11 août 2026.", "date"),
        ("Oui, en général.", "yes_or_no"),
    ],
)
def test_a_text_holds_a_kind_of_thing(text: str, kind: str) -> None:
    assert kind in held(text)


def test_a_plain_text_holds_none() -> None:
    assert held("Un casque et un écran.") == frozenset()
    assert {"duration", "amount", "date", "yes_or_no"} == set(kinds())
