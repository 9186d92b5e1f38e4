"""First names: which words of a message are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile

from bot.flows.contact.content import NotUsable, Words
from bot.text.words import composed, folded

FIRST_NAME_LIMIT = 40  # characters

_NAME_WORDS = 3
_NAME_ENDS = re.compile(r"[,;!?()/:\"«»\n]|\.(?=\s|$)")
_ELISION = re.compile(r"(?:c|j|l|m|n|qu|s|t)'")  # not « d' »: d'Artagnan


def first_name_after(text: str, phrases: Iterable[str], words: Words) -> str | None:
    """Return the first name that follows one of the phrases, or None. Raises NotUsable."""
    text = composed(text)
    found = _any_of(phrases).search(folded(text))
    return _name(text[found.end() :], words, whole=False) if found else None


def bare_first_name(text: str, words: Words) -> str | None:
    """Return the first name that `text` is, greetings aside, or None. Raises NotUsable."""
    return _name(composed(text), words, whole=True)


def _name(text: str, words: Words, whole: bool) -> str | None:
    tokens = _tokens(text if whole else _NAME_ENDS.split(text.lstrip(" :,"))[0])
    fillers = {folded(word) for word in words.fillers}
    others = {folded(word) for word in words.not_names.split()} | fillers
    if whole:
        tokens = [token for token in tokens if folded(token) not in fillers]
    named = list(takewhile(lambda token: not _is_no_name(token, others), tokens))
    if whole and (len(tokens) > _NAME_WORDS or named != tokens):
        return None
    named = named[:_NAME_WORDS]
    return _checked_name(" ".join(named)) if named else None


def _is_no_name(token: str, others: set[str]) -> bool:
    return folded(token) in others or bool(_ELISION.match(folded(token)))


def _tokens(text: str) -> list[str]:
    """Return the words of `text`, without the marks and pictures around them."""
    bare = (
        re.sub(r"^[^\w]+|[^\w.]+$", "", token) if not _is_marked(token) else token
        for token in re.split(r"[\s,;!?()/:\"«»]+", text)
    )
    return [token.rstrip(".") if len(token) > 3 else token for token in bare if token.strip(".")]


def _is_marked(token: str) -> bool:
    # A name of an Indian script ends with a vowel sign, which is no \w.
    return bool(token) and unicodedata.category(token[-1]).startswith("M")


def _checked_name(name: str) -> str | None:
    if any(char.isdigit() for char in name):
        raise NotUsable("first_name_digits")
    if len(name) > FIRST_NAME_LIMIT:
        raise NotUsable("first_name_long")
    if not _is_spelled_like_a_name(name):
        return None
    return _capitals(name) if name == name.lower() else name


def _capitals(name: str) -> str:
    return re.sub(r"(?:^|(?<=[\s\-'’]))\w", lambda match: match.group().upper(), name)


def _is_spelled_like_a_name(name: str) -> bool:
    letters = [char for char in name if unicodedata.category(char)[0] in "LM"]
    return len(letters) >= 2 and all(char in letters or char in " -'’." for char in name)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(folded, phrases), key=len, reverse=True)
    spaced = (re.escape(phrase).replace(r"\ ", r"\s*") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")
