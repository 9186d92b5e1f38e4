"""A pasted link is in no language: it is not answered in one."""

from __future__ import annotations

import pytest

from bot.nlu.language import foreign_language


@pytest.mark.parametrize(
    "text",
    ["https://www.lemonde.fr/emploi", "https://youtu.be/dQw4w9WgXcQ", "www.francetravail.fr"],
)
def test_it_is_taken_for_no_foreign_language(text: str) -> None:
    assert foreign_language(text, text) is None
