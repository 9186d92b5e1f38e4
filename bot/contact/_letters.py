"""The letters of what was typed, however a keyboard composed them."""

from __future__ import annotations

import unicodedata


def composed(text: str) -> str:
    """Return `text` with a character a letter, and straight apostrophes."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def folded(text: str) -> str:
    """Return `text` in lower case without accents, a character for a character."""
    return "".join((unicodedata.normalize("NFKD", char)[0].lower() or char)[0] for char in text)
