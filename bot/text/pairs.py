"""Two questions in one message: « combien de temps dure la formation, et est-elle payée ? ».

Plain functions of text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.text.asking import ASKING_WORD
from bot.text.forms import form_of
from bot.text.phrases import is_question

_CUT = re.compile(
    r"[?!.;…\n]+"
    r"|(?:,\s*|\s)(?:et\s+)?(?:d['’]autre part|deuxièmement|ensuite|par ailleurs)[\s,:]+"
    r"|,?\s(?:et|puis|sinon|mais)(?:\s(?:aussi|puis|sinon|surtout|du coup))?\s",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(
    r"(?:et |mais )?(?:moi|j['’]?ai|je suis|j['’]?suis|jss|chui|merci)\b", re.IGNORECASE
)
# « est-on assis, et on travaille la nuit ? »: the mark is of both.
_SUBJECT = re.compile(r"(?:on|je|j['’]|ils?|elles?|c['’]est|[çc]a|y a)\b", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"\b(?:s(?:i\b|['’])|quand\b|lorsqu|parce\b|puisqu|qui\b|dont\b|o[uù]\b|comme\b|vu\b"
    r"|alors\b|une fois\b|dire\b)",
    re.IGNORECASE,
)
_STATES = re.compile(r"(?:je suis|j['’]ai|(?:il|elle) (?:a|est|n['’]a|n['’]est)) ", re.IGNORECASE)
# « il aimerait savoir ses horaires » asks, whatever its form.
_WISHES = re.compile(
    r"\b(?:savoir|saurai\w*|dites|dis|expliqu\w+|aimerai\w*|voudrai\w*|cherch\w+|besoin)\b"
    r"|\bpas dit\b",
    re.IGNORECASE,
)
# What may stand between two questions: a mark, a joining word, or nothing before what asks.
_ANY_JOINT = re.compile(
    r"\s*[?!.;…\n,]+\s*(?:(?:et|ou|puis|sinon|mais|du coup|aussi)\s+)*"
    r"|\s(?:(?:et|ou|puis|sinon|mais)\s)+(?:(?:aussi|sinon|surtout|du coup|puis|ou)\s)*"
    r"|\s(?=(?:faut|combien|cb|comment|quel\w*|est-ce|pourquoi|pk"
    r"|c['’]est quoi|c (?:koi|quoi)|je peux|on peut|[çc]a\b|c['’]est|y a|ya)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:on|ils?|elles?|c['’]est|c|[çc]a|y ?a|faut|peut|si|avec|chez|pour|en|au|le|la|les)\b",
    re.IGNORECASE,
)
# « je peux porter plainte », « c'est payé plus » ask where another question stands beside them.
_WONDERS = re.compile(
    r"\b(?:peux|peut|peuvent|dois|doit|faut|oblig\w*|droit|possible|gratuit\w*|pay(?:[ée]\w*|e)"
    r"|existe\w*|permis|l[ée]gal\w*|vrai|pareil)\b",
    re.IGNORECASE,
)
# « est-ce que | je peux… », « est-ce qu'il | faut », « quand | c'est payé » are no two questions.
_LEADS_ON = re.compile(
    r"\b(?:si|que|quand|quoi|dont|où|comme|parce|s['’]il|qu['’](?:ils?|elles?|on))$", re.IGNORECASE
)
# « … vous en pensez quoi ? », « …, c'est ça ? » ask nothing beside what stands before.
_OF_ALL = re.compile(
    r"[\s,.!?;]+(?:et )?(?:(?:vous|tu|t['’]) ?en pens\w+ quoi|qu['’]en pens\w+[- ](?:vous|tu)"
    r"|(?:ton|votre) avis|c['’]?(?:est)? ?[çcs]a|je me trompe|n['’]est-ce pas"
    r"|(?:vous|tu) confirm\w+|d['’]accord|non|hein)[\s?!.]*$",
    re.IGNORECASE,
)
# Each cut is read: a long story is cut by its marks alone, and a few joints are enough.
_MOST_WORDS, _MOST_CUTS = 40, 5
_FEWEST_OF_A_HALF = 2
_FEWEST_WORDS = 3  # of a question that stands beside another


class Questions(NamedTuple):
    """Two questions of a message, each with what is told before it.

    `tells` when the second is but told after a single « ? »: it may ask nothing. `surely` when
    words or marks set them apart.
    """

    first: str
    second: str
    tells: bool = False
    surely: bool = True


def two_questions(text: str) -> Questions | None:
    """Return the two questions that a message asks, or None; of more, the first two."""
    text = _OF_ALL.sub("?", text)
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
        return Questions(asked[0], told, tells=not (_asks(told, False) or _WISHES.search(told)))
    return Questions(asked[0], asked[1]) if len(asked) > 1 else None


def possible_questions(text: str) -> list[Questions]:
    """Return the ways to cut a message into what may be two questions, whatever joins them.

    « j'écris quoi à ma banque, elle peut exiger une plainte », « combien de jours faut la fibre »:
    whether there are two is for their answers to tell.
    """
    text = _OF_ALL.sub("?", text)
    if len(text.split()) > _MOST_WORDS:
        return []
    cuts = (_halves(text, cut) for cut in _ANY_JOINT.finditer(text))
    return [cut for cut in cuts if cut is not None][:_MOST_CUTS]


def _halves(text: str, cut: re.Match[str]) -> Questions | None:
    first, second = text[: cut.start()].strip(), text[cut.end() :].strip(" ?!.")
    marked = "?" in cut[0] or text.rstrip().endswith("?")
    long = min(len(re.findall(r"\w+", half)) for half in (first, second)) >= _FEWEST_OF_A_HALF
    parted = bool(cut[0].strip())  # else « on est payé | combien » may be one
    asks = "?" in cut[0] or (_may_ask(first) if parted else _asks(first, by_its_form=False))
    then = marked or _may_ask(second) or _OPENS.match(second)
    leads_on = not parted and _LEADS_ON.search(first)
    two = long and asks and then and not leads_on
    return Questions(first, second, surely=False) if two else None


def _may_ask(clause: str) -> bool:
    return _asks(clause, by_its_form=False) or bool(_WONDERS.search(clause))


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
        start, opens = (
            (cut.end() if cut else end),
            opens and not _is_long(clause) if joins else bool(mark),
        )
    return found


def _asks(clause: str, by_its_form: bool) -> bool:
    """Tell whether a clause asks: beside a « ? », « c'est marqué autorise à travailler » tells."""
    told = ("open",) if by_its_form else ("open", "legal")
    formed = form_of(clause) not in told
    return formed or bool(ASKING_WORD.search(clause)) or is_question(clause)
