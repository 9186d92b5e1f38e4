"""French words as visitors type them, brought to a plain spelling: pure functions of text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

_LEXICON = Path(__file__).with_name("lexicon.yml")
_PIECE = re.compile(r"\w+|[^\w\s]|\s+")
# « ouiiiii » and « stoooop » say no more than « ouii »; two are kept, since French doubles letters.
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def without_accents(text: str) -> str:
    """Return `text` with its accents and cedillas taken off."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """Return `text` in lower case, with phone spellings and familiar words replaced by plain ones."""
    text = text.lower().replace("’", "'").replace("œ", "oe")
    text = _DRAWN_OUT.sub(r"\1\1", text)
    lexicon = _lexicon()
    pieces = (lexicon.get(without_accents(piece), piece) for piece in _PIECE.findall(text))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    words = yaml.load(_LEXICON.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["words"]
    return {without_accents(str(word)): meaning for word, meaning in words.items()}
