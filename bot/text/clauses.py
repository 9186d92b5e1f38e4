"""What stands between two marks of a message: « non, je parlais des pauses » has two clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.words import folded

_MARKS = re.compile(
    r"[,;:!?.…()\n\U0001f300-\U0001faff]+|\s[-–]\s|\bmais\b|\bet (?=vous\b|tu\b)"
    r"|(?<!que)(?<!quand)(?<!dont)(?<!si)\s"
    r"(?=je (?:te |vous )?(?:parl|demandai|demande si|voulai|veux (?:juste )?savoir))"
    r"|\b(?:mdr|lol|ptdr)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:ah|alors|attends|attendez|bah|ben|bon|donc|en fait|enfin|et|euh|heu|hein|moi|non|nan"
    r"|nn|nop|oui|ok|pardon|si|stop|desolee?|oh|la|justement|surtout|franchement|mdr|lol|ptdr|merci"
    r"|n'importe quoi|pff+|bordel|voyons)\s+)*"
)


@dataclass(frozen=True)
class Clause:
    """What stands between two marks, as typed and, letter for letter, without case and accents."""

    typed: str
    plain: str

    def part(self, found: re.Match[str], group: str = "named") -> str:
        """Return a named part of a match, as it was typed."""
        if not found.groupdict().get(group):
            return ""
        return self.typed[found.start(group) : found.end(group)].strip()


def clauses_of(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text, without the small words that they open with."""
    for typed in _MARKS.split(text):
        plain = folded(typed)
        start = len(plain) - len(plain.lstrip())
        start += _BEFORE.match(plain[start:] + " ").end()  # type: ignore[union-attr]
        if plain[start:].strip():
            yield Clause(typed[start:].rstrip(), plain[start:].rstrip())
