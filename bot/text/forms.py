"""What kind of question a message is, « combien ? », « c'est légal ? », and whether it means
anything alone. Plain functions of text; their words stand in forms.yml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.text.phrases import plain_words
from bot.text.words import REMEMBERED, normalise

Form = Literal[
    "open",
    "yes_no",
    "how_much",
    "why",
    "when",
    "where",
    "who",
    "legal",
    "define",
    "compare",
    "example",
    "summary",
    "doubt",
]

_FILE = Path(__file__).with_name("forms.yml")
_SENTENCE = re.compile(r"[^.?!…;\n]+[.?!…;]*")
_HESITATING = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|ah(?! (?:bon|oui)\b)|alors|bah|ben|bref|donc|et|euh|heu|mais"
    r"|mouais|non|oui|ok|d accord|sinon|attends|attendez|dis|dites|stp|svp) )+(?=\w)"
)
_POLITE = re.compile(r"(?: (?:svp|stp|merci|s il (?:te|vous) plait|exactement|au juste|en fait))+$")
_INVERTED = re.compile(r"\w-(?:t-)?(?:ils?|elles?|on|tu|vous|nous|je|ce)\b")
_WHERE = re.compile(r"\boù\b")
_WHICH_WHERE = re.compile(r"\b(?:le|la|les|l['’]|un|une|des|au|du|ce|cas) ?\w+ où\b|\blà où\b")
# « pourquoi pas » asks for no reason, « n'importe qui » for nobody.
_NO_QUESTION = re.compile(r"\b(?:pourquoi pas|n importe (?:qui|ou|quand)|quand meme)\b")
_GOES_ON = re.compile(
    r"^(?:(?:ok|oui|non|alors|ah|mais|bon) )*(?:et|mais|meme|sinon|quid|pour|chez|avec|sans|en|a|au"
    r"|aux|depuis|jusqu|dans|par)\b(?! (?:qui|quel\w*|quand|quoi|partir)\b)|.*\bpareil\b"
)
_TAKING_YES_OR_NO = frozenset(("open", "yes_no", "legal", "doubt", "compare"))
_TELLS = re.compile(r"(?:je|j|on|ils?|elles?|mon|ma|mes|moi) ")
_ACCOUNT = re.compile(r"\b(?:comment|quel(?:le)?s?|quoi|koi|lequel|laquelle)\b")
_MOST_GOING_ON = 9  # words, each letter before an apostrophe too
_MOST_NEW = 2  # of them, words that are not small ones


@lru_cache(REMEMBERED)
def form_of(text: str) -> Form:
    """Return the form of the question that a message asks, its last one.

    « open » asks for an account (how, what, which), or is no question at all.
    """
    sentence = _question(text)
    plain = _NO_QUESTION.sub("_", _POLITE.sub("", _HESITATING.sub("", _plain(sentence))))
    for form in _DECIDING:
        if _cue(form).search(plain):
            return form
    if _asks_where(sentence, plain):
        return "where"
    return "yes_no" if _asks_yes_or_no(sentence, plain) else "open"


def takes_yes_or_no(text: str) -> bool:
    """Tell whether « oui » or « non » may open the answer: « comment je fais ? » takes neither."""
    form = form_of(text)
    told = form == "open" and not text.rstrip().endswith("?") and _TELLS.match(_plain(text))
    asked = form == "open" and _ACCOUNT.search(_plain(text))
    return form in _TAKING_YES_OR_NO and not told and not asked


def is_elliptic(text: str) -> bool:
    """Tell whether a message means little alone: « et par an ? », « pourquoi ? », « et eux ? »."""
    plain = _plain(text)
    small = words_of_forms("small")
    new = [word for word in plain.split() if word not in small and not word.isdigit()]
    if not new:
        return bool(plain)
    if len(plain.split()) > _MOST_GOING_ON or len(new) > _MOST_NEW:
        return False
    return bool(_GOES_ON.match(plain)) and words_of_forms("subjects").isdisjoint(new)


# In the order in which they decide: « pourquoi c'est interdit ? » asks why.
_DECIDING: tuple[Form, ...] = (
    *(
        "doubt",
        "summary",
        "example",
        "compare",
        "how_much",
        "why",
        "when",
        "where",
        "who",
        "define",
    ),
    "legal",
)


def _question(text: str) -> str:
    sentences = [found.strip() for found in _SENTENCE.findall(text) if plain_words(found)]
    asked = [sentence for sentence in sentences if "?" in sentence]
    return asked[-1] if asked else text


def _plain(text: str) -> str:
    return plain_words(normalise(text))


def _asks_where(sentence: str, plain: str) -> bool:
    # « où » with its accent asks where, unless it goes on (« le mois où… »); without it, it may be
    # « or ».
    accented = _WHERE.search(_WHICH_WHERE.sub("", sentence.lower()))
    return bool(accented or _cue("where_without_accent").search(plain))


def _asks_yes_or_no(sentence: str, plain: str) -> bool:
    if _cue("open").search(plain):
        return False
    if _cue("yes_no").search(plain) or _INVERTED.search(sentence.lower()):
        return True
    return "?" in sentence and bool(words_of_forms("verbs").intersection(plain.split()))


@cache
def _read() -> dict[str, Any]:
    cues: dict[str, Any]
    cues = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return cues


@cache
def words_of_forms(name: str) -> frozenset[str]:
    """Return a list of words of forms.yml, in plain spelling."""
    words = _read()[name]
    return frozenset(words.split() if isinstance(words, str) else words)


@cache
def _cue(form: str) -> re.Pattern[str]:
    found = "|".join(f"(?:{pattern})" for pattern in _read()["cues"][form])
    for name in ("amounts", "times", "places", "no_terms"):
        found = found.replace(f"{{{name}}}", f"(?:{'|'.join(sorted(words_of_forms(name)))})")
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")
