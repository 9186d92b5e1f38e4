"""What visitors say to an answer instead of asking, and what it is: a reaction, or none.

`data/reactions` is learnt from, `tests/reactions` judges: the same form, other sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content import read_yaml
from bot.content.keys import NEGATIVE_FEEDBACK, NO_REACTION, REACTIONS
from bot.errors import ContentError, DataError

REACTIONS_FOLDER = "reactions"  # of data/: what is learnt
KINDS = REACTIONS | {NEGATIVE_FEEDBACK, NO_REACTION}


@dataclass(frozen=True)
class Reacting:
    """What is said to the answer to a question `asked`: `reacts` is a reaction or NO_REACTION."""

    asked: str
    says: str
    reacts: str


def read_reactions(path: Path) -> list[Reacting]:
    """Return what the files of a folder hold, or one file; nothing of a folder that is not there.

    Raises DataError for an entry that lacks a field, or names no reaction.
    """
    files = [path] if path.is_file() else sorted(path.glob("*.yml"))
    return [reacting for file in files for reacting in _reactions_in(file)]


def _reactions_in(file: Path) -> Iterator[Reacting]:
    try:
        document = read_yaml(file)
    except ContentError as error:
        raise DataError(error.where, error.problem, error.remedy) from None
    for number, entry in enumerate(document or [], start=1):
        where = f"{file}, reaction {number}"
        if not isinstance(entry, dict) or {"asked", "says", "reacts"} != entry.keys():
            problem = "the fields are not `asked`, `says` and `reacts`"
            raise DataError(where, problem, "write all three")
        if entry["reacts"] not in KINDS:
            problem, remedy = f"« {entry['reacts']} » is no reaction", ", ".join(sorted(KINDS))
            raise DataError(where, problem, f"name one of: {remedy}")
        yield Reacting(str(entry["asked"]), str(entry["says"]), entry["reacts"])
