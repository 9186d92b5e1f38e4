"""The beginning of a text: whole sentences, one at least."""

from __future__ import annotations

import pytest

from bot.text.sentences import beginning, beginning_only

_TEXT = "Oui. Mais pas partout ! Et ailleurs ?"


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (0, "Oui."),
        (len("Oui. Mais pas partout !") - 1, "Oui."),
        (len("Oui. Mais pas partout !"), "Oui. Mais pas partout !"),
        (len(_TEXT), _TEXT),
        (500, _TEXT),
    ],
)
def test_as_many_sentences_are_told_as_the_limit_holds(limit: int, told: str) -> None:
    assert beginning(_TEXT, limit) == told


@pytest.mark.parametrize(("limit", "told"), [(0, "Oui."), (500, "Oui. Mais pas partout !")])
def test_the_last_sentence_may_be_left_out(limit: int, told: str) -> None:
    assert beginning_only(_TEXT, limit) == told


def test_a_single_sentence_is_told_however_long_it_is() -> None:
    assert beginning("Une phrase.", 3) == beginning_only("Une phrase.", 3) == "Une phrase."


def test_a_question_of_the_text_is_not_left_without_its_answer() -> None:
    text = "Notez la date. Deux mois sans succès ? Saisissez le médiateur, c'est gratuit."
    assert beginning(text, 40) == "Notez la date."
    assert beginning(text, 500) == text
    assert beginning("C'est dur ? Oui, le soir surtout, et longtemps.", 12) == "C'est dur ?"
