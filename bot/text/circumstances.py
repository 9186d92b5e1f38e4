"""What a message tells of its author's case: « je suis sourde », « mon CDD finit le 15 ».

Plain functions of text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.asking import asks, pieces_of
from bot.text.words import REMEMBERED, folded

_OF_ONESELF = re.compile(
    r"\b(?:je|j|jai|jsuis|jsui|chui|jss|mon|ma|mes|moi|nous|notre|nos|maman|papa)\b"
    r"|\bon (?:m|me|nous)\b"
)
# « et si je tombe malade » asks what happens then.
_SUPPOSES = re.compile(r"\W*(?:(?:et|ou)\s+)?s(?:i\b|['’]ils?\b)", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:je|j) ?(?:ne )?(?:veux|veu|voudrais|voulais|cherche|aimerais|demande|souhaite)\w*"
    r"|\b(?:donne|dis|dite|explique|montre|aide|rappele?|parle)\w*[- ](?:moi|nous)\b"
    r"|\bil me faut\b|\bbesoin\b|\bau secours\b|\bque faire\b|\bkoi fer\b"
)
_FEWEST, _MOST = 3, 25  # words of what is told


@lru_cache(maxsize=REMEMBERED)
def told_in(text: str) -> str:
    """Return what a message tells of its author's case, without what it asks; "" for nothing.

    A button tells nothing.
    """
    if text.startswith("/"):
        return ""
    told = [piece for piece in pieces_of(text) if not asks(piece)]
    words = " ".join(told).split()
    of_oneself = _OF_ONESELF.search(folded(" ".join(words)))
    return " ".join(words[:_MOST]) if of_oneself and len(words) >= _FEWEST else ""


def only_tells(text: str) -> bool:
    """Tell whether a message tells of its author and asks nothing: « mon cousin a craqué là »."""
    pieces = pieces_of(text)
    asking = (asks(piece) or _SUPPOSES.match(piece) for piece in pieces)
    plain = folded(text)
    return bool(told_in(text)) and not (_WISHES.search(plain) or any(asking))
