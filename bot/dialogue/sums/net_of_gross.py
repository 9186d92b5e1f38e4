"""About what a gross pay below the Smic leaves: « 933 brut ça fait combien net ? »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.content.models import Fact
from bot.content.sums import Sums
from bot.content.values import CurrentValues
from bot.dialogue.cues import cued
from bot.dialogue.sums.arithmetic import number_shown
from bot.dialogue.sums.own_pay import job_in
from bot.dialogue.sums.pays import pays_in
from bot.dialogue.sums.results import Sum
from bot.dialogue.sums.wording import Line, Wording, money
from bot.text.typography import typeset

_NET = re.compile(r"\bnets?\b", re.IGNORECASE)


def gross_asked_net(text: str) -> Decimal | None:
    """Return the one gross pay of a month whose net a message asks for, or None."""
    pays = pays_in(text)
    asks = _NET.search(text) and (cued("how_much", text) or text.rstrip().endswith("?"))
    if not asks or len(pays) != 1 or pays[0].kind == "net" or job_in(text) is None:
        return None
    told_net = pays[0].kind == "" and re.search(r"\bbruts?\b", text, re.IGNORECASE) is None
    return None if told_net else pays[0].amount


def net_of(gross: Decimal, sums: Sums, facts: Iterable[Fact], today: date) -> Sum | None:
    """Return the net of a gross pay in proportion of the Smic's, or None of more than the Smic."""
    values, texts = CurrentValues(facts, today), sums.texts
    month, net = values.named(sums.amounts.month), values.named(sums.amounts.net)
    if month is None or net is None or gross >= month[1].exact:
        return None
    whole, left = (held[1].exact for held in (month, net))
    about = (gross * left / whole).quantize(Decimal(1), ROUND_HALF_UP)
    line = Line((), net[0], net[1], "month", facts=(net[0].id, month[0].id))
    words = Wording(sums)
    result = words.result(line, about).replace(money(about), number_shown(about))
    lead = texts.about_share[:1].upper() + texts.about_share[1:]
    operation = f"{number_shown(gross)} € × {money(left)} ÷ {money(whole)}"
    said = words.dated(
        texts.about_result.format(lead=lead, operation=operation, result=result), line
    )
    return Sum(typeset(f"{said} {texts.about_net}"), line.facts, about)
