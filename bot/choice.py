"""A choice made with words: « 2 », « la deuxième », « le dernier », or a button's title typed."""

from __future__ import annotations

import re

from bot.phrases import plain_words

_POLITE = r"(?:\s+(?:svp|stp|merci|s il (?:te|vous) plait))?"
_NUMBER = re.compile(
    rf"^(?:(?:le|la|l|choix|option|numero|n|no|reponse|question)\s+)*(\d{{1,2}}){_POLITE}$"
)
_ORDINALS = (
    ("premier", "premiere", "1er", "1ere", "un", "une"),
    ("deuxieme", "second", "seconde", "2e", "2eme", "deux"),
    ("troisieme", "3e", "3eme", "trois"),
    ("quatrieme", "4e", "4eme", "quatre"),
    ("cinquieme", "5e", "5eme", "cinq"),
    ("sixieme", "6e", "6eme", "six"),
)
_LAST = ("dernier", "derniere")
_ORDINAL = re.compile(
    r"^(?:(?:je (?:prends|choisis|veux|dirais)|plutot|alors|euh|ok)\s+)*"
    r"(?:(?:le|la|l|choix|option|numero|reponse)\s+)*"
    rf"(\w+)(?:\s+(?:choix|option|reponse|proposition|question|bouton))?{_POLITE}$"
)
_SMALL_WORDS = frozenset({"un", "une"})  # alone they are no choice: « une » may begin anything


def names_no_choice(text: str, titles: list[str]) -> bool:
    """Tell whether a text is the number of a choice that is not there: « 9 » under four buttons."""
    number = _NUMBER.match(plain_words(text))
    return number is not None and bool(titles) and _within(int(number[1]), titles) is None


def chosen(text: str, titles: list[str]) -> int | None:
    """Return the index of the title that `text` chooses, or None when it chooses none."""
    plain = plain_words(text)
    if not plain or not titles:
        return None
    if number := _NUMBER.match(plain):
        return _within(int(number.group(1)), titles)
    for index, title in enumerate(titles):
        if plain == plain_words(title):
            return index
    ordinal = _ORDINAL.match(plain)
    if ordinal is None or plain in _SMALL_WORDS:
        return None
    word = ordinal.group(1)
    if word in _LAST:
        return len(titles) - 1
    ranks = [rank for rank, words in enumerate(_ORDINALS, start=1) if word in words]
    return _within(ranks[0], titles) if ranks else None


def _within(rank: int, titles: list[str]) -> int | None:
    return rank - 1 if 1 <= rank <= len(titles) else None
