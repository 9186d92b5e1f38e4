"""Phrases of content/care.yml and fraud.yml that cannot be read as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.content.findings import Finding, error

_LETTER = re.compile(r"[^\W_]")
# Nearly every phrase, of tens of thousands, is at once seen to be right: the rest is looked at.
_WORDS = r"(?:[^\W_][^\s&$*]*\*?|\?)(?: (?:[^\W_][^\s&$*]*\*?|\?))*"
_RIGHT_WHOLE = re.compile(_WORDS)
_RIGHT = re.compile(rf"{_WORDS}\$?(?: ?& ?{_WORDS}\$?)*")
_REMEDY = "« & » sépare des mots, « $ » finit une partie, « * » finit un mot, « ? » en remplace un"


def check_phrases(
    where: Path, lists: Mapping[str, Iterable[str]], *, parts: bool = True
) -> list[Finding]:
    """Return the first phrase of each list that has some fault; without `parts`, « & » is one.

    A family writes a phrase out a thousand times: one line is told of them all.
    """
    return [
        error(where, f"{name} : « {phrase} » ne peut pas être lu : {fault}", _REMEDY)
        for name, phrases in lists.items()
        for fault, phrase in _first_of_each_fault(phrases, parts=parts).items()
    ]


def _first_of_each_fault(phrases: Iterable[str], *, parts: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    right = (_RIGHT if parts else _RIGHT_WHOLE).fullmatch
    for phrase in phrases:
        if not right(phrase) and (fault := _fault(phrase, parts=parts)):
            found.setdefault(fault, phrase)
    return found


def _fault(phrase: str, *, parts: bool) -> str:
    """Return what keeps a phrase from being read, or nothing."""
    if not parts and ("&" in phrase or "$" in phrase):
        return "cette liste n'admet ni « & » ni « $ »"
    for part in phrase.split("&"):
        plain = part.strip()
        if "$" in plain[:-1]:
            return "« $ » n'est pas à la fin d'une partie"
        words = plain.removesuffix("$").split()
        if not words:
            return "rien n'est écrit d'un côté de « & »" if "&" in phrase else "aucun mot"
        if any("*" in word[:-1] for word in words):
            return "« * » n'est pas à la fin d'un mot"
        if any(word != "?" and not _LETTER.search(word) for word in words):
            return "un signe seul y tient lieu de mot"
    return ""
