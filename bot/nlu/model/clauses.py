"""Where a message may hold two questions: the cuts worth trying, in plain spelling."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"\s*(?:[?!.;…\n]+|,(?:\s*(?:et|puis|sinon|aussi))?|\s(?:et|puis|sinon)(?:\s(?:aussi|puis|sinon))?)\s+"
)
_FEWEST_WORDS = 2  # « et toi » is no question of its own
_MOST_CUTS = 4  # each costs two encodings: past it the message is a story, not two questions
_MOST_WORDS = 25  # past them a message tells a story, whose parts are no questions


def cuts(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut `text` in two clauses, none for a message that is one question."""
    if len(text.split()) > _MOST_WORDS:
        return []
    pairs = [(text[: cut.start()], text[cut.end() :]) for cut in _CUT.finditer(text)]
    return [pair for pair in pairs if _is_clause(pair[0]) and _is_clause(pair[1])][:_MOST_CUTS]


def _is_clause(text: str) -> bool:
    return len(re.findall(r"\w+", text)) >= _FEWEST_WORDS
