"""A file of the content that cannot be read for a while: a right to give, a disk that errs."""

from __future__ import annotations

from errno import EACCES
from pathlib import Path

import pytest

from tests.content.test_library import Editor, editor, shared
from tests.contents import edit_card

__all__ = ["editor", "shared"]


def test_a_file_that_could_not_be_read_is_taken_once_it_can(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_card(editor.folder, "salary", short="Une réponse corrigée.")
    card, read = editor.library.current().card_path("salary"), Path.read_bytes

    def refuse(path: Path) -> bytes:  # whoever runs the tests may have every right
        if path == card:
            raise PermissionError(EACCES, "Permission denied")
        return read(path)

    with monkeypatch.context() as forbidden:
        forbidden.setattr(Path, "read_bytes", refuse)
        (problem,) = editor.look()
        assert "Permission denied" in problem
    assert editor.look() == []
    assert editor.library.current().cards["salary"].short == "Une réponse corrigée."
