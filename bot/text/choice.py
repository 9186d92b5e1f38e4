"""A choice made with words: « 2 », « la deuxième », « le dernier », or a button's title typed."""

from __future__ import annotations

import re

from bot.text.phrases import plain_words

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
_ORDINAL_FIRST = re.compile(
    r"^(?:(?:oui|non|je (?:prends|choisis|veux|dirais)|plutot|alors|bon|euh|ok|donc) )*"
    r"(?:le|la|choix|option|numero|reponse) (?P<rank>\w+)"
    r"(?: (?:choix|option|reponse|proposition|question|bouton))? (?P<rest>\w.*)$"
)
# « la troisième, mais je ne suis plus artisan », « c la 2e que je veux, … »: a choice, a remark.
_REMARKED = re.compile(
    r"^\s*(?:(?:oui|non|ok|alors|bon|donc|plut[oô]t|c|c['’]est),? )*(?:le|la)\s+(?P<rank>\w+)\s*"
    r"(?:que (?:je|j['’]) ?\w+\s*)?(?:[,;.:]|\s(?:mais|car)\s)\s*\S",
    re.IGNORECASE,
)
# What ties words together, and points at no button.
_TIES = frozenset(
    word
    for line in (
        "le la les l un une de du des d au aux a en et ou sur pour dans c est je j tu il on y",
        "ce que qui svp stp merci ca se me m",
    )
    for word in line.split()
)
_MOST_AFTER = 7  # words after « le deuxième »: more are a question of their own
_SMALL_WORDS = frozenset({"un", "une"})  # alone they are no choice: « une » may begin anything


_GOES_ON = re.compile(
    r"^(?:(?:ok|oui|allez|bon|alors|d accord|et|finalement|en fait|je veux|j aimerais|on peut"
    r"|peut on|on|je|tu|vous|le|la|y|ou on en etait) )*"
    r"(?:repren\w*|reprise|continu\w*|poursui\w*|retourne)"
    rf"(?: (?:le|la|notre|ou|on|en|etait|jeu|quiz|test|partie|questions?|maintenant|y))*{_POLITE}$"
)


def goes_on_with_it(text: str) -> bool:
    """Tell whether a text wants to go on with what was stopped: « on reprend »."""
    return _GOES_ON.match(plain_words(text)) is not None


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
    if (remarked := _REMARKED.match(text)) and (rank := plain_words(remarked["rank"])):
        return _ranked(rank, titles)
    ordinal = _ORDINAL.match(plain)
    if ordinal is None:
        return _pointed_at(plain, titles)
    return None if plain in _SMALL_WORDS else _ranked(ordinal.group(1), titles)


def _pointed_at(plain: str, titles: list[str]) -> int | None:
    """Return the index that a rank and words of its title choose: « le deuxième, au 15 »."""
    found = _ORDINAL_FIRST.match(plain)
    index = _ranked(found["rank"], titles) if found else None
    if found is None or index is None or len(found["rest"].split()) > _MOST_AFTER:
        return None
    said = set(found["rest"].split()) - _TIES
    shared = said & set(plain_words(titles[index]).split())
    return index if said and 2 * len(shared) >= len(said) else None


def _ranked(word: str, titles: list[str]) -> int | None:
    if word in _LAST:
        return len(titles) - 1
    if word.isdigit():
        return _within(int(word), titles)
    ranks = [rank for rank, words in enumerate(_ORDINALS, start=1) if word in words]
    return _within(ranks[0], titles) if ranks else None


def _within(rank: int, titles: list[str]) -> int | None:
    return rank - 1 if 1 <= rank <= len(titles) else None
