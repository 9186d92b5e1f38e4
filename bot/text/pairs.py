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
_FEWEST_WORDS = 3  # of a question that stands beside another


def two_questions(text: str) -> tuple[str, str] | None:
    """Return two questions that a message asks, each with what is told before it, or None.

    Of more, the first two; what is told after a single « ? » may be the second.
    """
    asked: list[str] = []
    told, since_mark = "", False
    marks = "?" in text
    for clause, marked in _clauses(text):
        told = ". ".join(filter(None, (told, clause)))
        if _is_long(clause) and (marked or _asks(clause, by_its_form=not marks)):
            asked.append(told)
            told, since_mark = "", marked
    if len(asked) == 1 and since_mark and _is_long(told) and not _OF_ONESELF.match(told):
        asked.append(told)
    return (asked[0], asked[1]) if len(asked) > 1 else None


def _is_long(clause: str) -> bool:
    return len(re.findall(r"\w+", clause)) >= _FEWEST_WORDS


def _clauses(text: str) -> list[tuple[str, bool]]:
    """Return the clauses of a text, each with whether it is a sentence that ends with « ? »."""
    found, start, opens = [], 0, True
    for cut in [*_CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        mark = cut[0].strip() if cut else ""
        if clause := text[start:end].strip():
            found.append((clause, opens and mark.startswith("?")))
        start, opens = (cut.end() if cut else end), bool(mark) and not mark[-1].isalpha()
    return found


def _asks(clause: str, by_its_form: bool) -> bool:
    """Tell whether a clause asks: beside a « ? », « c'est marqué autorise à travailler » tells."""
    told = ("open",) if by_its_form else ("open", "legal")
    formed = form_of(clause) not in told
    return formed or bool(_WORDED.search(clause)) or is_question(clause)
