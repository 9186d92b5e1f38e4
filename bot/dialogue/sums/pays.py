"""The monthly pays that a message names: « 1850 brut », « on me propose 1 600 € net »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.dialogue.sums.arithmetic import NUMBER, value_of
from bot.text.numerals import digits_of

Kind = Literal["", "gross", "net"]

PAY_MARK = "lapaie"  # the word that stands for a pay in a marked text

_LEAST, _MOST = 300, 10_000  # euros a month
_UNITS = (
    r"(?: ?(?:€|euros?\b|eur\b|balles\b|e\b|(?:en )?(?:bruts?|nets?)\b|mensuels?\b|par mois\b"
    r"|/ ?mois\b|le mois\b|au mois\b))*"
)
_AMOUNT = re.compile(rf"(?<![\d,.+/])(?P<n>{NUMBER})(?P<units>{_UNITS})")
# What is counted by another time, or counts something else.
_NO_PAY_AFTER = re.compile(
    r" ?(?:%|(?:par|/|a|de) ?(?:l'? ?)?(?:an|annee|heure|h|jour|semaine|sem)\b|l'heure"
    r"|l'an(?:nee)?\b|annuel|k\b|h\b|heures?\b|ans?\b|jours?\b|mois\b|semaines?\b|personnes?"
    r"|emplois?|appels?|postes?|salaries?|dirhams?|dh|mad|dinars?|(?:francs? )?cfa|francs?|fcfa"
    r"|dollars?|livres?|ariary|roupies?"
    r"|(?:de |d'|du |en )(?:are|aref|arce|rsa|aah|ass|apl|chomage|allocations?|retraite|pension)\b"
    r"|(?:de |d')(?:primes?|loyer|frais|amende|indemnites?|aide))"
)
_OTHER_MONEY = re.compile(
    r"\b(?:primes?|loyers?|frais|amendes?|indemnites?|formations?|factures?|aides?|coute\w*"
    r"|demand\w*|reclam\w*|rembours\w*)(?: (?:de|d'|a|est|fait|me|nous|lui|brute?|nette?))* ?$"
)
_DATE_OR_CODE = re.compile(r"\b(?:numero|en|depuis|annee|juin|janvier|le|au|plus de) ?$")
_PAID = re.compile(
    r"\b(?:propos\w*|offr\w*|gagn\w*|touch\w*|paye\w*|paie|donne\w*|salaires?|suis|serai\w*|embauch\w*"
    r"|remuner\w*|smi[cg]\w*|contrat|fixe|annonc\w*)(?: (?!\d)[\w']+){0,3} ?$"
)
_OF_THE_SMIC = re.compile(
    r"\bsmi[cg]\w*(?: (?:nets?|bruts?|mensuel|actuel|c'est|est|il est|a|de|fait|vaut|en|20\d\d"
    r"|par mois|maintenant|actuellement|=|:))* ?$"
)
_SAID_BEFORE = re.compile(r"\b(?:bruts?|nets?)(?: (?:mensuels?|de|a|est|c'est|:))* ?$")
_SAID_WITH_NEXT = re.compile(
    rf" ?(?:et|a|ou|-|/) ?(?:{NUMBER}) ?(?:€ ?|euros? )?(?:bruts?|nets?)\b"
)
_OF_A_SMIC = re.compile(r" ?(?:de|du) smi[cg]")
_GROSS, _NET = re.compile(r"\bbruts?\b"), re.compile(r"\bnets?\b")


@dataclass(frozen=True)
class Pay:
    """An amount of euros a month; its kind is "" where neither gross nor net is said."""

    amount: Decimal
    kind: Kind = ""


def pays_in(text: str, loosely: bool = False, most: int = _MOST) -> tuple[Pay, ...]:
    """Return the pays that a message names, in order, each amount once, without the Smic's own.

    A number that is not said to be gross or net counts after a word of pay, or `loosely` anywhere.
    """
    plain = digits_of(text)
    found = {_pay(match, plain): None for match in _pays(plain, loosely, most)}
    return tuple(found)


def marked(text: str) -> str:
    """Return a message in plain spelling, each pay in it replaced by PAY_MARK."""
    plain = digits_of(text)
    for match in reversed(list(_pays(plain, False, _MOST))):
        plain = f"{plain[: match.start()]}{PAY_MARK} {plain[match.end() :]}"
    return plain


def _pays(plain: str, loosely: bool, most: int) -> Iterator[re.Match[str]]:
    for match in _AMOUNT.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        if match["n"].startswith("0") or not _LEAST <= value_of(match["n"]) < most:
            continue
        if _NO_PAY_AFTER.match(after) or _OTHER_MONEY.search(before):
            continue
        if _OF_THE_SMIC.search(before) or _OF_A_SMIC.match(after):
            continue
        may_be = loosely or _PAID.search(before) is not None
        if _is_said(match, before, after) or (may_be and not _DATE_OR_CODE.search(before)):
            yield match


def _is_said(match: re.Match[str], before: str, after: str) -> bool:
    """Tell whether an amount is said to be gross or net: also the first of « 1800 à 1900 brut »."""
    units = match["units"]
    if _GROSS.search(units) or _NET.search(units) or _SAID_BEFORE.search(before):
        return True
    return _SAID_WITH_NEXT.match(after) is not None


def _pay(match: re.Match[str], plain: str) -> Pay:
    """Return a pay with its kind, that of the whole message where it is but of one."""
    for where in (match["units"], plain):
        gross, net = bool(_GROSS.search(where)), bool(_NET.search(where))
        if gross != net:
            return Pay(value_of(match["n"]), "gross" if gross else "net")
    return Pay(value_of(match["n"]))
