"""What visitors say right after an answer, with every answer that answers it.

`data/next` is learnt from, `tests/follow_ups` judges: the same form, other sentences.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content import read_yaml
from bot.errors import ContentError, DataError

NEXT = "next"  # the folder of data that holds what is learnt


@dataclass(frozen=True)
class FollowUp:
    """What is said after the answer `after`, a label; `right` is empty when nothing answers it."""

    after: str
    says: str
    right: frozenset[str]
    where: str = ""


def read_follow_ups(path: Path, known: Collection[str] | None = None) -> list[FollowUp]:
    """Return the follow-ups of a file, or of all files of a folder in order.

    Raises DataError for an entry that lacks a field, or names an answer that is not `known`.
    """
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    found = [follow_up for file in files for follow_up in _follow_ups_in(file)]
    if known is not None:
        _require_known(found, known)
    return found


def _require_known(follow_ups: list[FollowUp], known: Collection[str]) -> None:
    for each in follow_ups:
        unknown = next((label for label in (each.after, *each.right) if label not in known), None)
        if unknown is not None:
            raise DataError(each.where, f"there is no answer « {unknown} »", "name one that stands")


def _follow_ups_in(file: Path) -> Iterator[FollowUp]:
    try:
        document = read_yaml(file)
    except ContentError as error:
        raise DataError(error.where, error.problem, error.remedy) from None
    for number, entry in enumerate(document or [], start=1):
        where = f"{file}, follow-up {number}"
        whole = isinstance(entry, dict) and {"after", "says", "right"} <= entry.keys()
        if not (whole and isinstance(entry["right"], list)):
            raise DataError(
                where, "`after`, `says` or a list `right` is missing", "write all three"
            )
        yield FollowUp(entry["after"], str(entry["says"]), frozenset(entry["right"]), where)
