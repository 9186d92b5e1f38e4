"""Numbers in letters brought to digits: « vingt-quatre heures », « mille cinq cents euros »."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.words import REMEMBERED, folded

_SMALL = {
    **{"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7},
    **{"huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14},
    **{"quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50},
    **{"soixante": 60, "septante": 70, "huitante": 80, "nonante": 90},
}
_SCALES = {"cent": 100, "cents": 100, "mille": 1000}
_AROUND = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
_WORDS = "|".join((*_SMALL, "vingts", *_SCALES))
_LETTERS = re.compile(rf"\b(?:(?:{_WORDS})\b(?:[ -](?:et[ -](?=une?\b|onze\b))?)?)+")
_A_FEW = re.compile(rf"\b(?:une? )?({'|'.join(_AROUND)}) d'? ?(?=h)")
_ONE = re.compile(r"\bune? (?=(?:heures?|h)\b)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])")


def digits_of(text: str) -> str:
    """Return a text as typed in plain letters, with its numbers in digits."""
    return in_digits(folded(text.replace("’", "'")))


@lru_cache(REMEMBERED)
def in_digits(text: str) -> str:
    """Return a folded text with its numbers in digits, whole: « 1 200 » gives « 1200 ».

    « un » and « une » stay articles, but before an hour.
    """
    text = re.sub(r"\bpour ?cents?\b", "%", text)
    text = _A_FEW.sub(lambda match: f"{_AROUND[match[1]]} ", text)
    text = _LETTERS.sub(_counted, text)
    text = _ONE.sub("1 ", text)
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def _counted(match: re.Match[str]) -> str:
    words = [word for word in re.findall(r"[a-z]+", match[0]) if word != "et"]
    if words in (["un"], ["une"]):
        return match[0]
    numbers: list[int] = []
    for word in words:
        _append(numbers, word)
    after = match[0][len(match[0].rstrip(" -")) :]
    return " ".join(map(str, numbers)) + after


def _append(numbers: list[int], word: str) -> None:
    """Add a word to the last number, or begin another: « deux trois heures » are two numbers."""
    last = numbers[-1] if numbers else 0
    if word in ("vingt", "vingts") and last % 100 == 4:
        numbers[-1] = last + 76  # « quatre-vingts »
    elif word in _SCALES:
        _scale(numbers, last, _SCALES[word])
    else:
        value = _SMALL[word.removesuffix("s") if word == "vingts" else word]
        if last and _joins(last % 100, value):
            numbers[-1] = last + value
        else:
            numbers.append(value)


def _scale(numbers: list[int], last: int, scale: int) -> None:
    counted = last % 1000
    if 0 < counted < scale:
        numbers[-1] = last - counted + counted * scale
    elif last and last % scale == 0:
        numbers[-1] = last + scale
    else:
        numbers.append(scale)


def _joins(rest: int, value: int) -> bool:
    """Tell whether a number that ends with `rest` goes on with `value`: 60 and 17, 20 and 4."""
    if value < 10:
        tens = rest == 0 or (rest >= 20 and rest % 10 == 0)
        return tens or (rest in (10, 70, 90) and value >= 7)
    return rest == 0 or (value < 20 and rest in (60, 80))
