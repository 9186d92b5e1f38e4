"""Answers on their way out: each call until the platform has taken it, and never twice.

What certainly did not arrive is sent again: no connection, a refusal that says « later ». What was
handed over and never answered may have arrived, and is not: the same answer twice is worse than
one that is missing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Protocol

import aiohttp
import structlog

from bot.channels.messaging.mailbox import Later, Mailbox, Waiting
from bot.channels.messaging.messages import DELIVERED, Call, Outcome
from bot.storage import BackOff

logger = structlog.get_logger()

_TO_CONNECT = 5.0  # seconds
TO_ANSWER = 30.0
_SET_UP_TRIES = 20
_AT_ONCE = 20  # calls to one platform
back_off = BackOff(first=1.0, longest=60.0, spread=0.2)
_UNSENT = "no connection"
_UNCERTAIN = "no answer"
_LATER = frozenset({401, 408, 425, 429, 500, 502, 503})  # 401: the operator mends the token


class _Unsent(asyncio.CancelledError):
    """The server stops, and nothing of the call under way has left it."""


class Side(Protocol):
    """What the delivery must know of a platform (MessagingChannel)."""

    def authorised(self, call: Call) -> Call:
        """Return a call with address and secrets."""

    def outcome(self, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Outcome:
        """Tell what became of a call from the platform's answer."""


def by_status(status: int, headers: Mapping[str, str]) -> Outcome:
    """Tell what became of a call from the status alone; `headers` have names in lower case."""
    if 200 <= status < 300:
        return DELIVERED
    reason = f"HTTP {status}"
    if status in _LATER:
        return Outcome(again=True, wait=seconds_of(headers.get("retry-after", "")), reason=reason)
    return Outcome(reason=reason, uncertain=status >= 500)


def seconds_of(retry_after: Any) -> float | None:
    """Return the seconds of a Retry-After, None when it gives none."""
    try:
        return max(0.0, float(retry_after))
    except (TypeError, ValueError):
        return None


def tell_closed(channel: str, reason: str) -> None:
    """Say that an answer came too long after the visitor's last message to be taken."""
    problem = "a day has passed since the visitor wrote: nobody may answer before they write again"
    logger.error("messaging.too_late", channel=channel, reason=reason, problem=problem)


class Delivery:
    """Makes the calls of one channel. `waits` gives the seconds after so many failures."""

    def __init__(
        self,
        channel: str,
        side: Side,
        mailbox: Mailbox,
        waits: Callable[[int], float] = back_off,
        to_answer: float = TO_ANSWER,
    ) -> None:
        self._channel = channel
        self._side = side
        self._mailbox = mailbox
        self._waits = waits
        self._to_answer = to_answer
        self._http: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._http:
            await self._http.close()
            self._http = None

    async def work(self, conversation: str) -> float | None:
        """Make the next call of a conversation; return the seconds until the one after."""
        waiting = await self._next(conversation)
        if waiting is None or isinstance(waiting, Later):
            return None if waiting is None else waiting.seconds
        try:
            outcome = await self._made(waiting.call)
        except _Unsent:
            await self._put_back(waiting)
            raise
        if outcome.again:
            return await self._postpone(waiting, outcome)
        if outcome.gone or outcome.closed:
            _tell_unreachable(self._channel, outcome)
            await asyncio.to_thread(self._mailbox.drop_calls, conversation)
        elif not outcome.delivered:
            logger.error("messaging.call_refused", channel=self._channel, reason=outcome.reason)
        await asyncio.to_thread(self._mailbox.done, waiting)
        return 0.0

    async def _next(self, conversation: str) -> Waiting | Later | None:
        taking = asyncio.create_task(asyncio.to_thread(self._mailbox.next_call, conversation))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:  # its thread goes on, and takes the call
            if isinstance(waiting := await taking, Waiting):
                await self._put_back(waiting)
            raise

    async def _put_back(self, waiting: Waiting) -> None:
        """Leave a call that nothing was sent of to the next server."""
        await asyncio.to_thread(self._mailbox.postpone_call, waiting, 0.0)

    async def _made(self, call: Call) -> Outcome:
        """Make a call, in other words when these are refused, and tell what became of it."""
        if call.late and 0.0 < call.open_until < self._mailbox.now():
            call = self._by_template(call)
        outcome = await self.attempt(call)
        if outcome.closed and call.late:
            call = self._by_template(call)
            outcome = await self.attempt(call)
        arrived = outcome.delivered or outcome.uncertain
        nobody_gets_it = outcome.gone or outcome.closed
        if call.otherwise and not (arrived or outcome.again or nobody_gets_it):
            logger.warning("messaging.otherwise", channel=self._channel, reason=outcome.reason)
            outcome = await self.attempt(replace(call, form=call.otherwise, otherwise=None))
        return outcome

    def _by_template(self, call: Call) -> Call:
        """Return what says the same to who wrote too long ago for anything else."""
        logger.warning("messaging.by_template", channel=self._channel)
        return replace(call, form=call.late, otherwise=None, late=None)

    async def insist(self, call: Call, tries: int) -> Outcome:
        """Make a call up to so many times, as long as the platform says « later »."""
        outcome = await self.attempt(call)
        for tried in range(tries - 1):
            if not outcome.again:
                break
            await asyncio.sleep(self._waits(tried) if outcome.wait is None else outcome.wait)
            outcome = await self.attempt(call)
        return outcome

    async def set_up(self, calls: Callable[[], Iterable[Call]]) -> None:
        """Tell the platform about us, however long it is away."""
        for call in calls():
            outcome = await self.insist(call, _SET_UP_TRIES)
            if not outcome.delivered:
                reason = outcome.reason
                logger.error("messaging.set_up_failed", channel=self._channel, reason=reason)

    async def attempt(self, call: Call) -> Outcome:
        """Make a call once and tell what became of it."""
        sent = SimpleNamespace(sent=False)
        try:
            return await self._post(self._side.authorised(call), sent)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            # Not the error's text: it holds the address, and that the token.
            name = type(error).__name__
            if sent.sent:
                return Outcome(reason=f"{_UNCERTAIN} ({name})", uncertain=True)
            return Outcome(again=True, reason=f"{_UNSENT} ({name})")
        except asyncio.CancelledError:
            if sent.sent:
                raise
            raise _Unsent from None

    async def _post(self, call: Call, sent: SimpleNamespace) -> Outcome:
        async with self._session().request(
            call.method,
            call.url,
            json=call.json,
            data=call.form,
            headers=call.headers,
            allow_redirects=False,
            trace_request_ctx=sent,
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = _object(await response.read())
            return self._side.outcome(response.status, headers, body)

    async def _postpone(self, waiting: Waiting, outcome: Outcome) -> float:
        wait = self._waits(waiting.attempts) if outcome.wait is None else outcome.wait
        kept = await asyncio.to_thread(self._mailbox.postpone_call, waiting, wait)
        told = {"channel": self._channel, "reason": outcome.reason}
        if kept:
            logger.warning("messaging.call_postponed", attempts=waiting.attempts + 1, **told)
        else:
            logger.error("messaging.call_given_up", **told)
        return wait if kept else 0.0

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            trace = aiohttp.TraceConfig()
            signal: Any = trace.on_request_headers_sent  # its type is wrong in aiosignal's stubs
            signal.append(_note_sent)
            self._http = aiohttp.ClientSession(
                # Of a connection that was kept open, nobody knows whether it still is.
                connector=aiohttp.TCPConnector(limit=_AT_ONCE, force_close=True),
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=_TO_CONNECT, sock_read=self._to_answer
                ),
                trace_configs=[trace],
            )
        return self._http


def _tell_unreachable(channel: str, outcome: Outcome) -> None:
    if outcome.closed:
        tell_closed(channel, outcome.reason)
    else:
        logger.info("messaging.recipient_gone", channel=channel, reason=outcome.reason)


async def _note_sent(session: Any, context: Any, parameters: Any) -> None:
    context.trace_request_ctx.sent = True


def _object(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
