"""How often one may ask: counted by the server that is asked, or by all that share a database."""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from asyncio import to_thread
from dataclasses import dataclass

import sqlalchemy as sa  # type: ignore[import-untyped]

from bot.channels.key import signing_key
from bot.channels.limits import PERIOD, Clock, Rate
from bot.channels.refusals import TooMany
from bot.errors import RecordsError
from bot.settings import Settings
from bot.storage import one_statement, open_database

# The time is the database's: clocks of servers differ by more than a spending is worth. It is
# written out, since SQLAlchemy would put an insert of several rows together anew each time.
_NOW = "CAST(extract(epoch FROM now()) AS float8)"
_SPEND = sa.text(
    f"""
    INSERT INTO channel_rates AS kept (digest, used_until)
    SELECT digest, {_NOW} + seconds
    FROM unnest(CAST(:digests AS text[]), CAST(:seconds AS float8[])) AS spending (digest, seconds)
    ON CONFLICT (digest) DO UPDATE
    SET used_until = greatest(kept.used_until, {_NOW}) + (excluded.used_until - {_NOW})
    WHERE greatest(kept.used_until, {_NOW}) + (excluded.used_until - {_NOW}) <= {_NOW} + {PERIOD}
    RETURNING digest
    """
)
_LEFT = sa.text(
    f"SELECT digest, used_until - {_NOW} FROM channel_rates WHERE digest = ANY(:digests)"
)


@dataclass(frozen=True)
class Spending:
    """One of the at most `limit` a minute that `who` has."""

    who: str
    limit: int

    @property
    def seconds(self) -> float:
        """How long it takes until one that was spent is there again."""
        return PERIOD / self.limit


class Rates:
    """What is spent, counted by this server; who is nobody's client any more is forgotten."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._by_limit: dict[int, Rate] = {}

    async def spend(self, *spendings: Spending) -> int:
        """Spend one of each; return 0, or the whole seconds to wait when one has nothing left."""
        for each in spendings:
            rate = self._by_limit.setdefault(each.limit, Rate(each.limit, self._clock))
            if wait := rate.spend(each.who):
                return wait
        return 0

    async def require_patience(self, *spendings: Spending) -> None:
        """Spend one of each. Raises TooMany."""
        if wait := await self.spend(*spendings):
            raise TooMany(wait)


class SharedRates(Rates):
    """What is spent, counted in PostgreSQL: a row says until when somebody's minute is used up.

    While the database is away the server counts by itself. Who it was, only the key can tell.
    """

    def __init__(self, url: str, key: str, clock: Clock = time.monotonic) -> None:
        super().__init__(clock)
        self._key = key.encode()
        self._engine = open_database(url)

    async def spend(self, *spendings: Spending) -> int:
        try:
            return await to_thread(self._spend, spendings)
        except RecordsError:  # said by who answers the message, if it can be answered at all
            return await super().spend(*spendings)

    def _spend(self, spendings: tuple[Spending, ...]) -> int:
        named = {self._digest(each.who): each for each in spendings}
        given = {"digests": [*named], "seconds": [each.seconds for each in named.values()]}
        with one_statement(self._engine) as connection:
            spent = set(connection.execute(_SPEND, given).scalars())
            refused = [digest for digest in named if digest not in spent]
            left = connection.execute(_LEFT, {"digests": refused}).all() if refused else []
        waits = [seconds + named[digest].seconds - PERIOD for digest, seconds in left]
        return max((math.ceil(max(wait, 0.001)) for wait in waits), default=0)

    def _digest(self, who: str) -> str:
        return hmac.new(self._key, who.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def rates_of(settings: Settings, clock: Clock = time.monotonic) -> Rates:
    """Return what counts for an installation. Raises StartupError, RecordsError."""
    if settings.is_shared:
        return SharedRates(settings.database, signing_key(settings), clock)
    return Rates(clock)
