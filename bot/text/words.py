"""French words as visitors type them, brought to a plain spelling: pure functions of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

_LEXICON = Path(__file__).with_name("lexicon.yml")

# Texts: a message is read some sixty times, whole and in parts, and is forgotten after a few more.
REMEMBERED = 256


# The « c' » of « c'est » and the « -t- » of « y a-t-il » are no letters of a phone.
_PIECE = re.compile(r"\w+'(?=\w)|-t-|\w+")


# « ouiiiii » says no more than « ouii »; two are kept, since French doubles letters. Digits count.
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
# « ma cb » is a card; « cb ça paie » asks how much.
_CARD = re.compile(r"\b(ma|ta|sa|la|une|par|votre|leur) cb\b")


def without_accents(text: str) -> str:
    """Return `text` with its accents and cedillas taken off."""
    if text.isascii():
        return text
    text = text.translate(_LATIN)
    return text if text.isascii() else _bare(text)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# A message is read some two hundred times: letter by letter that took a tenth of its turn.
_LATIN = {code: _bare(chr(code)) for code in range(0x80, 0x250)}


@lru_cache(REMEMBERED)
def normalise(text: str) -> str:
    """Return `text` in lower case, phone spellings and familiar words replaced by plain ones."""
    text = text.lower().replace("’", "'").replace("œ", "oe")
    text = _CARD.sub(r"\1 carte bancaire", _DRAWN_OUT.sub(r"\1\1", text))
    return " ".join(_PIECE.sub(_meaning, text).split())


def _meaning(found: re.Match[str]) -> str:
    # As typed first: « cé » is in the lexicon, « ce » must stay what it is.
    piece, lexicon = found[0], _lexicon()
    if piece.isascii():
        return lexicon.get(piece, piece)
    return lexicon.get(piece) or lexicon.get(without_accents(piece), piece)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    words: dict[str, str]
    words = yaml.load(_LEXICON.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["words"]
    return words


def short_spellings() -> Iterable[str]:
    """Return the phone spellings and familiar words that `normalise` replaces."""
    return _lexicon().keys()


def phonetic(text: str) -> str:
    """Return a rough French sound of `text`: « qu'est ce que c'est », « kes ke cé » come close.

    Silent endings fall, letters that sound alike become one; « 1 », « 2 » and « 3 » stand for the
    nasal vowels. A spelling aid for the features of the classifier, never shown.
    """
    text = text.lower().replace("’", " ").replace("'", " ")
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return without_accents(text)


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?\b|eau|au", "o"),
        (r"ph", "f"),
        (r"qu|q|ck", "k"),
        (r"c(?=[eiyéèêî])|ç", "s"),
        (r"c(?!h)", "k"),
        (r"ge(?=[aou])|g(?=[eiyéèêî])", "j"),
        (r"(?:er|ez|et|ai|ais|ait|aient|és|ées?|é|ed)\b", "e"),
        (r"[éèêë]|ai|ei", "e"),
        (r"[îïy]", "i"),
        (r"[âà]", "a"),
        (r"ô", "o"),
        (r"[ûùü]", "u"),
        (r"œ|oeu|eu", "e"),
        (r"ou", "u"),
        (r"(?:ain|ein|in|un|im|ym|yn)(?![aeiou])", "1"),
        (r"(?:an|en|am|em)(?![aeioumn])", "2"),
        (r"(?:on|om)(?![aeioumn])", "3"),
        (r"oi", "wa"),
        (r"(?<!c)h", ""),
        (r"ss|sc(?=[ei])|z", "s"),
        (r"([a-z])\1", r"\1"),
        (r"(?:ent|es|[estdxp])\b", ""),
    )
)


def composed(text: str) -> str:
    """Return `text` with a character a letter, and straight apostrophes."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def folded(text: str) -> str:
    """Return `text` in lower case without accents, a character for a character."""
    return text.lower() if text.isascii() else "".join(map(_folded_letter, text))


@lru_cache(maxsize=1024)
def _folded_letter(char: str) -> str:
    return (unicodedata.normalize("NFKD", char)[0].lower() or char)[0]
