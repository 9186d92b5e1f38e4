"""Arrivals on their way to the bot: each answered once, in the visitor's order."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import structlog
from rasa.core.agent import Agent

from bot.channels.conversations import Conversations, Message
from bot.channels.limits import LONGEST_TEXT, Clock
from bot.channels.messaging.mailbox import Kept, Later, Mailbox
from bot.channels.messaging.messages import Arrival, Call
from bot.channels.messaging.rendering import leaves_sources_out
from bot.channels.messaging.sentences import (
    FULL,
    MEDIA,
    OLD_BUTTON,
    TOO_FAST,
    UNAVAILABLE,
)
from bot.channels.rates import Rates, Spending
from bot.channels.refusals import Empty, Ended, Full, NotAnswering, UnknownChoice
from bot.channels.replies import Reply
from bot.content import ERASED_ALL
from bot.content.keys import START_OVER
from bot.errors import RecordsError, place_of

logger = structlog.get_logger()

_TRIES = 6  # half a minute: a restart of the action server


class Desk(Protocol):
    """What the reception must know of a channel (MessagingChannel)."""

    def instead(self, arrival: Arrival) -> list[Call] | None:
        """Return the calls that answer an arrival without the bot, or None."""

    def is_stopped(self, conversation: str) -> bool:
        """Tell whether nothing may be sent to a conversation but what `instead` says."""

    def aside(self, arrival: Arrival) -> str:
        """Return the payload that the bot hears of what was answered without it, or ""."""

    def withheld(self, arrival: Arrival, replies: list[Reply]) -> str:
        """Return the sentence that is said in place of replies that others would read, or ""."""

    def paged(self, reply: Reply, topic: str) -> Reply:
        """Return a reply with the page of `topic`, which links the sources that it leaves out."""

    def calls(self, arrival: Arrival, replies: list[Reply]) -> list[Call]:
        """Return the calls that show replies."""

    def sentence(self, key: str) -> Reply:
        """Return a sentence of content/channels.yml."""


@dataclass(frozen=True)
class _Visitor:
    conversation: str
    profile: str
    expires_at: int


class Reception:
    """Has the bot answer what waits in the mailbox, and leaves the answers there.

    `agent` returns the bot, or raises NotAnswering; `answered` is told each conversation that has
    an answer to be delivered. A button stays good for `hours`; a conversation has `rate` messages
    a minute.
    """

    def __init__(
        self,
        desk: Desk,
        mailbox: Mailbox,
        conversations: Conversations,
        agent: Callable[[], Agent],
        answered: Callable[[str], None],
        *,
        rates: Rates,
        rate: int,
        hours: int,
        waits: Callable[[int], float],
        wall_clock: Clock = time.time,
    ) -> None:
        self._desk = desk
        self._mailbox = mailbox
        self._conversations = conversations
        self._agent = agent
        self._answered = answered
        self._rates = rates
        self._rate = rate
        self._hours = hours
        self._waits = waits
        self._wall_clock = wall_clock

    async def work(self, conversation: str) -> float | None:
        """Answer the next arrival of a conversation; return the seconds until the one after."""
        kept = await asyncio.to_thread(self._mailbox.next_arrival, conversation)
        if kept is None or isinstance(kept, Later):
            return None if kept is None else kept.seconds
        try:
            calls, erased = await self._calls(kept)
        except RecordsError:
            raise
        except Exception as error:
            if not isinstance(error, NotAnswering):
                logger.error("messaging.failed", error=type(error).__name__, place=place_of(error))
            if kept.attempts + 1 < _TRIES:
                await asyncio.to_thread(self._mailbox.postpone_arrival, kept)
                return self._waits(kept.attempts)
            logger.error("messaging.unanswered", channel=kept.arrival.channel)
            unavailable = self._say(kept.arrival, UNAVAILABLE)
            calls, erased = await self._wanted(kept.arrival, unavailable), False
        if await asyncio.to_thread(self._mailbox.answered, kept, calls, erased):
            self._answered(conversation)
        return 0.0

    async def _calls(self, kept: Kept) -> tuple[list[Call], bool]:
        """Return the calls that answer an arrival, and whether the visitor had all erased."""
        arrival = kept.arrival
        instead = await asyncio.to_thread(self._desk.instead, arrival)
        if instead is not None:
            await self._tell_aside(arrival, self._desk.aside(arrival))
            return instead, False
        calls, erased = await self._heard(kept)
        return await self._wanted(arrival, calls), erased

    async def _wanted(self, arrival: Arrival, calls: list[Call]) -> list[Call]:
        """Return calls, none when who would get them has meanwhile asked for none."""
        is_stopped = await asyncio.to_thread(self._desk.is_stopped, arrival.conversation)
        return [] if is_stopped else calls

    async def _heard(self, kept: Kept) -> tuple[list[Call], bool]:
        arrival = kept.arrival
        if not kept.attempts and await self._rates.spend(
            Spending(arrival.conversation, self._rate)
        ):
            # Said once a minute: an answer to each would be as many too many.
            is_told = await self._rates.spend(Spending(f"{arrival.conversation}:told", 1)) > 0
            return [] if is_told else self._say(arrival, TOO_FAST), False
        if arrival.notice:
            return self._say(arrival, arrival.notice), False
        return await self._ask(arrival)

    async def _ask(self, arrival: Arrival) -> tuple[list[Call], bool]:
        try:
            replies = await self._replies(arrival)
        except UnknownChoice:
            return self._say(arrival, OLD_BUTTON), False
        except Empty:
            return self._say(arrival, MEDIA), False
        except Full:
            return self._say(arrival, FULL), False
        except Ended:
            return [], False
        if withheld := self._desk.withheld(arrival, replies):
            await self._tell_aside(arrival, f"/{START_OVER}")
            return self._say(arrival, withheld), False
        erased = any(reply["topic"] == ERASED_ALL for reply in replies)
        shown = [await self._paged(arrival.conversation, reply) for reply in replies]
        return self._desk.calls(arrival, shown), erased

    async def _paged(self, conversation: str, reply: Reply) -> Reply:
        if not leaves_sources_out(reply):
            return reply
        topic = await self._conversations.answered_from(self._agent(), conversation, reply)
        return self._desk.paged(reply, topic)

    async def _tell_aside(self, arrival: Arrival, payload: str) -> None:
        """Let the bot hear what follows from an arrival; its words are for nobody."""
        if not payload:
            return
        try:
            id = f"{arrival.message_id}-aside"
            await self._replies(replace(arrival, message_id=id, text=payload, pressed=True))
        except RecordsError:
            raise
        except Exception as error:
            # The visitor's wish holds without it.
            kind = type(error).__name__
            logger.info("messaging.aside_unheard", channel=arrival.channel, error=kind)

    async def _replies(self, arrival: Arrival) -> list[Reply]:
        expires_at = int(self._wall_clock()) + self._hours * 3600
        visitor = _Visitor(arrival.conversation, arrival.channel, expires_at)
        return await self._conversations.answer(self._agent(), visitor, _message(arrival))

    def _say(self, arrival: Arrival, key: str) -> list[Call]:
        return self._desk.calls(arrival, [self._desk.sentence(key)])


def _message(arrival: Arrival) -> Message:
    # The platforms' own ids may be long, and some hold who wrote.
    id = hashlib.sha256(arrival.message_id.encode("utf-8", "replace")).hexdigest()[:32]
    if arrival.pressed:
        return Message(id, payload=arrival.text)
    # The bot says that a message is too long, sooner than here it is cut: in one way everywhere.
    return Message(id, text=arrival.text[:LONGEST_TEXT])
