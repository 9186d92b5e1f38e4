"""Answers on who ends the work, where the visitor told who does."""

from __future__ import annotations

import pytest

from bot.dialogue.who_ends import for_who_ends
from tests.contents import CONTENT

_QUIT, _FIRED = "apprenticeship/quit_early", "apprenticeship/fired"
_RANKED = [(_QUIT, 0.4), (_FIRED, 0.1), ("apprenticeship/", 0.05)]


def _first(text: str, *said: str, ranked: list[tuple[str, float]] = _RANKED) -> str:
    return for_who_ends(CONTENT, ranked, text, said)[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "ma boite veut arreter mon contrat ils ont le droit ?",
        "c'est l'employeur qui veut rompre",
        "ils vont me virer",
    ],
)
def test_what_the_employer_does_is_not_what_the_visitor_may(text: str) -> None:
    assert _first(text) == _FIRED
    assert _first("du coup ils peuvent ou pas ?", text) == _FIRED


@pytest.mark.parametrize(
    "text", ["et si j'arrête moi", "je veux démissionner", "je peux arrêter ?"]
)
def test_what_the_visitor_does_is_not_what_the_employer_may(text: str) -> None:
    ranked = [("trial_period/end_notice", 0.5), ("trial_period/stop_trial", 0.2)]
    assert _first(text, "ils vont me virer", ranked=ranked) == "trial_period/stop_trial"


@pytest.mark.parametrize("text", ["je suis en arrêt maladie", "comment arrêter ces appels"])
def test_what_tells_of_neither_leaves_answers_as_they_were(text: str) -> None:
    assert for_who_ends(CONTENT, [(_QUIT, 0.5), ("salary/", 0.1)], text, ())[0] == (_QUIT, 0.5)
