"""A result that the visitor proposes: « c'est 27 % de 1 867, donc 504 non ? » gets a yes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bot.dialogue.cues import cued
from bot.dialogue.sums.arithmetic import NUMBER, value_of
from bot.text.numerals import in_digits
from bot.text.words import folded

Agreement = Literal["", "nearly", "right"]

_RESULT = re.compile(rf"[=≈:] (?P<n>{NUMBER})(?= ?€|[ .]*$|\. | %)")
_BEFORE = re.compile(
    r"(?:=|≈|~|\b(?:donc|soit|(?:ca|cela) (?:me |nous |te |vous )?(?:fait|ferait|donne|donnerait)"
    r"|c'est|ce serait|(?:j'ai|je) trouve|font|egale?)\b)"
    r"(?: (?:bien|donc|environ|genre|a peu pres|presque|dans les|autour de|quasi(?:ment)?))*"
    r" ?$"
)
_AFTER = re.compile(
    r" ?(?:€|%|euros?|balles|bruts?|nets?|par mois|par an)*,? ?"
    r"(?:non|nan|nn|c'est (?:ca|bien ca|juste)|c ca|hein|n'est[- ]ce pas|on est d'accord)\b"
)
_NEAR = Decimal("0.025")  # of the result: « genre 500 » is near 504.10


def agreement(text: str, said: str) -> Agreement:
    """Tell whether a message proposes the result of the sum that is `said`, or one near it."""
    results = [value_of(found["n"]) for found in _RESULT.finditer(_spaced(said))]
    proposed = _proposed(text)
    if any(_is(number, result) for number in proposed for result in results):
        return "right"
    about = cued("approximately", text) is not None
    near = (abs(value_of(n) - result) <= result * _NEAR for n in proposed for result in results)
    return "nearly" if about and any(near) else ""


def _proposed(text: str) -> list[str]:
    """Return the numbers that a message gives for a result."""
    plain = in_digits(folded(text.replace("’", "'")))
    found = re.finditer(rf"(?<![\d,.])(?:{NUMBER})(?![\d]|[.,]\d)", plain)
    return [
        match[0]
        for match in found
        if _BEFORE.search(plain[: match.start()]) or _AFTER.match(plain, match.end())
    ]


def _is(written: str, result: Decimal) -> bool:
    """Tell whether a number is a result, rounded or cut to the unit where it has no cents."""
    number = value_of(written)
    if number % 1:
        return abs(number - result) < Decimal("0.01")
    return number in (int(result), result.quantize(Decimal(1), ROUND_HALF_UP))


def _spaced(said: str) -> str:
    return said.replace("\u00a0", " ").replace("\u202f", " ")
