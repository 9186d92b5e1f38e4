"""Conversations of visitors: answered once, in order, remembered, erased."""

from __future__ import annotations

import asyncio
import re
from asyncio import to_thread
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Any, Protocol, TypedDict, cast

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, Event, Restarted, UserUttered

from bot.channels.refusals import Empty, Full, NotAnswering, UnknownChoice
from bot.channels.replays import Replays, Taken
from bot.channels.replies import Reply, Source, reply_of
from bot.content import ERASED_ALL, Content
from bot.content.brands import BRAND
from bot.content.keys import START_OVER
from bot.dialogue.messages import FACTUAL
from bot.errors import ConversationFull
from bot.storage import Erasure
from bot.storage.conversations import ConversationStore

# Choices that a page may offer by itself, beside the topics of the FAQ.
_OPEN_CHOICES = frozenset(
    {
        "greet",
        "help",
        START_OVER,
        "positive_feedback",
        "negative_feedback",
        "find_my_job",
        "play_myth_quiz",
        "leave_contact_details",
        "talk_to_human",
        "privacy",
        "tell_me_more",
        "ask_source",
    }
)
_WORD_JOINER = "\u2060"  # seen by nobody, stripped by nothing
_SAYS_SOMETHING = re.compile(r"[^\s\x00-\x1f\x7f-\xa0]")
_MOST_TURNS = 100  # of a history: more than anybody scrolls back
_MOST_SAID = 4 * _MOST_TURNS  # messages and replies that are read of it
_SETTLING = 2.0  # seconds in which a server that lost its lock with the database ends its turn
_TAKE_OVERS = 5  # tries before a message that others keep claiming is given up


@dataclass(frozen=True)
class Message:
    """A visitor's words, or the button that was pressed; `id` was made by the page.

    `brand` is the id of the brand that they were said to, "" for that of the installation.
    """

    id: str
    text: str = ""
    payload: str = ""
    title: str = ""
    brand: str = ""


class Turn(TypedDict):
    """What was said, and what the bot said to it."""

    id: str | None
    said: str | None
    replies: list[Reply]


class Visitor(Protocol):
    """Who talks, and until when (seconds since 1970) the same message gets the same answer.

    `profile` decides how the bot words it: `site`, `kiosk`, or a messaging channel's name.
    """

    @property
    def conversation(self) -> str: ...

    @property
    def profile(self) -> str: ...

    @property
    def expires_at(self) -> int: ...


class _Collected(OutputChannel):
    """Keeps what the bot utters, whole; the name decides how the bot words it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.uttered: list[dict[str, Any]] = []

    def name(self) -> str:  # of the instance, which is what Rasa asks
        return self._name

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.uttered.append(message)


_OUTPUTS = {"site": "web"}  # by profile; all others are called as they are


class Conversations:
    """All conversations of one server. `content` returns the content as it is now."""

    def __init__(self, content: Callable[[], Content], replays: Replays, erasure: Erasure) -> None:
        self._content = content
        self._replays = replays
        self._erasure = erasure
        self._in_flight: dict[tuple[str, str], asyncio.Task[list[Reply]]] = {}

    async def answer(self, agent: Agent, session: Visitor, message: Message) -> list[Reply]:
        """Return the bot's replies; the same id gets the same ones, however often and when.

        Raises Ended, UnknownChoice, Empty, Full, NotAnswering.
        """
        key = (session.conversation, message.id)
        task = self._in_flight.get(key)
        if task is None:
            # A task of its own: a visitor who hangs up does not cut the bot off.
            task = asyncio.create_task(self._answer(agent, session, message))
            self._in_flight[key] = task
            task.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(task)

    async def history(self, agent: Agent, session: Visitor) -> list[Turn]:
        """Return what was said since the visitor began, started over or erased. Raises Ended."""
        await to_thread(self._replays.require_open, session.conversation)
        turns = await self._last_turns(agent, session.conversation)
        starts = (i for i in range(len(turns) - 1, -1, -1) if _starts_over(turns[i]))
        return turns[next(starts, 0) :][-_MOST_TURNS:]

    async def answered_from(self, agent: Agent, conversation: str, listed: Reply) -> str:
        """Return the topic of the last answer that rests on all that a reply lists, or ""."""
        turns = await self._last_turns(agent, conversation)
        replies = (reply for turn in reversed(turns) for reply in reversed(turn["replies"]))
        answers = (reply for reply in replies if reply["kind"] in FACTUAL)
        of_these = (each for each in answers if _holds_all(each["sources"], listed["sources"]))
        return next((reply["topic"] or "" for reply in of_these), "")

    async def erase(self, agent: Agent, session: Visitor) -> None:
        """Delete all that the visitor left, and refuse the session from then on.

        Raises Ended, and RecordsError when not all is deleted: the session goes on then.
        """
        conversation = session.conversation
        # After what is being answered, and before what waits: that is refused then.
        async with agent.lock_store.lock(conversation):
            await to_thread(self._replays.require_open, conversation)
            await to_thread(self._erasure.erase_conversation, conversation)
            await to_thread(self._replays.end, conversation, session.expires_at)

    async def end(self, session: Visitor) -> None:
        """Refuse the session from now on; what was said stays. Raises Ended."""
        await to_thread(self._replays.require_open, session.conversation)
        await to_thread(self._replays.end, session.conversation, session.expires_at)

    async def require_database(self) -> None:
        """Raise RecordsError when conversations can be neither read nor kept."""
        await to_thread(self._replays.require_database)

    def _landed(self, key: tuple[str, str], task: asyncio.Task[list[Reply]]) -> None:
        self._in_flight.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen, even when the visitor has gone

    async def _answer(self, agent: Agent, session: Visitor, message: Message) -> list[Reply]:
        # All of it, from the claim to what is kept: another server finds it done, or not begun.
        async with agent.lock_store.lock(session.conversation):
            told = await self._told(agent, session, message)
            if told is not None:
                return told
            message = await self._admitted(session, message)
            replies = await self._ask(agent, session, message)
            if any(reply["topic"] == ERASED_ALL for reply in replies):
                erase = self._erasure.erase_conversation
                await to_thread(erase, session.conversation, message.id)
            await to_thread(self._replays.keep, session.conversation, message.id, replies)
            return replies

    async def _told(self, agent: Agent, session: Visitor, message: Message) -> list[Reply] | None:
        """Return what a message was answered with, or None when it is ours to answer."""
        conversation, id = session.conversation, message.id
        for _ in range(_TAKE_OVERS):
            claim = await to_thread(self._replays.claim, conversation, id, session.expires_at)
            if not isinstance(claim, Taken):
                return claim
            if not claim.is_ours and claim.age < _SETTLING:
                await asyncio.sleep(_SETTLING - claim.age)
                continue
            if told := await self._told_after_all(agent, conversation, id):
                return told
            if await to_thread(self._replays.take_over, conversation, id, claim.owner):
                return None
        raise NotAnswering

    async def _told_after_all(self, agent: Agent, conversation: str, id: str) -> list[Reply] | None:
        # The server that claimed it was killed: before, or after, the conversation was saved.
        turns = await self._last_turns(agent, conversation)
        told = next((turn["replies"] for turn in reversed(turns) if turn["id"] == id), None)
        if told:
            await to_thread(self._replays.keep, conversation, id, told)
        return told

    async def _last_turns(self, agent: Agent, conversation: str) -> list[Turn]:
        store = cast(ConversationStore, agent.tracker_store)  # see bot/endpoints.yml
        events = await store.last_said(conversation, _MOST_SAID)
        if len(events) == _MOST_SAID:  # the first turn may have begun before
            events = list(dropwhile(lambda event: not isinstance(event, UserUttered), events))
        return _turns(self._content(), events)

    async def _admitted(self, session: Visitor, message: Message) -> Message:
        """Return a message as the bot may hear it: no payload but one that was offered."""
        try:
            if not message.payload:
                return replace(message, text=as_words(message.text))
            title = await self._title(session, message)
            return replace(message, text="", title=title)
        except (UnknownChoice, Empty):
            await to_thread(self._replays.release, session.conversation, message.id)
            raise

    async def _title(self, session: Visitor, message: Message) -> str:
        topic = message.payload.removeprefix("/")
        if topic in _OPEN_CHOICES or topic in self._content().faq_topics:
            return message.title
        offered = await to_thread(self._replays.offered, session.conversation, message.payload)
        if offered is None:
            raise UnknownChoice
        return offered

    async def _ask(self, agent: Agent, session: Visitor, message: Message) -> list[Reply]:
        output = _Collected(_OUTPUTS.get(session.profile, session.profile))
        heard = UserMessage(
            message.payload or message.text,
            output,
            session.conversation,
            input_channel=output.name(),
            message_id=message.id,
            metadata=_metadata(message),
        )
        try:
            await _processor(agent).handle_message(heard)
        except ConversationFull:
            await to_thread(self._replays.release, session.conversation, message.id)
            raise Full from None
        if not output.uttered:  # the action server did not answer, and Rasa said nothing
            raise NotAnswering
        return [reply_of(self._content(), uttered) for uttered in output.uttered]


def _holds_all(sources: Sequence[Source], some: Iterable[Source]) -> bool:
    return all(source in sources for source in some)


def as_words(text: str) -> str:
    """Return typed text as nothing but words: never a payload, and what a database can keep.

    Raises Empty when nothing is left.
    """
    words = storable(text)
    if not _SAYS_SOMETHING.search(words):
        raise Empty
    return f"{_WORD_JOINER}{words}" if words.startswith("/") else words


def storable(text: str) -> str:
    """Return a text as a database can keep it, maybe empty."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def _processor(agent: Agent) -> MessageProcessor:
    """Return what answers without taking the lock, which is ours."""
    if agent.processor is None:
        raise NotAnswering
    return agent.processor


def _turns(content: Content, events: list[Event]) -> list[Turn]:
    turns: list[Turn] = []
    for event in events:
        if isinstance(event, Restarted):
            turns.clear()
        elif isinstance(event, UserUttered):
            turns.append({"id": event.message_id, "said": _said(event), "replies": []})
        elif isinstance(event, BotUttered) and event.text:
            if not turns:
                turns.append({"id": None, "said": None, "replies": []})
            turns[-1]["replies"].append(reply_of(content, event.message()))
    return turns


def _said(event: UserUttered) -> str | None:
    text = event.text or ""
    if text.startswith("/"):
        return (event.metadata or {}).get("title")
    return text.removeprefix(_WORD_JOINER)


def _starts_over(turn: Turn) -> bool:
    return any(reply["topic"] == START_OVER for reply in turn["replies"])


def _metadata(message: Message) -> dict[str, str] | None:
    given = {"title": message.title, BRAND: message.brand}
    return {name: value for name, value in given.items() if value} or None
