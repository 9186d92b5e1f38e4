"""A visitor's own pay of an hour beside the Smic: « 12 euros de l'heure c'est illégal non ? »."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

from bot.dialogue.sums.arithmetic import value_of
from bot.dialogue.sums.judgements import judgement_in
from bot.dialogue.sums.own_pay import Asked, PayQuestion, job_in
from bot.dialogue.sums.pays import PAY_MARK, Kind, Pay
from bot.text.forms import is_elliptic
from bot.text.numerals import digits_of

_LEAST, _MOST = 5, 40  # euros an hour
_N = r"(?<![\d,.])(?P<n>\d{1,2}(?:[.,]\d{1,2})?)"
_UNITS = r"(?: ?(?:€|euros?\b|eur\b|balles\b|e\b|bruts?\b|nets?\b))*"
_BY_THE_HOUR = re.compile(
    rf"{_N}{_UNITS} ?(?:(?:de |a |par )?l'?heure\b|par heure\b|/ ?h(?:eure)?\b|horaires?\b){_UNITS}"
)
_BARE = re.compile(
    rf"{_N}{_UNITS}(?![\d,.]\d|\d| ?(?:%|h\b|heures?|ans?\b|jours?|mois|sem|k\b|fois|x\b|eme"
    r"|cdi|cdd|par|/|personnes?|appels?|postes?|minutes?|min\b))"
)
_OF_THE_SMIC = re.compile(r"\bsmi[cg]\w*(?: [a-z']+){0,2} ?$")
_FLOOR = re.compile(r"\bminimum(?: legal)?\b|\bmini\b|\bsmi[cg]\w*(?: horaire)?\b")
_ILLEGAL = re.compile(r"\b(?:illegal\w*|interdit\w*|pas le droit)\b")
_PAID = re.compile(
    r"\b(?:pay\w*|paie|propos\w*|gagn\w*|touch\w*|offr\w*|suis a|donn\w*)\b[^.?!]{0,12}$"
)
_CLAUSE = re.compile(r"[^.?!;…\n,]+(?:[.,]\d+[^.?!;…\n,]*)*")
_KINDS: tuple[tuple[Kind, str], ...] = (("gross", r"\bbruts?\b"), ("net", r"\bnets?\b"))


def hourly_question(text: str, before: str = "") -> PayQuestion | None:
    """Return what a message asks of the pay of an hour that it names, or None.

    Where it asks nothing of a pay that it says to be paid, how far that is from the Smic. `before`
    is what was worked out just before, as written.
    """
    known = json.loads(before) if before else {}
    known = known if known.get("per") == "hour" else {}
    plain = digits_of(text)
    goes_on = bool(known) and is_elliptic(text)
    found = hourly_pay(text) or (_bare(plain) if goes_on or _FLOOR.search(plain) else None)
    request = job_in(text, "hour")
    if found is None or request is None:
        return None
    pay = _pay(found, plain)
    pay = replace(pay, kind=pay.kind or known.get("kind", ""))
    asked: Asked | None = known["own_pay"] if goes_on else _asked(plain, found)
    return PayQuestion(pay, asked, request, on_smic=True) if asked else None


def hourly_pay(text: str) -> re.Match[str] | None:
    """Return where a message names a pay of an hour, without the Smic's own, or None."""
    plain = digits_of(text)
    return next(filter(lambda found: _is_pay(found, plain), _BY_THE_HOUR.finditer(plain)), None)


def _bare(plain: str) -> re.Match[str] | None:
    """Return the one number that may be a pay of an hour: « 12 c'est sous le minimum »."""
    found = [match for match in _BARE.finditer(plain) if _is_pay(match, plain)]
    return found[0] if len(found) == 1 else None


def _is_pay(found: re.Match[str], plain: str) -> bool:
    of_smic = _OF_THE_SMIC.search(plain[: found.start()])
    return _LEAST <= value_of(found["n"]) < _MOST and not of_smic


def _pay(found: re.Match[str], plain: str) -> Pay:
    for where in (found[0], plain):
        kinds = [kind for kind, words in _KINDS if re.search(words, where)]
        if len(kinds) == 1:
            return Pay(Decimal(value_of(found["n"])), kinds[0])
    return Pay(Decimal(value_of(found["n"])))


def _asked(plain: str, found: re.Match[str]) -> Asked | None:
    """Return what is asked in the clause that names the pay, or in a later one."""
    marked = f"{plain[: found.start()]}{PAY_MARK} {plain[found.end() :]}"
    clauses = _CLAUSE.findall(_FLOOR.sub("smic", marked))
    first = next((i for i, clause in enumerate(clauses) if PAY_MARK in clause), 0)
    for clause in clauses[first : first + 3]:
        if judgement := judgement_in(clause):
            return judgement.asked
        if _ILLEGAL.search(clause):
            return "poor"
    return "gap" if _PAID.search(plain[: found.start()]) else None
