"""Words and phrases looked for in a message, whatever its case, accents, spelling and commas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from bot.text.words import REMEMBERED, normalise, without_accents

# « ou » with its accent only: « ou les deux » is no question.
_INTERROGATIVE = re.compile(
    r"^(?:(?:et|mais|alors|euh|dis|dites|au fait)[\s,]+)*"
    r"(?:c'est quoi|c'est qui|combien|est-ce|est ce|faut[- ]il|comment|pourquoi|quels?|quelles?|"
    r"qui|où|(?:il )?y[- ]a[- ]?t[- ]?il|qu'est[- ]ce|que (?:fait|veut)|quoi)\b"
)


@lru_cache(REMEMBERED)
def plain_words(text: str) -> str:
    """Return `text` in lower case, without accents nor punctuation: « 2. » and « 2 » are one."""
    return " ".join(re.findall(r"[^\W_]+", without_accents(text.lower())))


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Tell whether `text` holds one of the phrases as whole words; « suicid* » is a beginning.

    « harcel* & tiktok » asks for both, wherever they stand.
    Both the words as typed and their plain spelling are looked through (« jveux », « je veux »).
    """
    readings = _readings(text)
    return any(
        all(pattern in reading for pattern in _patterns(phrase))
        for phrase in phrases
        for reading in readings
    )


@lru_cache(REMEMBERED)
def _readings(text: str) -> frozenset[str]:
    return frozenset((f" {plain_words(text)} ", f" {plain_words(normalise(text))} "))


@cache  # of our phrases, a few hundred: no visitor's words are kept
def _patterns(phrase: str) -> tuple[str, ...]:
    return tuple(
        f" {plain_words(part)}" + " " * (not part.strip().endswith("*"))
        for part in phrase.split("&")
    )


def is_question(text: str) -> bool:
    """Tell whether `text` is plainly a question: it ends with « ? », or begins with « combien »."""
    readings = (text.lower().replace("’", "'").strip(), normalise(text))
    return any(reading.endswith("?") or bool(_INTERROGATIVE.match(reading)) for reading in readings)
