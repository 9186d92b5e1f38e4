"""Dialogues that judge the answers: the turns of a visitor, and what the last reply must say.

Patterns are searched in the reply in lower case, without accents, with plain spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content import read_yaml
from bot.errors import DataError
from bot.text.words import without_accents

_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


@dataclass(frozen=True)
class Dialogue:
    """What a visitor says, and the patterns that the last reply must and must not match."""

    kind: str
    turns: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...] = ()

    def is_answered_by(self, reply: str) -> bool:
        """Tell whether a reply to the last turn answers it."""
        plain = without_accents(reply.lower().translate(_PLAIN))
        if not all(re.search(pattern, plain) for pattern in self.must):
            return False
        return not any(re.search(pattern, plain) for pattern in self.must_not)

    def answers_among(self, texts: Mapping[str, str]) -> frozenset[str]:
        """Return the labels of the texts that answer it."""
        return frozenset(label for label, text in texts.items() if self.is_answered_by(text))


def read_dialogues(path: Path) -> list[Dialogue]:
    """Return the dialogues of a file, or of all files of a folder in order.

    Raises DataError for an entry without turns or patterns.
    """
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    found = []
    for file in files:
        for number, entry in enumerate(read_yaml(file), start=1):
            if not (isinstance(entry, dict) and entry.get("turns") and entry.get("must")):
                where = f"{file}, dialogue {number}"
                raise DataError(where, "a dialogue needs `turns` and `must`", "write both")
            turns = tuple(str(turn) for turn in entry["turns"])
            patterns = [tuple(entry.get(key) or ()) for key in ("must", "must_not")]
            found.append(Dialogue(str(entry.get("kind", file.stem)), turns, *patterns))
    return found
