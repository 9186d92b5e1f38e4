"""Whether a message but points at what was said before it: « ils ont le droit ? », « à qui je me
plains ? ». Plain functions of text; the words stand in forms.yml.
"""

from __future__ import annotations

import re

from bot.text.forms import form_of, words_of_forms
from bot.text.phrases import plain_words
from bot.text.words import normalise

_MOST = 10  # words, each letter before an apostrophe too
_SUPPOSES = re.compile(r"^(?:(?:et|mais|ok|oui|non|bon|ben|alors|du coup|sinon) )*(?:si|comment) ")
# « ah bon ? », « par exemple ? », « en gros ? », « c'est quoi ? » have answers of their own.
_MET_OTHERWISE = frozenset({"doubt", "example", "summary", "define", "compare"})


def points_back(text: str) -> bool:
    """Tell whether a message asks, and none of its words says of what: of what was just read.

    What is asked of the bot itself, « et toi ? », is not.
    """
    plain = plain_words(normalise(text))
    words = plain.split()
    known = (words_of_forms("small") | words_of_forms("pointing")) - words_of_forms("of_the_bot")
    if not words or len(words) > _MOST or not known.issuperset(words):
        return False
    form = form_of(text)
    if form in _MET_OTHERWISE:
        return False
    return "?" in text or form != "open" or bool(_SUPPOSES.match(plain))
