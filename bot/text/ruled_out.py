"""What a message says that its author is not, or never did: « en première, pas en seconde ».

Plain functions of text.
"""

from __future__ import annotations

import re

from bot.text.phrases import plain_words

_PLACE = r"(?:en|au|aux|a la|a l|chez|dans (?:une?|le|la|l)) "
_BEING = r"(?:suis|es|est|etais|etait|sont|vais|vas|va|vont|travaille|bosse|jsuis|chui)"
_RULED_OUT = [
    re.compile(rf"(?<!\w)(?<!\bc ){pattern}(?P<what>\w+)")
    for pattern in (
        rf"{_BEING} (?:\w+ ){{0,2}}?pas (?:du tout )?{_PLACE}",
        rf"ni {_PLACE}",
        r"jamais (?:ete|fait|eu|alle|allee|mis|travaille) (?:de |d |en |au |a la |dans |chez )?",
        r"(?:avais|avait) (?:pas|aucune?|jamais) (?:de |d )?",
    )
]
_CLASSES = {"2nde": "seconde", "3e": "troisieme", "3eme": "troisieme", "1ere": "premiere"}


def ruled_out(text: str) -> tuple[str, ...]:
    """Return the words of what a message rules out, in plain spelling, () for nothing.

    What somebody lacks is not: « j'ai pas le bac, je peux postuler ? » is of it.
    """
    plain = plain_words(text)
    found = (match["what"] for pattern in _RULED_OUT for match in pattern.finditer(plain))
    return tuple(dict.fromkeys(_CLASSES.get(word, word) for word in found))
