"""Addresses and numbers, however they are typed or dictated.

`written.py` masks them as they are commonly written; here is what remains: full-width
characters, dictated words, odd separators, the tail of an account's number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.privacy.words import WORDS
from bot.privacy.written import mask_written

# One character for one: what is found there is replaced in the text itself.
_PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN |= {0x3000: " ", 0x3002: ".", 0xFF61: ".", 0xFE52: ".", 0xFE6B: "@", 0x2024: "."}

_DOT = r"(?:\s*(?<!\w)(?:point|dot)(?!\w)\s*|\s?\.\s?|\s*[\[(]\s*(?:point|dot|\.)\s*[\])]\s*)"
_SIGN = r"(?:point|dot|tiret(?:\s+du\s+(?:bas|6|huit|8|six))?|trait\s+d'union|underscore|plus)"
_JOINED = rf"(?:\s+{_SIGN}\s+)"
_SPOKEN_AT = (
    r"(?:\s*[\[({<]\s*(?:@|arobase?s?|arobaze?|at|a)\s*[\])}>]\s*"
    r"|\s+(?:arobase?s?|arobaze?|arrobase|at)\s+)"
)
_TOP = r"(?:fr|com|net|org|eu|be|ch|ca|re|io|info|pro|gouv|edu|lu|ma|dz|tn|sn|uk|de|es|it|pt)"
_DOMAIN = rf"[\w-]+(?:{_JOINED}(?!{_TOP}\b)[\w-]+)*(?:{_DOT}{_TOP}\b)+"
# Bounded: without an end, a long text is read once for each of its words.
_LOCAL = rf"[\w+-]{{1,64}}(?:(?:\.|{_JOINED})[\w+-]{{1,64}}){{0,6}}"
_OTHER_WORD = rf"(?!(?:{'|'.join(WORDS['before_address'].split())})\b)[\w+-]{{1,64}}[ ]"
_DICTATED = re.compile(
    rf"(?<!\w)(?:{_OTHER_WORD}){{0,3}}{_LOCAL}{_SPOKEN_AT}{_DOMAIN}", re.IGNORECASE
)
_SPACED = re.compile(rf"(?<!\w){_LOCAL}\s*@\s*{_DOMAIN}", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?<![\w@])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*")

_GAP = r"(?:[^\w\n]|_){0,3}"
_AREA = rf"(?:(?:\+|00)?33{_GAP}(?:\(?[0oO]\)?{_GAP})?|[0oO])"
_FRENCH_PHONE = re.compile(rf"(?<![\w,.]){_AREA}[1-9](?:{_GAP}[\dOo]{{2}}){{4}}(?!\d)")
_DIGITS = rf"(?:{'|'.join(WORDS['spoken_digits'].split())}|\d{{1,2}})"
_SPOKEN_PHONE = re.compile(
    rf"(?<!\w)(?:z[ée]ro|0|plus\s+trente[\s-]trois)[\s,-]+{_DIGITS}(?:[\s,-]+{_DIGITS}){{4,}}(?!\w)",
    re.IGNORECASE,
)

_COUNTRY = r"(?:[A-Za-z]{2}|[Ff][Rr][ ])\d{2}"
_ACCOUNT = re.compile(
    rf"(?<!\w){_COUNTRY}[A-Za-z0-9]{{0,30}}"
    r"(?:(?:[^\w\n]|_){1,2}(?=[A-Za-z]{0,11}\d)[A-Za-z0-9]{1,30})*"
)
_LEAST_DIGITS = 8  # of an account's number: « LA42 » or « bac 12 » is none
_TAIL = re.compile(
    r"(?<!\w)((?:iban|rib|finit|finissant|finissent|termine|terminent|terminant|derniers\s+chiffres)\b"
    r"[^.?!\n\d]{0,30}?(?:\d{1,3}[^\w\n]{1,2})?)(?!(?:19|20)\d\d\b)(\d[\d ]+\d)"
    r"(?!\d*\s?(?:€|euros?))",
    re.IGNORECASE,
)


_WORTH_A_LOOK = re.compile(
    r"[\d@＠﹫]|z[ée]ro|trente|ar+oba|(?<!\w)at(?!\w)|[\[({‹（［]\s*[aａ]", re.IGNORECASE
)


def mask_contacts(text: str) -> str:
    """Return `text` with e-mail addresses, phone, account, card and security numbers replaced."""
    if not _WORTH_A_LOOK.search(text):
        return text
    for address in (_DICTATED, _SPACED, _UNFINISHED):
        text = _replaced(address, text, "[e-mail]")
    text = _replaced(_ACCOUNT, text, "[compte]", _has_many_digits)
    text = _replaced(_FRENCH_PHONE, text, "[numéro]")
    text = _replaced(_SPOKEN_PHONE, text, "[numéro]")
    text = mask_written(text)
    return _TAIL.sub(lambda found: f"{found[1]}[compte]", text)


def _replaced(
    pattern: re.Pattern[str],
    text: str,
    mark: str,
    counts: Callable[[re.Match[str]], bool] = lambda found: True,
) -> str:
    """Return `text` with what a pattern finds, full-width characters read as plain, replaced."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    done, pieces = 0, []
    for found in pattern.finditer(plain):
        if counts(found):
            pieces += [text[done : found.start()], mark]
            done = found.end()
    return "".join([*pieces, text[done:]])


def _has_many_digits(found: re.Match[str]) -> bool:
    return sum(char.isdigit() for char in found[0]) >= _LEAST_DIGITS
