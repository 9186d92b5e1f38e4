"""What a text message costs, and the same words in the letters that cost least.

An SMS in the GSM alphabet (3GPP TS 23.038) holds 160 characters; one character outside it, an « ê »
or a no-break space, leaves 70.
"""

from __future__ import annotations

import re
import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")  # an escape and a letter: each counts as two
ONE_PART = 160  # letters, when all are of the GSM alphabet
_JOINED = 153  # of a message's several parts, each gives up seven for its number
_WIDE_ALONE, _WIDE_JOINED = 70, 67

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "•": "-",
        "…": "...",
        "°": "o",  # « n° 5 »
        "²": "2",
        "œ": "oe",
        "Œ": "OE",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{WORD JOINER}": "",
    }
)
# With the spaces inside them: an English quotation mark stands close to its words.
_QUOTATION = re.compile(r"«\s?|\s?»")


def parts(text: str) -> int:
    """Return how many messages are paid for `text`."""
    if _is_gsm(text):
        return _count(_letters(text), ONE_PART, _JOINED)
    return _count(_units(text), _WIDE_ALONE, _WIDE_JOINED)


def taken(text: str) -> int:
    """Return how much of the ONE_PART letters of a message `text` takes in its plainest letters."""
    plain = _plain(text)
    if _is_gsm(plain):
        return _letters(plain)
    return -(-_units(plain) * ONE_PART // _WIDE_ALONE)


def economical(text: str) -> str:
    """Return `text` as it is, or in plainer letters where that makes it cheaper."""
    plain = _plain(text)
    return plain if parts(plain) < parts(text) else text


def _plain(text: str) -> str:
    return "".join(map(_letter, _QUOTATION.sub('"', text).translate(_TYPOGRAPHY)))


def _letter(letter: str) -> str:
    if letter in _BASIC or letter in _EXTENDED:
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base in _BASIC else letter


def _letters(text: str) -> int:
    return sum(2 if letter in _EXTENDED else 1 for letter in text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_gsm(text: str) -> bool:
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def _count(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)
