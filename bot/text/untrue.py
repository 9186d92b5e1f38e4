"""What a clause says not to be so: « ma carte n'est pas bloquée », « aucun virement n'est parti ».

Plain functions of text.
"""

from __future__ import annotations

import re

from bot.text.asking import asks

_NOT = r"(?:pas|point|plus|rien|jamais)"
_UNTRUE = re.compile(
    rf"\b(?!et )\w+ {_NOT}(?: du tout)? (?:a |de |d')?(?P<said>\w[\w' -]*)|\baucune? (?P<none>\w+)"
)
# What somebody lacks is their case, and what is to come is so one day: both stay in the question.
_LACKED = re.compile(
    rf"\b(?:ai|as|a|avons|avez|ont|avais|avait|jai) {_NOT} (?:de |d'|le |la |les |l'|une? )"
)
_TO_COME = re.compile(r"\bplus rien\b|\bpas encore\b|\bplus tard\b|\bplus (?:de|que|d')\b")
_PARTS = re.compile(r" (?:et|mais|car|donc|puisque|parce qu'?e?) ")
_MOST = 4  # words of what is not so


def untrue_in(clause: str) -> tuple[str, ...]:
    """Return what a clause in lower case without accents says not to be so, () for nothing."""
    if asks(clause):
        return ()
    found = (match for part in _PARTS.split(clause) for match in _denials(part))
    return tuple(" ".join(each.split()[:_MOST]) for each in found)


def _denials(part: str) -> list[str]:
    if _LACKED.search(part) or _TO_COME.search(part):
        return []
    return [match["said"] or match["none"] for match in _UNTRUE.finditer(part)]
