"""The numbers of a visitor's message with their units: « 24h/semaine », « j'ai seize ans ».

Digits or letters, with or without accents, as typed on a phone. A number whose unit is not known is
left out, and so are clock times (« à 20h »), deadlines (« sous 48h ») and ranks of anything but a
year of contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.text.numerals import in_digits
from bot.text.words import REMEMBERED, folded

Unit = Literal[
    "age", "hours", "percent", "euros", "year", "contract_year", "department", "months", "years"
]
Period = Literal["", "hour", "day", "week", "month", "year"]


@dataclass(frozen=True)
class Number:
    """An amount in its unit; `period` is what it is counted by: « 24 heures par semaine ».

    `age`, `months` and `years` are lengths of time; `year` is of the calendar; `contract_year` is
    1, 2 or 3; `percent` is of a full time where the words say so (« mi-temps » is 50). `parts` are
    the amounts that the words add up: « 12h la semaine et 8h le week-end » are 20.
    """

    amount: Decimal
    unit: Unit
    period: Period = ""
    parts: tuple[Decimal, ...] = ()


_N = r"(?P<n>\d+(?:[.,]\d+)?)"
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_HOURS = re.compile(rf"(?<![\d,.:/-]){_N} ?(?:h(?P<minutes>[0-5]\d)?|hrs?|heures?|heurs?|eures?)\b")
_MONEY = re.compile(
    rf"(?<![\d,.]){_N} ?(?P<kilo>k ?)?(?:€|euros?\b|eur\b|balles\b|e(?=/| ?(?:net|brut|par|de l)))"
    r"(?P<cents>\d\d\b)?"
    r"|(?<![\d,.])(?P<bare>\d{3,})e\b|(?<![\d,.])(?P<k>\d+(?:[.,]\d+)?) ?k\b"
    r"|(?<![\d,.])(?P<hourly>\d+[.,]\d+)(?= ?(?:brut |net )?(?:de l'?heure|l'?heure|/h))"
)
_BY: dict[Period, str] = {
    "hour": r"de l'?heure|l'?heure|a l'?heure|par heures?|/ ?h(?:eure)?|horaire|brut/h|de l'?h",
    "day": r"par jours?|/ ?j(?:our)?|la journee|par journee|chaque jour|le jour|jour",
    "week": r"par sem(?:aine)?s?|/ ?s(?:em(?:aine)?)?|la sem(?:aine)?|hebdo\w*|chaque semaine|"
    r"semaine|sem|p(?:ar|r)? sem|a la semaine|dans la semaine",
    "month": r"par mois|/ ?m(?:ois)?|le mois|mensuel(?:le)?s?|chaque mois|au mois|mois",
    "year": r"par ans?|/ ?ans?|l'?annee|annuels?|annuelles?|a l'?annee|par annee|l'?an",
}
_PERIOD = (
    r"(?: ?(?:brute?s?|nets?|de travail|de taf|de boulot|seulement|max|en tout|au total))*"
    r" ?(?:{})\b"
).format("|".join(f"(?P<{name}>{words})" for name, words in _BY.items()))
_BY_PERIOD = re.compile(_PERIOD)

# What comes just before « 20h » when it is a time of day, or a deadline.
_CLOCK = re.compile(
    r"(?:\b(?:des|avant|apres|vers|il est|entre|sous|dans|dans les|en|d'ici|depuis|il y a|"
    r"toutes les|(?:de|entre) \d+ ?h\w* (?:a|et)) ?|(?P<at>\b(?:a|jusqu'?a) ?))$"
)
_AT_WORK = re.compile(
    r"\b(?:contrats?|postes?|partiel|temps|pass\w+|suis|serai\w*|reste\w*|etre|embauche\w*|job|cdi|"
    r"cdd|bosse\w*|travail\w*|taf\w*|paye\w*|emploi) a ?$"
)
_FULL_DAY = 24  # hours
_GOES_ON = re.compile(r" ?(?:/|sur|-|a|et) ?\d")  # « 24h/24 », « 9h-18h »
# Hours of parts of a week, and what stands between those that are added up.
_PART = re.compile(
    r"(?<![\d,.:/-])(?P<n>\d+(?:[.,]\d+)?) ?(?:h(?P<minutes>[0-5]\d)?|hrs?|heures?|heurs?)\b"
    r"(?! ?(?:d'?)?(?:heures? )?sup)"
    r"(?P<days>(?: (?:(?:par|pour|sur|pendant|dans|a) )?(?:la |en |chaque )?semaine\b"
    r"| (?:(?:par|pour|sur|pendant) )?(?:les? |du |de |chaque |tous les )?"
    r"(?:week[ -]?ends?|we|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?)\b))?"
)
_ADDED = re.compile(
    r"\s*(?:,\s*)?(?P<sign>\+|\bplus\b|\bet\b|\bpuis\b|\bavec\b|,)"
    r"(?:\s+(?:encore|aussi|apres|ensuite|puis|je|j'|fais|ai|bosse|travaille)\b)*\s*"
)
# « 2 jours à 7h », « 7h par jour, 2 jours par semaine », with what they are in all if it is said.
_H = r"(?P<n>\d{1,2}(?:[.,]5)?) ?(?:h(?P<minutes>[0-5]\d)?|hrs?|heures?)\b"
_A_DAY = r"par jour|/ ?j(?:our)?\b|chaque jour|la journee"
_DAYS = r"(?P<days>[1-7]) ?(?:jours?|jrs?|j)\b(?: (?:par|la|dans la|chaque) ?sem(?:aine)?\b)?"
_IN_ALL = r"(?: ?(?:=|soit|donc|ca fait) ?(?P<all>\d+(?:[.,]5)?) ?h(?:eures?)?\b)?"
_DAILY = (
    re.compile(
        rf"(?<![\d,.]){_DAYS} ?(?:[x*×]|\b(?:fois|a|de)\b) ?{_H}(?: ?(?:{_A_DAY}))?{_IN_ALL}"
    ),
    re.compile(rf"(?<![\d,.]){_DAYS},? {_H} ?(?:{_A_DAY}){_IN_ALL}"),
    re.compile(
        rf"(?<![\d,.]){_H}(?: ?(?:{_A_DAY}),?(?: sur| pendant)?| ?(?:[x*×]|\bfois\b)) ?"
        rf"{_DAYS}{_IN_ALL}"
    ),
)
_BEGINS = re.compile(
    r"\b(?:commenc|debut|embauch|lev|ouvr|arriv|finis|termin|reveil|reunion)\w*[^.?!]{0,20}$"
)
_LONGEST_DAY = 12  # hours: more is no day's work
_AGE = re.compile(
    r"(?<![\d,.+])(?<!\bpas )(?<!\bpas encore )(?:(?P<other>\d\d) ?(?:ou|et|a|-|/) ?)?"
    r"(?P<n>\d{1,2}) ?(?:ans?|anz|piges|balais)\b"
    r"|\b(?:j'?ai|jai|g|age de|age) (?P<bare>1[4-9]|2\d)(?=\s*(?:[.,;!?)]|$))"
)
_LASTING = re.compile(
    r"\b(?:depuis|il y a|ya|pendant|dans|durant|en|sur|contrat de|cdd de|cdi de|sous|apres|pour|"
    r"duree de|moins de|plus de|entre|avant|des|jusqu'?a|pdt|chaque|tous les) ?$"
)
_OF_WORK = re.compile(
    r" ?(?:et demie? )?(?:d'? ?(?:exp\w*|anciennete|etudes?|engagement)|de (?:metier|travail|boite|"
    r"taf|boulot|prison|formation|garantie|contrat|carriere)|que (?:j'|je)|plus tard|apres|ferme)"
)
_AGES = range(13, 100)

_CONTRACT_YEAR = re.compile(
    r"\b(?:(?P<one>1 ?(?:ere?|re)|premiere?)|(?P<two>2 ?(?:n?de?|e|eme|ieme)|deuxieme|seconde?)"
    r"|(?P<three>3 ?(?:e|eme|ieme)|troisieme)) ?(?:anne+|an\b)e?s?"
    r"|(?<!\d )(?<!\bun )\ban(?:nee)? (?:n ?)?(?P<n>[123])\b(?! ?(?:e|h|%|mois|jours?|semaines?))"
)
_PERCENT = re.compile(
    rf"(?<![\d,.]){_N} ?(?:%|pourcents?\b)"
    r"|\b(?P<half>mi[ -]?tps|mi[ -]?temps|demi[ -]temps|moitie (?:du |de )?(?:temps|smi[cg]))\b"
    r"|\b(?P<quarters>(?:3|trois)[ /]?(?:4|quarts?)(?: de)?[ -]temps)\b|(?P<fifths>\b4/5e?s?\b)"
)
_MONTHS = re.compile(r"(?<![\d,.])(?P<n>\d{1,2}) ?mois\b")
_CALENDAR_YEAR = re.compile(
    r"(?<![\d,.+])(?:(?<=\ben )|(?<=\bdepuis )|(?<=\bannee )|(?<=\bavant )|(?<=\bapres )"
    r"|(?<=\bfin )|(?<=\bdebut )|(?=20[1-3]))(?P<n>19\d\d|20\d\d)"
    r"(?![\d,]|\.\d| ?(?:%|h\b|heures?|nets?|bruts?|balles))"
)

_DEPARTMENT = re.compile(
    r"\b(?:dans le|departement(?: du| de la| de l')?|dep(?:t|artement)?|dpt|(?:suis|viens) du"
    r"|(?:habite|gens|region|cote|secteur)(?: dans)? (?:le|du)) ?\(?"
    r"(?P<code>0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-46])\)?"
    r"(?! ?(?:[\d%€:/]|[.,]\d|e\b|eme|h\b|heures?|euros?|ans?\b|mois|arr|au \d"
    r"|janv|fevr|mars|avril|mai\b|juin|juil|aout|sept|oct|nov|dec))"
)


@lru_cache(REMEMBERED)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers of a message that have a unit, in their order."""
    plain = in_digits(folded(text.replace("’", "'")))
    if not any(char.isdigit() for char in plain) and "temps" not in plain and "annee" not in plain:
        return ()
    found: list[tuple[int, Number]] = []
    for read in _READERS:
        for start, end, number in list(read(plain)):
            found.append((start, number))
            # What was read once is not read again as something else.
            plain = plain[:start] + "_" * (end - start) + plain[end:]
    return tuple(number for _, number in sorted(found, key=lambda pair: pair[0]))


def department_codes(text: str) -> tuple[tuple[int, str], ...]:
    """Return the departments that are named by their number, each with its place in the text."""
    plain = folded(text)
    return tuple((match.start(), match["code"].upper()) for match in _DEPARTMENT.finditer(plain))


_Found = Iterator[tuple[int, int, Number]]


def _euros(text: str) -> _Found:
    for match in _MONEY.finditer(text):
        amount = _decimal(match["n"] or match["bare"] or match["k"] or match["hourly"])
        if match["kilo"] or match["k"]:
            amount *= 1000
        if match["cents"]:
            amount += _decimal(match["cents"]) / 100
        period, end = _counted_by(text, match.end())
        yield match.start(), end, Number(amount, "euros", period)


def _hours(text: str) -> _Found:
    for match in _HOURS.finditer(text):
        period, end = _counted_by(text, match.end())
        before = text[: match.start()]
        clock = _CLOCK.search(before)
        amount = _decimal(match["n"])
        late = amount > _FULL_DAY or _AT_WORK.search(before)
        is_time = (clock and not (clock["at"] and late)) or match["minutes"]
        if not period and (is_time or _GOES_ON.match(text, match.end())):
            continue
        amount = _timed(match)
        if period != "hour":
            yield match.start(), end, Number(amount, "hours", period)


def _added_hours(text: str) -> _Found:
    """Find hours that are added up: by « + », or each of its own part of the week."""
    terms: list[re.Match[str]] = []
    added = False
    for term in (*_PART.finditer(text), None):
        between = _ADDED.fullmatch(text, terms[-1].end(), term.start()) if terms and term else None
        if term and between and _CLOCK.search(text[: terms[0].start()]) is None:
            terms.append(term)
            added = added or between["sign"] in ("+", "plus")
            continue
        if len(terms) > 1 and (added or all(each["days"] for each in terms)):
            period, end = _counted_by(text, terms[-1].end())
            parts = tuple(_timed(each) for each in terms)
            period = "week" if any(each["days"] for each in terms) else period
            yield terms[0].start(), end, Number(sum(parts, Decimal(0)), "hours", period, parts)
        terms, added = [term] if term else [], False


def _daily_hours(text: str) -> _Found:
    """Find the hours of a week that are told by its days."""
    for match in (found for pattern in _DAILY for found in pattern.finditer(text)):
        hours, days = _timed(match), int(match["days"])
        told = hours * days if match["all"] is None else _decimal(match["all"])
        clock = _BEGINS.search(text[: match.start()]) or _GOES_ON.match(text, match.end())
        if clock or hours > _LONGEST_DAY or told != hours * days:
            continue
        _, end = _counted_by(text, match.end())
        yield match.start(), end, Number(hours * days, "hours", "week", (hours,) * days)


def _timed(match: re.Match[str]) -> Decimal:
    """Return hours with their minutes: « 3h30 » are 3.5."""
    hours = _decimal(match["n"])
    if not match["minutes"]:
        return hours
    return hours + (_decimal(match["minutes"]) / 60).quantize(Decimal("0.01"))


def _ages(text: str) -> _Found:
    for match in _AGE.finditer(text):
        amounts = [int(match[group]) for group in ("other", "n", "bare") if match[group]]
        before, after = text[: match.start()], text[match.end() :]
        lasts = _LASTING.search(before) or _OF_WORK.match(after) or amounts[-1] not in _AGES
        for amount in amounts:
            yield match.start(), match.end(), Number(Decimal(amount), "years" if lasts else "age")


def _contract_years(text: str) -> _Found:
    for match in _CONTRACT_YEAR.finditer(text):
        groups = ("one", "two", "three")
        rank = match["n"] or 1 + next(i for i, group in enumerate(groups) if match[group])
        yield match.start(), match.end(), Number(Decimal(rank), "contract_year")


def _percents(text: str) -> _Found:
    for match in _PERCENT.finditer(text):
        named = {"half": 50, "quarters": 75, "fifths": 80}
        worded = next((amount for group, amount in named.items() if match[group]), 0)
        amount = Decimal(worded) if worded else _decimal(match["n"])
        yield match.start(), match.end(), Number(amount, "percent")


def _departments(text: str) -> _Found:
    for match in _DEPARTMENT.finditer(text):
        if match["code"].isdigit():
            amount = Decimal(match["code"])
            yield match.start(), match.end(), Number(amount, "department")


def _months(text: str) -> _Found:
    for match in _MONTHS.finditer(text):
        yield match.start(), match.end(), Number(_decimal(match["n"]), "months")


def _calendar_years(text: str) -> _Found:
    for match in _CALENDAR_YEAR.finditer(text):
        yield match.start(), match.end(), Number(_decimal(match["n"]), "year")


_READERS: tuple[Callable[[str], _Found], ...] = (
    *(_euros, _departments, _contract_years, _daily_hours, _added_hours, _hours, _ages),
    *(_percents, _months, _calendar_years),
)


def _counted_by(text: str, start: int) -> tuple[Period, int]:
    match = _BY_PERIOD.match(text, start)
    if match is None:
        return "", start
    return next(name for name in _BY if match[name]), match.end()


def _decimal(digits: str) -> Decimal:
    if _THOUSANDS.fullmatch(digits):  # « 2.900 euros »
        return Decimal(digits.replace(".", ""))
    return Decimal(digits.replace(",", "."))
