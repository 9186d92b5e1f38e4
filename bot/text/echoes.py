"""What a message but says again of the answer before: « 507 c'est bien », after « 507 € nets ».

Plain functions of text. Such a sum asks for nothing, and another answer may hold that number.
"""

from __future__ import annotations

import re

_SPACE = "[ \u00a0\u202f]?"
_AMOUNT = re.compile(
    rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{2,}}(?=(?:,\d+)?{_SPACE}(?:€|euros?))"
)
_OF_MONEY = r"(?:,\d+)?(?: (?:euros?|€|balles))?"


def without_amounts_of(text: str, said: str) -> str:
    """Return a text without the sums of money that an answer `said`, unless it is but that."""
    amounts = {re.sub(r"\D", "", found[0]) for found in _AMOUNT.finditer(said)}
    left = text
    for amount in amounts:
        grouped = _SPACE.join(amount)
        left = re.sub(rf"(?<![\d,]){grouped}{_OF_MONEY}(?!\d)", " ", left)
    left = " ".join(left.split())
    return left if re.search(r"[^\W\d_]", left) else text
