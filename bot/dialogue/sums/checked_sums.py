"""An operation and the result that a visitor gives it: « 12,31 x 14 x 4 ça fait 689 non ? »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.dialogue.sums.arithmetic import NUMBER, equation, evaluated, operation_in, value_of
from bot.text.numerals import digits_of

_UNIT = r"(?: ?(?:€|euros?\b|h\b|heures?\b|semaines?\b|sem\b|jours?\b|mois\b))?"
_TIMES = r"x|×|\*|\bfois\b"
_SIGN = rf"{_TIMES}|[-−–+/÷]|\bmoins\b|\bplus\b"
_CLAIM = re.compile(
    rf"(?<![\d,.:/-])(?P<sum>(?:{NUMBER}){_UNIT}(?: ?(?:{_SIGN}) ?(?:{NUMBER}){_UNIT}){{1,4}}),? ?"
    r"(?:=|\b(?:ca (?:me |nous )?(?:fait|donne)|donc|soit|egale?|c'est|font|fait|donne)\b)"
    rf"(?: (?:bien|donc|environ|a peu pres))* ?(?P<said>{NUMBER})(?![\d%]|[.,]\d"
    r"| ?(?:%|h\b|heures?|jours?|semaines?|mois\b|ans?\b))"
)
_NET_ASKED = re.compile(r"(?<!\d )(?<!€ )(?<!euros )\bnets?\b")


@dataclass(frozen=True)
class Claim:
    """An operation with its right result, whether the visitor's is right, and the factors.

    There are no factors where it is no product; `net` tells that a net is asked for too.
    """

    operation: str
    right: bool
    factors: tuple[Decimal, ...] = ()
    net: bool = False


def claim_in(text: str) -> Claim | None:
    """Return the operation of a message that says its own result, or None."""
    plain = digits_of(text)
    found = _CLAIM.search(plain)
    if found is None:
        return None
    numbers = [value_of(number) for number in re.findall(NUMBER, found["sum"])]
    signs = re.findall(_SIGN, found["sum"])
    if all(re.fullmatch(_TIMES, sign) for sign in signs):
        factors, tokens = tuple(numbers), [str(numbers[0])]
        for number in numbers[1:]:
            tokens += ["×", str(number)]
        operation, result = equation(tokens), evaluated(tokens)
    else:
        factors, operation = (), operation_in(found["sum"])
        if not operation or ";" in operation:
            return None
        result = value_of(operation.partition("= ")[2].replace("\u00a0", " ").replace("−", "-"))
    said = value_of(found["said"])
    right = abs(result - said) < (1 if said % 1 == 0 else Decimal("0.01"))
    return Claim(operation, right, factors, _NET_ASKED.search(plain) is not None)
