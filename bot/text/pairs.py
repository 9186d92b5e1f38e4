"""Two questions in one message: « combien de temps dure la formation, et est-elle payée ? ».

Plain functions of text.
"""

from __future__ import annotations

import re

from bot.text.forms import form_of
from bot.text.phrases import is_question

_CUT = re.compile(
    r"[?!.;…\n]+"
    r"|(?:,\s*|\s)(?:et\s+)?(?:d['’]autre part|deuxièmement|ensuite|par ailleurs)[\s,:]+"
    r"|,?\s(?:et|puis|sinon|mais)(?:\s(?:aussi|puis|sinon|surtout|du coup))?\s",
    re.IGNORECASE,
)
_WORDED = re.compile(r"\b(?:comment|combien|quel\w*|quoi|koi|cb|pourquoi|pk)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(r"(?:et |mais )?(?:moi|j['’]ai|je suis|chui|merci)\b", re.IGNORECASE)
# « est-on assis, et on travaille la nuit ? »: the mark is of both.
_SUBJECT = re.compile(r"(?:on|je|j['’]|ils?|elles?|c['’]est|[çc]a|y a)\b", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"\b(?:s(?:i\b|['’])|quand\b|lorsqu|parce\b|puisqu|qui\b|dont\b|o[uù]\b|comme\b|vu\b"
    r"|alors\b|une fois\b|dire\b)",
    re.IGNORECASE,
)
_STATES = re.compile(r"(?:je suis|j['’]ai|(?:il|elle) (?:a|est|n['’]a|n['’]est)) ", re.IGNORECASE)
_FEWEST_WORDS = 3  # of a question that stands beside another


def two_questions(text: str) -> tuple[str, str] | None:
    """Return two questions that a message asks, each with what is told before it, or None.

    Of more, the first two; what is told after a single « ? » may be the second.
    """
    asked: list[str] = []
    told, since_mark = "", False
    marks = "?" in text
    for clause, marked, closes in _clauses(text):
        told = ". ".join(filter(None, (told, clause)))
        joined = bool(asked) and closes and not since_mark and _goes_on_asking(clause, asked[-1])
        if _is_long(clause) and (marked or joined or _asks(clause, by_its_form=not marks)):
            asked.append(told)
            told, since_mark = "", marked or joined
    if len(asked) == 1 and since_mark and _is_long(told) and not _OF_ONESELF.match(told):
        asked.append(told)
    return (asked[0], asked[1]) if len(asked) > 1 else None


def _is_long(clause: str) -> bool:
    return len(re.findall(r"\w+", clause)) >= _FEWEST_WORDS


def _goes_on_asking(clause: str, before: str) -> bool:
    """Tell whether a clause is asked with the one before, whose « ? » it ends with."""
    stands = _SUBJECT.match(clause) and not _STATES.match(clause)
    return bool(stands) and not _LEADS_TO.search(before.rpartition(". ")[2])


def _clauses(text: str) -> list[tuple[str, bool, bool]]:
    """Return the clauses of a text, whether each is a sentence with its « ? », and ends with it."""
    found, start, opens = [], 0, True
    for cut in [*_CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        mark = cut[0].strip() if cut else ""
        if clause := text[start:end].strip():
            closes = mark.startswith("?")
            found.append((clause, opens and closes, closes))
        joins = bool(mark) and mark[-1].isalpha()  # « … ? Et … » opens a sentence all the same
        start, opens = (cut.end() if cut else end), opens and not clause if joins else bool(mark)
    return found


def _asks(clause: str, by_its_form: bool) -> bool:
    """Tell whether a clause asks: beside a « ? », « c'est marqué autorise à travailler » tells."""
    told = ("open",) if by_its_form else ("open", "legal")
    formed = form_of(clause) not in told
    return formed or bool(_WORDED.search(clause)) or is_question(clause)
