"""English words in French text, marked for whoever hears the page: RGAA 8.7."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape


def with_english(text: str, words: Sequence[str]) -> Markup:
    """Return a text as markup in which these words, and their plurals, are English."""
    if not words:
        return escape(text)
    parts = _pattern(tuple(words)).split(text)
    marked = Markup('<span lang="en">{}</span>')
    return Markup("").join(
        marked.format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, words))
    return re.compile(rf"\b((?:{known})s?)\b", re.IGNORECASE)
