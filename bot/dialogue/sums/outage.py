"""What days without a line cost of a month's price: « 9 jours à 42 euros, ça fait combien ? »."""

from __future__ import annotations

import re

from bot.dialogue.cues import cued
from bot.dialogue.messages import Message
from bot.dialogue.sums.arithmetic import equation
from bot.text.numerals import digits_of
from bot.text.typography import typeset

OUTAGES = frozenset({"short_outage", "outage_refund"})  # the details that say how days are counted
_TOPIC = "complain_about_company"
_DAYS = re.compile(r"\b(?P<days>\d{1,3}) ?(?:jours?|j)\b")
_WEEKS = re.compile(r"\b(?P<weeks>\d{1,2}) ?sem(?:aines?)?\b")
_PRICE = re.compile(r"\b(?P<price>\d{1,3}(?:[.,]\d{1,2})?) ?(?:€|euros?|balles)")
_MONTH, _WEEK = 30, 7  # days


def refund_by_the_day(text: str, last: Message | None) -> str:
    """Return the part of a month's price for the days that a message names, or "".

    A month counts thirty days, as for the two days of the answer before.
    """
    if last is None or last.topic != _TOPIC or last.detail not in OUTAGES:
        return ""
    plain = digits_of(text)
    price, days, weeks = _PRICE.search(plain), _DAYS.search(plain), _WEEKS.search(plain)
    if price is None or not (days or weeks) or not cued("how_much", text):
        return ""
    count = int(days["days"]) if days else int(weeks["weeks"]) * _WEEK if weeks else 0
    amount = price["price"].replace(",", ".")
    return typeset(equation([amount, "÷", str(_MONTH), "×", str(count)]))
