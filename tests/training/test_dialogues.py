"""Dialogues that judge the answers: read from files, and compared with replies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.training.dialogues import Dialogue, read_dialogues

_FILE = """\
- turns: ["on gagne combien ?", "et à mi-temps ?"]
  must: ['93[34]']
- kind: care
  turns: ["j'en peux plus"]
  must: ['3114']
  must_not: ['quiz']
"""


def test_patterns_are_searched_without_accents_and_in_plain_spaces() -> None:
    dialogue = Dialogue("sum", ("…",), ("1 478 euros", "l'ecole"))
    assert dialogue.is_answered_by("À l’École\u00a0: 1\u202f478\u00a0euros.")
    assert not dialogue.is_answered_by("1 478 euros.")


def test_what_must_not_be_said_is_not() -> None:
    assert not Dialogue("care", ("…",), (), ("quiz",)).is_answered_by("Un Quiz ?")


def test_the_answers_among_texts_are_those_that_match() -> None:
    dialogue = Dialogue("detail", ("…",), ("25 %",))
    assert dialogue.answers_among({"a/": "25 % au moins", "b/": "rien"}) == {"a/"}


def test_a_file_or_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "sums.yml").write_text(_FILE, encoding="utf-8")
    (tmp_path / "more.yml").write_text(_FILE, encoding="utf-8")
    first, second = read_dialogues(tmp_path / "sums.yml")
    assert first == Dialogue("sums", ("on gagne combien ?", "et à mi-temps ?"), ("93[34]",))
    assert (second.kind, second.must_not) == ("care", ("quiz",))
    assert len(read_dialogues(tmp_path)) == 4


@pytest.mark.parametrize("entry", ["- turns: []\n  must: [a]", "- turns: [a]", "- un texte"])
def test_an_entry_that_judges_nothing_is_told(tmp_path: Path, entry: str) -> None:
    (tmp_path / "bad.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(DataError, match="dialogue 1"):
        read_dialogues(tmp_path / "bad.yml")
