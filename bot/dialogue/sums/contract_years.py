"""The year of a contract that an apprentice names without its noun: « et la 3eme à 21 ans ? »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.text.numbers import Number
from bot.text.numerals import in_digits

_RANKS = {
    1: r"1(?:ere?|re)|premiere",
    2: r"2(?:e|eme|ieme|n?de)|deuxieme|seconde",
    3: r"3(?:e|eme|ieme)|troisieme|(?:toute )?derniere(?: annee)?",
}
_ANY = "|".join(_RANKS.values())
_YEAR = re.compile(
    rf"\b(?:(?:la|en|ma|sa|pour) |l')(?P<rank>{_ANY})"
    r"(?= *(?:$|[.,;:!?]|(?:a|de|c'est|c|ca|et|en|par|on|je|j'|il|elle|fait|donne|aussi|sinon|alors"
    r"|du coup|combien|pareil|stp|svp|pour|annee)\b))"
)
_AT_SCHOOL = re.compile(
    rf"\b(?:suis|est|etais?|sors|sort|sortant|fini\w*|entre|passe|apres|classe|eleve|stage)"
    rf"(?: \w+)? (?:en|de|d'|la) ?(?:{_ANY})\b"
)
_OLDEST_PUPIL = 16  # who is older speaks of no class of a lower school


def with_contract_year(plain: str, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the numbers of an apprentice's message, in plain spelling, with the year it names.

    « je suis en 3eme, j'ai 15 ans » names a class.
    """
    words = in_digits(plain)
    found = _YEAR.search(words)
    age = next((number.amount for number in numbers if number.unit == "age"), None)
    pupil = (age is None or age <= _OLDEST_PUPIL) and _AT_SCHOOL.search(words)
    if found is None or pupil or any(number.unit == "contract_year" for number in numbers):
        return numbers
    rank = next(rank for rank, words in _RANKS.items() if re.fullmatch(words, found["rank"]))
    return (*numbers, Number(Decimal(rank), "contract_year"))
