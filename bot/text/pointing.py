"""Whether a message but points at what was said before it: « ils ont le droit ? », « à qui je me
plains ? ». Plain functions of text; the words stand in forms.yml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.text.forms import form_of, words_of_forms
from bot.text.phrases import plain_words
from bot.text.words import REMEMBERED, normalise

_MOST = 10  # words, each letter before an apostrophe too
# « ah bon ? », « par exemple ? », « en gros ? », « c'est quoi ? » have answers of their own.
_MET_OTHERWISE = frozenset({"doubt", "example", "summary", "define", "compare"})
_BY_A_QUESTION_WORD = frozenset({"how_much", "why", "when", "where", "who"})
_BY_ITS_MARK = frozenset({"yes_no", "legal"})  # « c'est interdit » tells, « c'est interdit ? » asks
_ACCOUNT = re.compile(r"\b(?:comment|quoi|quels?|quelles?)\b")
_OR_NOT = re.compile(r"\bou (?:pas|non)$")  # « payé ou pas »
_GOES_ON = re.compile(
    r"^(?:(?:et|mais|ok|oui|non|bon|ben|alors|du coup) )*"
    r"(?:si (?!si\b)\w+ \w+|(?<=et )(?:apres|ensuite|sinon|derriere|concretement)\b)"
)


@lru_cache(REMEMBERED)
def points_back(text: str) -> bool:
    """Tell whether a message asks, and none of its words says of what: of what was just read.

    What is asked of the bot itself, « et toi ? », is not.
    """
    plain = plain_words(normalise(text))
    words = plain.split()
    if not words or len(words) > _MOST or not _of_any_subject().issuperset(words):
        return False
    form, marked = form_of(text), "?" in text
    if form in _MET_OTHERWISE or words_of_forms("nods").issuperset(words):
        return False
    asks = form in _BY_A_QUESTION_WORD or (marked and form in _BY_ITS_MARK)
    asks = asks or _OR_NOT.search(plain) is not None
    return asks or bool(_GOES_ON.match(plain) or (marked and _ACCOUNT.search(plain)))


@cache
def _of_any_subject() -> frozenset[str]:
    known = words_of_forms("small") | words_of_forms("pointing")
    return known - words_of_forms("of_the_bot")
