"""What a visitor asks to be worked out: half time, so many hours, a year, a share of the Smic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.dialogue.sums.contract_years import with_contract_year
from bot.dialogue.sums.in_passing import says_but_figures
from bot.dialogue.sums.sum_request import SumRequest, Worker
from bot.text.forms import form_of, is_elliptic
from bot.text.numbers import Number, Period
from bot.text.numerals import in_digits
from bot.text.words import folded

_PAY_TOPICS = frozenset(("salary", "apprenticeship"))
_WORK_TOPICS = frozenset(
    (
        *("", "working_hours", "contract_types", "bonuses_benefits", "internships"),
        *("student_jobs", "sundays_and_overtime", "breaks"),
    )
)
_OVERTIME_DETAIL = "sunday_night_overtime"
_PERIOD_DETAILS: dict[str, Period] = {"per_year": "year", "per_hour": "hour"}

_SMIC = re.compile(r"\bsmi[cg]\w*")
_PAY = re.compile(
    r"\b(?:smi[cg]\w*|salaires?|pay[ee]\w*|paie|gagn\w*|touch\w*|bruts?|nets?|remuner\w*|euros?|"
    r"ca (?:fait|donne|paye)|fait combien|combien (?:ca|pour|d'argent|de thunes?)|"
    r"(?:aurai\w*|aura|ai|a) combien(?! d))\b|€"
)
_ASKS_HOW_MUCH = re.compile(r"\b(?:combien|cb|fait|donne|quoi|smic|euros?|bruts?|vaut)\b|€")
_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("year", re.compile(r"\bpar ans?\b|/ ?an\b|\bl'an(?:nee)?\b|\bannuel|\bsur un an\b|\b12 mois")),
    ("hour", re.compile(r"\b(?:de|a|par) l?'?heures?\b|/ ?h\b|\bhoraire\b|\b(?:1|une) heure\b")),
    ("week", re.compile(r"\bpar sem|\bla semaine\b|/ ?sem|\bhebdo")),
)
_MONTHLY = re.compile(r"\bpar mois\b|/ ?mois\b|\bmensuel|\bau mois\b|\ble mois\b")
_NET = re.compile(
    r"\bnets?\b|\b(?:dans|ds) (?:la|ma) poche\b|\bil (?:me )?reste\b"
    r"|\b(?:dans|sur|a) (?:la banque|(?:mon|le) compte)\b"
)
_CLEARLY = re.compile(r"\bc'est net(?= ?[,.!]| merci\b)")  # said of an answer, and of no pay
_INTERN = re.compile(r"\bstag(?:es?|iaires?)\b|\bgratifi(?:cations?|ee?s?)\b")
_PRO_CONTRACT = re.compile(r"\bprofession?nali[sz]ation\b|\bcontrats? pros?\b")
_APPRENTICE = re.compile(r"\bapprenti\w*|\balternan\w*")
_NO_APPRENTICE = re.compile(
    r"\b(?:pas|plus|ni|non) (?:\w+ )?(?:de |d'|l'|une? |en |comme )?(?:apprenti\w*|altern\w*)"
)
_BAC_PRO = re.compile(r"\bbac pro\w*")
_NO_BAC_PRO = re.compile(r"\b(?:sans|pas|ni|aucun)(?: \w+){0,2} bac\b")
_OVERTIME = re.compile(r"\bheures? sup\w*|\bh sup\w*|\bheures? en plus\b")
_NO_OVERTIME = re.compile(
    r"\b(?:pas|sans|ni|aucune?s?|hors) (?:\w+ ){0,2}?(?:d'|de |des |les )?"
    r"(?:heures? sup\w*|h sup\w*|heures? en plus)"
)
# « 4h de plus, c'est payé plus ? » asks at which rate, and no sum.
_PAID_MORE = re.compile(
    r"\b(?:pay[ee]\w*|paie|major\w*) (?:en |un peu |bien )?(?:plus|mieux|davantage)\b"
)
# What others pay besides is no pay: « la prime d'activité avec 25h au smic, j'y ai droit ? »; nor
# is what comes with a job: « à 80 %, je garde mes tickets restaurant ? ».
_BENEFIT = re.compile(
    r"\bprimes? d'activite\b|\ballocations?\b|\baah\b|\brsa\b|\bapl\b"
    r"|\b(?:tickets?|titres?|cheques?)[ -]restau\w*|\bconges?\b|\bmutuelle\b|\brtt\b|\bretraite\b"
)
_BEYOND = re.compile(r"\bau[ -]dela\b|\bapres (?:la )?8|\b9e\b|\b50 ?%")
_OF_THE_SMIC = re.compile(r"(?:%|pourcents?) (?:du|d'un|sur le) smi[cg]\b")
_NO_SHARE = re.compile(
    r"\bde plus\b|\baugment|\bprimes?\b|\bmajor|\bhausse\b|\bcotis|\bimpots?\b|\btaux\b|"
    r"\bfemmes?\b|\bvariables?\b|\bcommissions?\b|\bobjectifs?\b"
)
_GROSS = re.compile(r"\bbruts?\b")
_FULL_TIME = re.compile(r"\b(?:plein temps|temps (?:plein|complet))\b")
_NO_FULL_TIME = re.compile(
    r"\bpas (?:a |en |du |de |un |le )?(?:plein temps|temps (?:plein|complet))\b"
)
# « 1478 net c'est bien » speaks of a pay that is known, and asks for none. No amount is longer: a
# message of numbers alone would be looked through to its end from each of them.
_OWN_PAY = re.compile(r"\b\d[\d ]{0,15}(?:[.,]\d+)? ?(?:€|euros?)? ?(?:nets?|bruts?)\b")
_HOW_MUCH = re.compile(r"\b(?:combien|cb|ca (?:fait|donne|vaut)|fait quoi|donne quoi|calcul\w*)\b")
_WEEKS = re.compile(r"(?:\b(?:fois|x|pendant|durant|sur)|[×*]) ?(?P<n>\d{1,2}) ?sem(?:aines?)?\b")
_CALCULATE = re.compile(r"\bcalcul\w*")
_AT_HOURS = re.compile(r"\ba (?P<n>\d\d?) ?h(?:eures?)?\b")
# « 9h-16h avec une heure de pause, ça ferait 30 heures, donc combien ? »
_COMES_TO = re.compile(r"\b(?:ca|cela) (?:me )?(?:fait|ferait|fera) (?P<n>\d\d?) ?h(?:eures?)?\b")
_CHANGING = frozenset(("hours", "percent", "age", "contract_year"))
_MOST_CHANGING = 9  # words, of what changes the sum before: « non, pas à temps plein, par an »
# « un truc qui a 17 ans »: of what is told, and nobody's age.
_OLD_THING = re.compile(
    r"\b(?:trucs?|sources?|chiffres?|etudes?|articles?|infos?|donnees?|textes?|sondages?|pages?|sites?"
    r"|lois?|magazines?)\b[^.!?]{0,20}?\b\d+ ans\b"
)
_AMOUNT = re.compile(r"\d[\d ]{0,15}(?:[.,]\d+)? ?(?:€|euros?\b)")
# « 24 000 sur 13 mois, ça fait combien net » is of a pay of one's own.
_OWN_FIGURE = re.compile(r"\d ?\d{3} ?(?:€|euros? )?(?:bruts? |nets? )?sur \d+ mois\b")
_SHORT = 5  # words: « et par mois alors ? » asks for the month, a longer question for more


def sum_asked(
    text: str,
    topic: str,
    detail: str,
    numbers: Sequence[Number],
    before: SumRequest | None = None,
) -> SumRequest | None:
    """Return what a message on a topic and detail ("" if none) asks to work out, or None.

    `numbers` are those of the message, `before` is what was worked out just before: « et en net ? »
    changes that. What is asked of one job (« un superviseur, par an ? ») is not told apart from
    what is asked of the Smic: the caller knows the job in play.
    """
    plain = _plain(text)
    more_overtime = before is not None and before.overtime and _is_overtime(plain)
    if not (_is_on_pay(plain, topic, detail) or more_overtime) or form_of(text) == "why":
        return None
    numbers = _come_to(plain, numbers)
    other = _PAID_MORE.search(plain) or _BENEFIT.search(plain)
    if other and not _HOW_MUCH.search(plain):
        return None
    if _NO_APPRENTICE.search(plain):
        return None  # « pas l'apprentissage » says that the sum before was another matter
    if _OLD_THING.search(plain):
        numbers = [number for number in numbers if number.unit != "age"]
    if "apprentice" in (_worker(plain, topic, detail), before.worker if before else ""):
        numbers = with_contract_year(plain, numbers)
    if _in_passing(text, numbers):
        return None
    request = _request(plain, topic, detail, numbers)
    if request is None:
        return None
    at = _AT_HOURS.search(plain) if before is not None and request.hours is None else None
    if at:  # « à 24h » is no time of day after a sum
        numbers = (*numbers, Number(Decimal(at["n"]), "hours"))
        request = replace(request, hours=numbers[-1].amount)
    if before is not None and _changes(plain, numbers):
        return changed(before, request, plain, numbers)
    if not _is_work(request, plain, topic):
        return None
    bare = request.hours is None and request.percent is None and request.age is None
    return None if bare and not _asks_for_it(text, plain, numbers) else request


def _come_to(plain: str, numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the numbers of a message without the hours that it has added up itself."""
    found = _COMES_TO.search(in_digits(plain))
    if found is None:
        return numbers
    hours = Decimal(found["n"])
    return [each for each in numbers if each.unit != "hours" or each.amount == hours]


def _in_passing(text: str, numbers: Sequence[Number]) -> bool:
    """Tell whether a message tells a figure of work beside something else: it asks for no pay."""
    tells = any(number.unit in _CHANGING for number in numbers)
    return tells and not (names_pay(text) or says_but_figures(text))


def request_in(text: str, numbers: Sequence[Number]) -> SumRequest | None:
    """Return what a message names of a job and of a period, whatever it asks; None of two jobs."""
    return _request(_plain(text), "", "", numbers)


def goes_on_about_pay(text: str) -> bool:
    """Tell whether a message may ask for a sum though its words are surely about no pay.

    A long one names pay beside the amounts that it tells: « assis huit heures » asks for none.
    """
    plain = _AMOUNT.sub(" ", _OWN_PAY.sub(" ", _plain(text)))
    asks = _PAY.search(plain) or _CALCULATE.search(plain)
    return bool(asks) or len(plain.split()) <= _MOST_CHANGING or says_but_figures(text)


def names_pay(text: str) -> bool:
    """Tell whether a message asks for pay in words: it names it, or asks how much."""
    plain = _OWN_PAY.sub(" ", _plain(text))
    return (_PAY.search(plain) or _HOW_MUCH.search(plain)) is not None


def asks_for_pay(text: str) -> bool:
    """Tell whether a message may ask for pay: it names it, or says hardly anything but figures."""
    return names_pay(text) or len(text.split()) <= _SHORT or says_but_figures(text)


def _plain(text: str) -> str:
    return _CLEARLY.sub(" ", folded(text.replace("’", "'")))


def _changes(plain: str, numbers: Sequence[Number]) -> bool:
    """Tell whether a message says a period, hours, a share, net or gross for the sum before it."""
    said = _OWN_PAY.sub(" ", plain)
    if any(number.unit in _CHANGING for number in numbers):
        return True
    if len(plain.split()) > _MOST_CHANGING and not _HOW_MUCH.search(said):
        return False
    kinds = (_NET, _GROSS, _FULL_TIME)
    return _period_said(said) is not None or any(kind.search(said) for kind in kinds)


def changed(
    before: SumRequest, request: SumRequest, plain: str, numbers: Sequence[Number]
) -> SumRequest | None:
    """Return what was worked out before with what a message, in plain spelling, says now."""
    if before.overtime != request.overtime:
        return request
    by_unit = {number.unit: number for number in numbers}
    units, timed = by_unit.keys(), by_unit.get("hours")
    whole = bool(_FULL_TIME.search(plain)) and not _NO_FULL_TIME.search(plain)
    if units.isdisjoint(("hours", "percent")) and not whole and request.hours is None:
        hours, hours_per, percent = before.hours, before.hours_per, before.percent
        parts, weeks, of_smic = before.parts, before.weeks, before.of_smic
    else:
        hours, percent, parts = request.hours, request.percent, request.parts
        weeks, of_smic = request.weeks, request.of_smic
        hours_per = request.hours_per or before.hours_per
    by_the_year = hours_per == "year"  # « pour 24h par an » : hours a week, and a year's pay
    worker = before.worker if request.worker == "adult" else request.worker
    said = _OWN_PAY.sub(" ", plain)
    return replace(
        request,
        worker=worker,
        age=request.age if "age" in units else before.age,
        contract_year=request.contract_year if "contract_year" in units else before.contract_year,
        bac_pro=request.bac_pro or before.bac_pro,
        hours=hours,
        parts=parts,
        weeks=weeks,
        hours_per=(before.hours_per or "week") if by_the_year else hours_per,
        percent=percent,
        of_smic=of_smic,
        per="year" if by_the_year else _period_wanted(said, timed) or before.per,
        net=bool(_NET.search(said)) or (before.net and not _GROSS.search(said)),
    )


def _asks_for_it(text: str, plain: str, numbers: Sequence[Number]) -> bool:
    """Tell whether a full time's pay is asked for: « 36 euros par semaine ? » does not."""
    if any(number.unit == "euros" for number in numbers) or _OWN_FIGURE.search(plain):
        return False
    said = _OWN_PAY.sub(" ", plain)
    return is_elliptic(text) or bool(_HOW_MUCH.search(said)) or len(plain.split()) <= _SHORT


def _is_on_pay(plain: str, topic: str, detail: str) -> bool:
    if topic in _PAY_TOPICS or _SMIC.search(plain):
        return True
    return topic in _WORK_TOPICS and bool(_PAY.search(plain))


def _request(plain: str, topic: str, detail: str, numbers: Sequence[Number]) -> SumRequest | None:
    by_unit = {number.unit: number for number in numbers}
    for unit in ("age", "hours", "percent", "year", "contract_year"):
        if len({number for number in numbers if number.unit == unit}) > 1:
            return None  # « à 16 ou 17 ans »: the card says both
    hours, euros = by_unit.get("hours"), by_unit.get("euros")
    age, rank, year = (by_unit.get(unit) for unit in ("age", "contract_year", "year"))
    overtime = _is_overtime(plain) or (detail == _OVERTIME_DETAIL and bool(_SMIC.search(plain)))
    hourly = euros if euros and euros.period == "hour" else None
    percent = by_unit.get("percent")
    if percent and (_NO_SHARE.search(plain) or overtime):
        percent = None
    request = SumRequest(
        worker=_worker(plain, topic, detail),
        age=int(age.amount) if age else None,
        contract_year=int(rank.amount) if rank else 1,
        bac_pro=bool(_BAC_PRO.search(plain)) and not _NO_BAC_PRO.search(plain),
        hours=hours.amount if hours else None,
        hours_per=hours.period if hours else "",
        parts=hours.parts if hours else (),
        weeks=_weeks(plain) if hours else None,
        percent=percent.amount if percent else None,
        of_smic=bool(percent) and _OF_THE_SMIC.search(in_digits(plain)) is not None,
        per=_period_wanted(plain, hours) or _PERIOD_DETAILS.get(detail, "month"),
        net=bool(_NET.search(_OWN_PAY.sub(" ", plain))) or detail == "gross_net",
        overtime=overtime,
        year=int(year.amount) if year else None,
        hourly=hourly.amount if hourly else None,
    )
    if request.hours == 1 and not request.hours_per:
        request = replace(request, hours=None, per="hour")
    return request


def _weeks(plain: str) -> Decimal | None:
    found = _WEEKS.search(in_digits(plain))
    return Decimal(found["n"]) if found else None


def _is_overtime(plain: str) -> bool:
    """Tell whether overtime is spoken of: in « pas d'heures sup » it is not."""
    return _OVERTIME.search(_NO_OVERTIME.sub(" ", plain)) is not None


def _worker(plain: str, topic: str, detail: str) -> Worker:
    if _INTERN.search(plain) or detail == "internship_pay":
        return "intern"
    if _PRO_CONTRACT.search(plain) or detail == "pro_contract":
        return "pro_contract"
    if _APPRENTICE.search(plain) or detail == "apprentice" or topic == "apprenticeship":
        return "apprentice"
    return "adult"


def _period_wanted(plain: str, hours: Number | None) -> Period | None:
    """Return the period of the result: in « 20h par semaine », the week is that of the hours."""
    said = _period_said(plain)
    return None if hours is not None and said == hours.period else said


def _period_said(plain: str) -> Period | None:
    said = next((period for period, words in _PERIODS if words.search(plain)), None)
    return said or ("month" if _MONTHLY.search(plain) else None)


def _is_work(request: SumRequest, plain: str, topic: str) -> bool:
    """Tell whether there is anything to work out that the card does not say."""
    if request.overtime:
        return bool(_ASKS_HOW_MUCH.search(plain)) and not _BEYOND.search(plain)
    if request.worker == "intern":
        return request.hours is not None
    if request.worker != "adult":  # a share that is named may be the rate of an age
        return request.age is not None or request.percent is not None or request.hours is not None
    if request.age is not None and request.age < 18:
        return True
    if request.hours is not None or request.percent is not None:
        return True
    if request.hourly is not None:
        return False  # a pay of the visitor's own, and nothing of ours to work out
    precise = len(plain.split()) <= _SHORT or _FULL_TIME.search(plain)
    monthly = bool(_MONTHLY.search(plain) and precise)
    return topic in _PAY_TOPICS and (request.per != "month" or request.net or monthly)
