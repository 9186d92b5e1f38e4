"""What kind of thing a question wants, a duration, an amount, a date, yes or no, and whether a
text holds one. Plain functions of texts in plain spelling; their patterns stand in wanted.yml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.text.denials import keys
from bot.text.sentences import beginning, sentences_of
from bot.text.words import without_accents

_FILE = Path(__file__).with_name("wanted.yml")
_START = 160  # characters of a text that holds what is wanted, nobody knows where
_MEASURE = re.compile(r"\d+|\b(?:semaine|mois|heure|jour|annee|an)(?=s?\b)")
_OF_FORM = "yes_or_no"  # every answer may hold it: no thing that stands in one sentence


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    read: dict[str, dict[str, str]]
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {kind: (re.compile(p["asked"]), re.compile(p["held"])) for kind, p in read.items()}


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds."""
    return tuple(_patterns())


def wanted(question: str) -> frozenset[str]:
    """Return the kinds of things that a question wants."""
    plain = without_accents(question.lower())
    return frozenset(kind for kind, (asked, _) in _patterns().items() if asked.search(plain))


def held(text: str) -> frozenset[str]:
    """Return the kinds of things that a text holds."""
    plain = without_accents(text.lower())
    return frozenset(kind for kind, (_, held) in _patterns().items() if held.search(plain))


def things_wanted(question: str) -> frozenset[str]:
    """Return the kinds of things, with a place in a text, that a question wants: an age, a date."""
    return wanted(question) - {_OF_FORM}


def lacks_a_measure(said: str, question: str) -> bool:
    """Tell whether a question has a number or a period that a text has not.

    « par semaine, c'est combien ? » is not answered by what never speaks of a week.
    """
    return not _measures(question) <= _measures(said)


def _measures(text: str) -> set[str]:
    return set(_MEASURE.findall(without_accents(text.lower())))


def telling_sentence(text: str, question: str) -> str:
    """Return the sentence of a text that holds most kinds of what a question wants, or its start.

    Of several that with more of its words; the start, one or two sentences, where neither is there.
    """
    wants, asked = things_wanted(question), keys(question)

    def told(sentence: str) -> tuple[int, int]:
        return len(wants & held(sentence)), len(asked & keys(sentence))

    best = max(sentences_of(text), key=told)
    return best if any(told(best)) else beginning(text, _START)
