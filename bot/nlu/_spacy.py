"""spaCy's French tokeniser, made once a process.

Its rules alone, without the trained pipeline: that one's lemmas depend on the words around and
were measured to lose roles and to invent some, at 2.7 ms a message (docs/understanding.md).
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language


@lru_cache(maxsize=1)
def french() -> Language:
    """Return the French language of spaCy: its tokeniser and its vocabulary."""
    return spacy.blank("fr")
