"""Phrases that name a family of words: « avalé <pills> » stands for each of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_FAMILY = re.compile(r"<(\w+)>")


def written_out(phrases: list[Any], families: Any) -> list[Any]:
    """Return phrases with each word of the families that they name; one unknown stays as it is."""
    known = families if isinstance(families, dict) else {}
    return [plain for phrase in phrases for plain in _each(phrase, known)]


def _each(phrase: Any, families: dict[str, Any]) -> list[Any]:
    named = _FAMILY.search(phrase) if isinstance(phrase, str) else None
    members = families.get(named[1]) if named else None
    if named is None or not isinstance(members, list):
        return [phrase]
    begin, end = phrase[: named.start()], phrase[named.end() :]
    return [plain for word in members for plain in _each(f"{begin}{word}{end}", families)]


def unknown_families(phrases: Iterable[str]) -> list[str]:
    """Return the families that phrases still name once written out: those that nobody wrote."""
    named = (phrase for phrase in phrases if "<" in phrase)
    return sorted({name for phrase in named for name in _FAMILY.findall(phrase)})
