"""What a visitor works out with figures: « 290 000 moins 55 000 », « (1900 - 1478) fois 12 ».

Pure functions. Only what is plainly an operation is worked out: « de 2024-2026 », « 24/7 » and
« 06-12 » are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from bot.text.figures import figures
from bot.text.typography import typeset
from bot.text.words import folded

NUMBER = r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_OPERATORS = {
    "−": r"-|−|–|moins",
    "+": r"\+|plus",
    "×": r"x|×|\*|fois|multiplie par",
    "÷": r"/|÷|:|div(?:ise)?e?s? par",
}
_OPERATOR = "|".join(f"(?:{words})" for words in _OPERATORS.values())
_OPERATION = re.compile(
    rf"(?<![\d,.:/-])\(?\s*(?:{NUMBER})"
    rf"(?: ?(?:€|euros?)?\s*\)?\s*(?:{_OPERATOR})\s*\(?\s*(?:{NUMBER})){{1,4}}"
    r"(?![\d/-]|[.,]\d| ?(?:h|heures?|ans?|jours?|mois|semaines?|%)\b| ?%)(?:\s*\))?"
)
_BARE = re.compile(
    rf"(?:combien (?:font|fait) |calcule )?\(?(?:{NUMBER})"
    rf"(?:\)? ?(?:{_OPERATOR}) ?\(?(?:{NUMBER})\)?){{1,4}}"
    r" ?(?:€|euros?)? ?(?:(?:ca )?(?:fait|donne) (?:combien|quoi))? ?[=?]*"
)
_PIECE = re.compile(rf"(?P<number>{NUMBER})|(?P<operator>{_OPERATOR})|(?P<bracket>[()])")
_DATE = re.compile(r"\d[/-]\d+[/-]\d")
_ARTICLE = re.compile(  # « L. 223-1 », « code du travail, 1234-9 »
    r"\b(?:[lrd]|art|articles?|code[^.?!\d]{0,25})\.? ?\d+-\d+"
)
_LEAST = 100  # the least of the greatest number: « 2-3 fois » is no sum
_TABLES = 11  # « 7 fois 8 » is learnt at school, and of no pay
_YEARS = range(1900, 2100)
_FRENCH = str.maketrans({",": " ", ".": ",", "-": "−"})
_CENT = Decimal("0.01")


def operation_in(text: str) -> str:
    """Return an operation that a text writes and its result, « 290 000 − 55 000 = 235 000 », or "".

    A number of several thousands may hold spaces or points. Where the order of writing gives
    another result than that of reckoning, « 1900 - 1478 x 12 », both are given.
    """
    found = _OPERATION.search(_ARTICLE.sub(" ", folded(text.replace("’", "'"))))
    if found is None or _DATE.search(found[0]):
        return ""
    pieces = list(_PIECE.finditer(found[0]))
    written = [piece["number"] for piece in pieces if piece["number"]]
    signs = [_sign(piece["operator"]) for piece in pieces if piece["operator"]]
    alone = is_bare(text)
    if not _is_meant(written, [value_of(number) for number in written], signs, alone):
        return ""
    typed = [_token(piece) for piece in pieces]
    bare = [token for token in typed if token not in ("(", ")")]
    tokens = typed if _balanced(typed) else bare
    shown = [equation(tokens)]
    if tokens == bare and _in_order(bare) != bare:
        shown.append(equation(_in_order(bare)))
    return typeset(" ; ".join(filter(None, shown)))


def equation(tokens: Sequence[str]) -> str:
    """Return an operation, in tokens, with its result; "" where there is none: « 1 ÷ 0 »."""
    try:
        result = evaluated(tokens).quantize(_CENT, ROUND_HALF_UP)
    except (DivisionByZero, InvalidOperation):
        return ""
    return f"{written_out(tokens)} = {number_shown(result)}"


def written_out(tokens: Sequence[str]) -> str:
    """Return the tokens of an operation as French writes them."""
    shown = (number_shown(Decimal(t)) if t[0].isdigit() else t for t in tokens)
    return " ".join(shown).replace("( ", "(").replace(" )", ")")


def evaluated(tokens: Sequence[str]) -> Decimal:
    """Return what an operation gives: brackets first, then « × » and « ÷ », then the others."""
    terms: list[Decimal] = []
    sign, rest = "+", list(tokens)
    while rest:
        if rest[0] == "(":
            end = rest.index(")")
            value, rest = evaluated(rest[1:end]), rest[end + 1 :]
        else:
            value, rest = Decimal(rest[0]), rest[1:]
        if sign in ("×", "÷"):
            terms[-1] = terms[-1] * value if sign == "×" else terms[-1] / value
        else:
            terms.append(value if sign == "+" else -value)
        if rest:
            sign, rest = rest[0], rest[1:]
    return sum(terms, Decimal(0))


def speaks_of(text: str, operation: str) -> bool:
    """Tell whether a text holds a number of an operation, to the unit; « 12 » proves nothing."""
    held = {_units(figure) for figure in figures(text)}
    named = (_units(figure) for figure in figures(operation.partition("=")[0]))
    return any(number in held for number in named if int(number) >= _LEAST)


def value_of(written: str) -> Decimal:
    """Return the value of a number as typed: « 55 000 », « 1.867 »."""
    digits = re.sub(r"[ .\u00a0\u202f](?=\d{3}(?!\d))", "", written)
    return Decimal(digits.replace(",", "."))


def number_shown(number: Decimal) -> str:
    """Return a number as French writes it, with cents where it is not whole."""
    whole = number == number.to_integral_value()
    return (f"{number:,.0f}" if whole else f"{number:,f}").translate(_FRENCH)


def is_bare(text: str) -> bool:
    """Tell whether a text is an operation and no more: « 42 x 12,31 ? »."""
    return _BARE.fullmatch(folded(text.strip())) is not None


def _is_meant(
    written: Sequence[str], numbers: Sequence[Decimal], signs: Sequence[str], alone: bool
) -> bool:
    codes = any(
        len(number) > 1 and number[0] == "0" and number[1] not in ",." for number in written
    )
    multiplied = alone and "×" in signs and max(numbers) >= _TABLES
    if codes or len(signs) != len(numbers) - 1 or (max(numbers) < _LEAST and not multiplied):
        return False
    years = all(number in _YEARS for number in numbers)
    return not (years and set(signs) <= {"−", "÷"})


def _token(piece: re.Match[str]) -> str:
    if piece["number"]:
        return str(value_of(piece["number"]))
    return piece["bracket"] or _sign(piece["operator"])


def _balanced(tokens: Sequence[str]) -> bool:
    """Tell whether brackets open and close in turn, around an operation: no « :) » closes one."""
    brackets = "".join(token for token in tokens if token in ("(", ")"))
    return bool(brackets) and not brackets.replace("()", "")


def _in_order(tokens: Sequence[str]) -> list[str]:
    """Return an operation without brackets as it is reckoned from left to right."""
    late = next((i for i, token in enumerate(tokens) if token in ("×", "÷")), 0)
    sums = [token for token in tokens[:late] if token in ("−", "+")]
    return ["(", *tokens[:late], ")", *tokens[late:]] if sums else list(tokens)


def _sign(typed: str) -> str:
    return next(sign for sign, words in _OPERATORS.items() if re.fullmatch(words, typed))


def _units(figure: str) -> str:
    return figure.partition(".")[0]
