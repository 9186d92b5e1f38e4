"""What a message but says again of the answer before: « 507 c'est bien », after « 507 € nets ».

Plain functions of text. Such a sum asks for nothing, and another answer may hold that number.
"""

from __future__ import annotations

import re

_SPACE = "[ \u00a0\u202f]"
_AMOUNT = re.compile(
    rf"(?<![\d,.])(\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d{{2,}})(?:,\d+)?{_SPACE}?(?:€|euros?)"
)
_DECIMALS, _MONEY = r"(?:,\d+)?", r" ?(?:euros?\b|€|balles\b)"
# A bare number may be an age, an hour or a place: only before these, where it opens the message.
_GOES_ON = r"(?= (?:c est|ca fait|c etait|brute?|nets?|seulement|par mois)\b)"


def without_amounts_of(text: str, said: str) -> str:
    """Return a text, in plain spelling, without the sums of money that an answer `said`.

    As it was where it is but that.
    """
    amounts = {re.sub(r"\D", "", found[1]) for found in _AMOUNT.finditer(said)}
    left = text
    for amount in amounts:
        grouped = f"{_SPACE}?".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", amount)) + _DECIMALS
        left = re.sub(rf"(?<![\d,.])(?<!\d ){grouped}{_MONEY}", " ", left)
        left = re.sub(rf"^{grouped}{_GOES_ON}", " ", left)
    left = " ".join(left.split())
    return left if re.search(r"[^\W\d_]", left) else text
