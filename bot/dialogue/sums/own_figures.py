"""What a visitor asks of figures of their own without writing the operation.

« 55000 sur 290000 en pourcentage », « 28 % de 55 000 », « 422 par mois, ça fait combien par an »,
« 1478 net et 1900 net, quelle différence sur un an ». Pure functions of a message.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.dialogue.cues import cued
from bot.dialogue.sums.arithmetic import (
    NUMBER,
    equation,
    evaluated,
    number_shown,
    operation_in,
    value_of,
    written_out,
)
from bot.dialogue.sums.wording import in_french
from bot.text.numerals import digits_of
from bot.text.typography import typeset

_N = rf"(?<![\d,.])(?:{NUMBER})(?![\d]|[.,]\d)"
_PERCENT = re.compile(
    rf"(?P<part>\d+(?:[.,]\d+)?) ?(?:%|pourcents?\b)(?P<between>[^\d%]*?)(?:de|d'|des|sur)\b ?"
    rf"(?:les? |la |l'|ces? |mes |ses |tes |vos )?(?P<whole>{_N})"
)
_RATIO = re.compile(
    rf"(?P<part>{_N})(?: [a-z'-]+){{0,3}}? ?(?:/|÷|:|\b(?:sur|parmi|div(?:ise)?e?s? par|"
    rf"par rapport aux?|d'entre)\b) ?(?:les? |ces? )?(?P<whole>{_N})"
)
_ONE_OF = re.compile(r"\bune? (?=sur (?:les )?\d)")
# « 1478, ça fait presque 200 de moins »: the visitor found that out, and asks for no sum.
_FOUND = re.compile(rf"\bca (?:me )?fait (?:\w+ ){{0,2}}{_N}(?: ?€| euros?)? de (?:moins|plus)\b")
_A_PERCENTAGE = re.compile(r"\b(?:en|de|quel|le) ?%")
_TIME_AFTER = re.compile(r" ?(?:h\b|heures?|ans?\b|jours?|mois|semaines?)")
_BY = {
    "month": r"(?:par|/|au|le|chaque|sur un) ?mois|mensuel\w*",
    "year": r"(?:par|/|chaque|sur(?: un)?|en un) ?(?:ans?|annee)\b"
    r"|(?:a |sur |pour )?l'(?:annee|an)\b|annuel\w*|sur (?:12|douze) mois",
    "week": r"(?:par|/|la|chaque) ?sem(?:aine)?\b|hebdo\w*",
}
_MONEY = r"(?: ?(?:€|e\b|euros?|balles|nets?\b|bruts?\b))+"
_BY_A_PERIOD = {
    name: re.compile(rf"(?P<amount>{_N})(?:{_MONEY}|(?! ?(?:h|heures?)\b) [a-z]+)? ?(?:{words})")
    for name, words in _BY.items()
}
_OVER = {name: re.compile(rf"(?:(?<=[\s,])|^)(?:{words})") for name, words in _BY.items()}
_PER_MONTH = re.compile(rf"(?P<amount>{_N}){_MONEY}")
# « 100 € ? 200 € ? » guesses at what was asked.
_GUESSED = re.compile(rf"{_N}(?:{_MONEY})? ?\?")
_CHANGES = {
    ("month", "year"): ("×", "12"),
    ("year", "month"): ("÷", "12"),
    ("week", "year"): ("×", "52"),
}
_NET, _GROSS = re.compile(r"\bnets?\b"), re.compile(r"\bbruts?\b")
_LEAST = 100  # what is less is no pay
_MOST_A_MONTH = 10_000
_TENTH = Decimal("0.1")
_OUT_OF = 10  # people
_YEARS = range(1900, 2100)


def worked_out(text: str) -> str:
    """Return what a message works out with its own figures, and the result, or ""."""
    plain = digits_of(text)
    plain = _ONE_OF.sub("1 ", plain)
    if "?" not in text and _FOUND.search(plain):
        return ""
    return (
        _growth(text, plain)
        or _ratio(text, plain)
        or _percentage(text, plain)
        or _operation(text, plain)
        or _difference(text, plain)
        or _over_another_period(text, plain)
    )


def _growth(text: str, plain: str) -> str:
    """Work out « 264 000 en 2013, 290 000 en 2025, combien de hausse en pourcentage ? »."""
    wanted = cued("percentage", text) or _A_PERCENTAGE.search(plain)
    if not (wanted and cued("growth", text)):
        return ""
    numbers = [value_of(match[0]) for match in re.finditer(_N, plain)]
    told = [number for number in numbers if number >= _LEAST and number not in _YEARS]
    if len(told) != 2 or told[0] == told[1]:
        return ""
    years = [number for number in numbers if number in _YEARS]
    backwards = len(years) == len(told) and years[0] > years[1]
    first, last = reversed(told) if backwards else told
    before, after, rise = str(first), str(last), (last - first) * 100 / first
    rounded = rise.quantize(_TENTH, ROUND_HALF_UP)
    sign = "=" if rounded == rise else "≈"
    operation = written_out(["(", after, "−", before, ")", "÷", before])
    return typeset(f"{operation} {sign} {'+' if rise > 0 else '−'}{in_french(abs(rounded))} %")


def _ratio(text: str, plain: str) -> str:
    """Work out « 55000 sur 290000 en pourcentage »."""
    wanted = cued("percentage", text) or _A_PERCENTAGE.search(plain)
    found = _RATIO.search(plain) if wanted else None
    if found is None or _TIME_AFTER.match(plain, found.end()):
        return ""
    part, whole = value_of(found["part"]), value_of(found["whole"])
    if not 0 < part <= whole:
        return ""
    share = part * 100 / whole
    rounded = share.quantize(_TENTH, ROUND_HALF_UP)
    sign = "=" if rounded == share else "≈"
    return typeset(f"{written_out([str(part), '÷', str(whole)])} {sign} {in_french(rounded)} %")


def _percentage(text: str, plain: str) -> str:
    """Work out « 28 % de 55 000 », and « 28 % dans le Nord, combien sur les 55 000 ? »."""
    found = _PERCENT.search(plain)
    if found is None or _TIME_AFTER.match(plain, found.end()):
        return ""
    whole, part = value_of(found["whole"]), value_of(found["part"])
    if whole == _OUT_OF and not re.compile(_MONEY).match(plain, found.end()):
        return _out_of_ten(part)
    apart = bool(found["between"].strip())
    if whole < _LEAST or (apart and (whole in _YEARS or not cued("how_much", text))):
        return ""
    result = evaluated([str(part), "×", str(whole), "÷", "100"])
    cents = result.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return typeset(f"{in_french(part)} % × {number_shown(whole)} = {number_shown(cents)}")


def _out_of_ten(part: Decimal) -> str:
    """Work out « 17,8 %, c'est beaucoup ? genre sur 10 personnes »."""
    exact = part * _OUT_OF / 100
    whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
    about = "" if whole in (exact, 0) else f" ≈ {number_shown(whole)}"
    return typeset(f"{in_french(part)} % × {_OUT_OF} = {number_shown(exact)}{about}")


def _operation(text: str, plain: str) -> str:
    """Return the operation that is written, over a year where that is asked of pays."""
    operation = operation_in(text) or operation_in(plain)
    left = operation.partition(" =")[0].replace("\u00a0", " ")
    numbers = [value_of(number) for number in re.findall(NUMBER, left)]
    sums = bool(operation) and not re.search("[×÷(]", left)
    if not (sums and max(numbers) <= _MOST_A_MONTH and _wants_a_year(text, plain)):
        return operation
    signs = re.findall("[−+]", left)
    tokens = ["(", str(numbers[0])]
    for sign, number in zip(signs, numbers[1:], strict=True):
        tokens += [sign, str(number)]
    return typeset(equation([*tokens, ")", "×", "12"]))


def _difference(text: str, plain: str) -> str:
    """Work out the difference between two figures, over a year where it is asked for."""
    over_a_year = _over_a_year(plain)
    wanted = cued("how_much", text) or _PER_MONTH.search(plain) or over_a_year
    if not (wanted and cued("difference", text)) or cued("asks_why", text):
        return ""
    if len(_GUESSED.findall(plain)) > 1:
        return ""
    found = [match for match in re.finditer(_N, plain) if value_of(match[0]) >= _LEAST]
    mixed = _NET.search(plain) and _GROSS.search(plain)
    timed = any(_TIME_AFTER.match(plain, match.end()) for match in found)
    codes = any(match[0].startswith("0") for match in found)
    if len(found) != 2 or mixed or timed or codes:
        return ""
    less, more = sorted(value_of(match[0]) for match in found)
    if less == more or {less, more} <= set(map(Decimal, _YEARS)):
        return ""
    tokens = [str(more), "−", str(less)]
    yearly = more <= _MOST_A_MONTH and over_a_year
    return typeset(equation(["(", *tokens, ")", "×", "12"] if yearly else tokens))


def _wants_a_year(text: str, plain: str) -> bool:
    """Tell whether the result is wanted for a year, of figures that are not of one."""
    return _over_a_year(plain) and cued("how_much", text) is not None


def _over_a_year(plain: str) -> bool:
    by_the_year = _BY_A_PERIOD["year"].search(plain)
    return _OVER["year"].search(plain) is not None and by_the_year is None


def _over_another_period(text: str, plain: str) -> str:
    """Work out « 422 par mois, ça fait combien par an »."""
    if not cued("how_much", text):
        return ""
    for (period, wanted), change in _CHANGES.items():
        found = _BY_A_PERIOD[period].search(plain)
        if found is None and period == "month" and wanted == "year":
            found = None if _BY_A_PERIOD["year"].search(plain) else _PER_MONTH.search(plain)
        if found is None or value_of(found["amount"]) < _LEAST:
            continue
        before, after = plain[: found.start()], plain[found.end() :]
        amount = value_of(found["amount"])
        if not (_OVER[wanted].search(before) or _OVER[wanted].search(after)):
            continue
        kinds = [kind for kind in (_NET, _GROSS) if kind.search(before + after)]
        if kinds or (wanted == "year" and amount > _MOST_A_MONTH):
            continue  # from gross to net is no change of period
        return typeset(equation([str(amount), *change]))
    return ""
