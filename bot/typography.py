"""French typography: editors type plain spaces and quotes, visitors read the right ones."""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"

_BEFORE_MARK = re.compile(r"[ \u00a0\u202f]+(?=[?!:;»%€])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]+")
_IN_NUMBER = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_BEFORE_SCALE = re.compile(r"(?<=\d) (?=(?:millions?|milliards?|ans?|euros?)\b)")
_STUCK_MARK = re.compile(r"[\w…)»][?!;:]+(?=[\s»)]|$)|\w»|«\w|\d[%€]")


def typeset(text: str) -> str:
    """Return `text` with no-break spaces and curly apostrophes where French wants them."""
    text = re.sub(r"[ \t\n]+", " ", text).strip().replace("'", "’")
    text = _BEFORE_MARK.sub(NO_BREAK_SPACE, text)
    text = _AFTER_QUOTE.sub("«" + NO_BREAK_SPACE, text)
    text = _IN_NUMBER.sub(NO_BREAK_SPACE, text)
    return _BEFORE_SCALE.sub(NO_BREAK_SPACE, text)


def missing_spaces(text: str) -> list[str]:
    """Return the places where a space is missing before a double mark, as short excerpts."""
    return [text[max(0, m.start() - 12) : m.end()] for m in _STUCK_MARK.finditer(text)]
