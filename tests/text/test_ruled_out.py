"""What a message says that its author is not, or never did."""

from __future__ import annotations

import pytest

from bot.text.ruled_out import ruled_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("moi je suis en première pas en seconde ni en 3eme", ("seconde", "troisieme")),
        ("mais il va pas a la fac", ("fac",)),
        ("mais j'ai jamais fait de prison moi !!", ("prison",)),
        ("j'avais pas de commerce moi, j'étais salariée", ("commerce",)),
        ("j'ai pas le bac, je peux postuler ?", ()),  # a lack is what it asks about
        ("c'est pas en centre d'appels ?", ()),
        ("on gagne combien ?", ()),
    ],
)
def test_what_one_is_not_is_ruled_out(text: str, words: tuple[str, ...]) -> None:
    assert ruled_out(text) == words
