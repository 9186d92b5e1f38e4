"""What is to be worked out, as it is remembered from one message to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from bot.text.numbers import Period

Worker = Literal["adult", "apprentice", "pro_contract", "intern"]


@dataclass(frozen=True)
class SumRequest:
    """What is to be worked out, with all that was said: an age, hours, a share of a full time.

    `per` is the period of the result, `hours_per` what the hours are counted by ("" when it was not
    said), `weeks` how many of them are wanted. `year` is a year of the calendar that was named,
    `hourly` a pay that the visitor named. `of_smic` tells that `percent` is of the Smic itself:
    « 27 % du Smic », and of no full time.
    """

    worker: Worker = "adult"
    age: int | None = None
    contract_year: int = 1
    bac_pro: bool = False
    hours: Decimal | None = None
    hours_per: Period = ""
    parts: tuple[Decimal, ...] = ()
    weeks: Decimal | None = None
    percent: Decimal | None = None
    per: Period = "month"
    net: bool = False
    overtime: bool = False
    year: int | None = None
    hourly: Decimal | None = None
    of_smic: bool = False

    @property
    def part(self) -> Decimal | None:
        """The share of a full time, in percent, or None."""
        return None if self.of_smic else self.percent

    def written(self) -> str:
        """Return the request as it is remembered from one message to the next."""
        return json.dumps(asdict(self), default=str)


def read_request(written: str) -> SumRequest | None:
    """Return the request that was written, or None of "" and of what was none."""
    known = json.loads(written) if written else {}
    if "worker" not in known:
        return None
    for name in ("hours", "weeks", "percent", "hourly"):
        known[name] = None if known.get(name) is None else Decimal(known[name])
    known["parts"] = tuple(Decimal(part) for part in known["parts"])
    return SumRequest(**known)
