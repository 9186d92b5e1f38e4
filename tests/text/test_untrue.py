"""What a clause says not to be so."""

from __future__ import annotations

import pytest

from bot.text.untrue import untrue_in


@pytest.mark.parametrize(
    ("clause", "untrue"),
    [
        ("ma carte n'est pas bloquee et je n'ai point ete vole", ("bloquee", "ete vole")),
        ("aucun virement n'est parti", ("virement",)),
        ("je ne cherche pas a debuter comme conseillere", ("debuter comme conseillere",)),
        ("je suis pas salariee", ("salariee",)),
    ],
)
def test_a_denial_names_what_is_not_so(clause: str, untrue: tuple[str, ...]) -> None:
    assert untrue_in(clause) == untrue


@pytest.mark.parametrize(
    "clause",
    [
        "j'ai pas le bac",
        "il n'y a pas d'application",
        "ils n'ont pas encore livre",
        "j'entends plus rien de la gauche",
        "est-ce que c'est pas interdit ?",
        "elle a 84 ans",
    ],
)
def test_what_somebody_lacks_or_asks_is_no_denial(clause: str) -> None:
    assert untrue_in(clause) == ()
