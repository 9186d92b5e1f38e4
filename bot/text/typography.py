"""French typography: editors type plain spaces and quotes, visitors read the right ones."""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"

_BEFORE_MARK = re.compile(r"[ \u00a0\u202f]+(?=[?!:;»%€])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]+")
_IN_NUMBER = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_BEFORE_SCALE = re.compile(r"(?<=\d) (?=(?:millions?|milliards?|ans?|euros?)\b)")
_STUCK_MARK = re.compile(r"[\w…)»][?!;:]+(?=[\s»)]|$)|\w»|«\w|\d[%€]")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def typeset(text: str) -> str:
    """Return `text` with no-break spaces and curly apostrophes where French wants them."""
    text = re.sub(r"[ \t\n]+", " ", text).strip().replace("'", "’")
    text = _BEFORE_MARK.sub(NO_BREAK_SPACE, text)
    text = _AFTER_QUOTE.sub("«" + NO_BREAK_SPACE, text)
    text = _IN_NUMBER.sub(NO_BREAK_SPACE, text)
    return _BEFORE_SCALE.sub(NO_BREAK_SPACE, text)


def typeset_lines(text: str) -> str:
    """Return `text` typeset line by line: help numbers take a line each."""
    return "\n".join(typeset(line) for line in text.strip().splitlines())


def date_in_words(date: str) -> str:
    """Return an ISO date, or a month of a year, as French says it; anything else as it is."""
    match = _ISO_DATE.fullmatch(date.strip())
    if match is None or not 1 <= int(match["month"]) <= len(MONTHS):
        return date
    month = MONTHS[int(match["month"]) - 1]
    day = int(match["day"] or 0)
    before = "1er " if day == 1 else f"{day} " if day else ""
    return f"{before}{month} {match['year']}"


def missing_spaces(text: str) -> list[str]:
    """Return the places where a space is missing before a double mark, as short excerpts."""
    return [text[max(0, m.start() - 12) : m.end()] for m in _STUCK_MARK.finditer(text)]
