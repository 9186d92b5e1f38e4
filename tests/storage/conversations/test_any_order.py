"""Conversations in whatever order things befall them: said, pressed, sent again, killed, erased.

Hypothesis looks for an order in which something is lost, stands twice or elsewhere, or can be read
after it was deleted, and shortens what it finds.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered  # noqa: E402

from bot.channels.conversations import Conversations, Message, as_words, storable  # noqa: E402
from bot.channels.refusals import Empty, Ended, UnknownChoice  # noqa: E402
from bot.channels.replays import Replays  # noqa: E402
from bot.channels.replies import Reply  # noqa: E402
from bot.content import ERASED_ALL  # noqa: E402
from bot.content.keys import ERASED  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage import Erasure, engine_for  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.locks import ProcessLocks  # noqa: E402
from bot.storage.tables import TABLES  # noqa: E402
from tests.channels.web.stub import Clock  # noqa: E402
from tests.contents import CONTENT  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402

__all__ = ["postgresql", "url"]

_DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))
_VISITORS = 3
_OFFERED, _TITLE = "/offered", "Ce qui est proposé"
_EVENTS = 10  # of a turn beside what is said: a snapshot is soon made
_MOST_SHOWN = 100  # turns of a history
_ERASE = "efface mes données"
_AWAY = 10.0  # seconds that a killed server is away: longer than anybody waits for it
_DEATHS = ("before it reads", "before it keeps the turn", "after it kept the turn")
_numbers = itertools.count()
_visitors = st.integers(0, _VISITORS - 1)
_words = st.text(max_size=12) | st.sampled_from(["\0", "/start", "\ud800", "é€🎉", "%_'\""])


class Killed(Exception):
    """The server ends here; nothing of its memory is left."""


class MortalBot:
    """Answers each message and keeps the turn as Rasa does, unless it dies of it."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.tracker_store = ConversationStore(_DOMAIN, host=url)
        self.lock_store = ProcessLocks()
        self.dies = ""
        self._clock = clock

    @property
    def processor(self) -> MortalBot:
        return self

    async def handle_message(self, message: UserMessage) -> None:
        self._may_die("before it reads")
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        said = self._answer(message.text or "")
        for event in (self._heard(message), *said):
            tracker.update(event)
        self._may_die("before it keeps the turn")
        await self.tracker_store.save(tracker)
        self._may_die("after it kept the turn")
        await message.output_channel.send_response(message.sender_id, said[0].message())

    def _heard(self, message: UserMessage) -> UserUttered:
        known = {"message_id": message.message_id, "metadata": message.metadata}
        return UserUttered(message.text, timestamp=self._clock(), **known)

    def _answer(self, text: str) -> list[Event]:
        is_last = text == _ERASE
        buttons = [] if is_last else [{"title": _TITLE, "payload": _OFFERED}]
        memory = {"topic": ERASED_ALL if is_last else "help", "kind": "reply"}
        now = self._clock()
        said = BotUttered(f"écho : {text}", {"buttons": buttons}, metadata=memory, timestamp=now)
        done = [SlotSet("quiz", text) for _ in range(_EVENTS)]
        return [said, *done, SlotSet(ERASED, is_last or None)]

    def _may_die(self, moment: str) -> None:
        if self.dies == moment:
            raise Killed


@dataclass
class Person:
    """A visitor, and what they remember: each message with its replies, in order."""

    conversation: str = ""
    profile: str = "site"
    expires_at: int = 2_000_000_000
    told: list[tuple[Message, list[Reply]]] = field(default_factory=list)
    unanswered: Message | None = None  # which a server died of
    last_at: float = 0.0

    def begin(self) -> None:
        """Begin a conversation of their own."""
        self.conversation = f"visitor-{next(_numbers)}"
        self.told, self.unanswered = [], None


class AnyOrder(RuleBasedStateMachine):
    """Three visitors, and all that may befall them."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url, self._clock, self._loop = url, Clock(), asyncio.Runner()
        self._people = [Person() for _ in range(_VISITORS)]
        for person in self._people:
            person.begin()
        self._gone: list[str] = []  # marks of words that were deleted
        self._open()

    def _open(self) -> None:
        engine_for(self._url).dispose()
        self._bot = MortalBot(self._url, self._clock)
        self._erasure = Erasure(self._url)
        replays = Replays(self._url, self._clock)
        self._conversations = Conversations(lambda: CONTENT, replays, self._erasure)

    def teardown(self) -> None:
        self._purge(self._clock() + 1)
        self._loop.close()

    @rule(visitor=_visitors, words=_words)
    def say(self, visitor: int, words: str) -> None:
        self._send(self._people[visitor], Message(self._id(), self._marked(words)))

    @rule(visitor=_visitors)
    def talk_on(self, visitor: int) -> None:
        for _ in range(10):
            self.say(visitor, "")

    @rule(visitor=_visitors, words=st.sampled_from(["", " \n", "\0", "\x07"]))
    def say_nothing(self, visitor: int, words: str) -> None:
        with pytest.raises(Empty):
            self._ask(self._people[visitor], Message(self._id(), words))

    @rule(visitor=_visitors, payload=st.sampled_from([_OFFERED, "/never_offered"]))
    def press(self, visitor: int, payload: str) -> None:
        person = self._people[visitor]
        message = Message(self._id(), payload=payload, title="ce que la page dit")
        if payload == _OFFERED and person.told:
            self._send(person, message)
        else:
            with pytest.raises(UnknownChoice):
                self._ask(person, message)

    @rule(visitor=_visitors, place=st.integers(0, 30))
    def send_again(self, visitor: int, place: int) -> None:
        person = self._people[visitor]
        if person.told:
            message, replies = person.told[place % len(person.told)]
            assert self._ask(person, message) == replies

    @rule(visitor=_visitors, words=_words, moment=st.sampled_from(_DEATHS))
    def die_of(self, visitor: int, words: str, moment: str) -> None:
        person = self._people[visitor]
        message = person.unanswered or Message(self._id(), self._marked(words))
        self._bot.dies = moment
        try:
            replies = self._ask(person, message)
        except Killed:
            person.unanswered = message
        else:  # it was kept before: nobody had to ask the bot again
            self._remember(person, message, replies)
        self._clock.now += _AWAY
        self._open()

    @precondition(lambda self: any(person.unanswered for person in self._people))
    @rule()
    def insist(self) -> None:
        for person in self._people:
            if person.unanswered:
                self._send(person, person.unanswered)

    @rule()
    def restart(self) -> None:
        self._open()

    @rule(visitor=_visitors)
    def erase(self, visitor: int) -> None:
        person = self._people[visitor]
        self._run(self._conversations.erase(self._bot, person))  # type: ignore[arg-type]
        with pytest.raises(Ended):
            self._ask(person, Message(self._id(), "encore"))
        self._forget(person)
        person.begin()

    @rule(visitor=_visitors)
    def ask_to_be_erased(self, visitor: int) -> None:
        person = self._people[visitor]
        asking = Message(self._id(), _ERASE)
        (reply,) = self._ask(person, asking)
        assert reply["topic"] == ERASED_ALL
        assert self._ask(person, asking) == [reply]
        self._forget(person)

    @rule(visitor=_visitors)
    def purge(self, visitor: int) -> None:
        limit = self._people[visitor].last_at or self._clock()
        self._purge(limit)
        for person in self._people:
            if person.last_at < limit:
                self._forget(person, also_unanswered=False)

    @invariant()
    def all_is_there_once_and_in_order(self) -> None:
        for person in self._people:
            turns = self._run(self._conversations.history(self._bot, person))  # type: ignore[arg-type]
            found = [(turn["id"], turn["said"], turn["replies"]) for turn in turns]
            if person.unanswered and found and found[-1][0] == person.unanswered.id:
                found.pop()  # a dead server kept it, and was to tell it yet
            told = [(m.id, _shown(m), replies) for m, replies in person.told]
            assert len(found) >= min(len(told), _MOST_SHOWN - 1)
            assert found == told[len(told) - len(found) :]

    @invariant()
    def what_a_turn_reads_is_how_it_ends(self) -> None:
        for person in self._people:
            whole = self._run(self._bot.tracker_store.retrieve_full_tracker(person.conversation))
            read = self._run(self._bot.tracker_store.retrieve(person.conversation))
            if whole is None or read is None:
                assert whole is read
                continue
            assert read.latest_message == whole.latest_message
            assert read.get_slot("quiz") == whole.get_slot("quiz")
            assert read.turns == sum(isinstance(event, UserUttered) for event in whole.events)

    @invariant()
    def nothing_can_be_read_that_was_deleted(self) -> None:
        kept = self._all_that_is_kept()
        assert [mark for mark in self._gone if mark in kept] == []

    def _id(self) -> str:
        self._clock.now += 1
        return f"message-{next(_numbers)}"

    def _marked(self, words: str) -> str:
        return f"mot{next(_numbers)}x{words}"

    def _send(self, person: Person, message: Message) -> None:
        if person.unanswered and message is not person.unanswered:
            self._send(person, person.unanswered)  # as a page does, before what comes after it
        self._remember(person, message, self._ask(person, message))

    def _remember(self, person: Person, message: Message, replies: list[Reply]) -> None:
        person.told.append((message, replies))
        person.unanswered, person.last_at = None, self._clock()

    def _ask(self, person: Person, message: Message) -> list[Reply]:
        return self._run(self._conversations.answer(self._bot, person, message))  # type: ignore[arg-type]

    def _forget(self, person: Person, also_unanswered: bool = True) -> None:
        said = [message for message, _ in person.told]
        if also_unanswered and person.unanswered:
            said.append(person.unanswered)
            person.unanswered = None
        self._gone += [m.text.split("x")[0] + "x" for m in said if m.text]
        person.told, person.last_at = [], 0.0

    def _purge(self, limit: float) -> None:
        before = datetime.fromtimestamp(limit, UTC)
        self._erasure.purge(before, before, before, datetime.fromtimestamp(self._clock(), UTC))

    def _all_that_is_kept(self) -> str:
        engine = engine_for(self._url)
        with engine.connect() as connection:
            rows = [
                str(row)
                for table in TABLES.sorted_tables
                for row in connection.execute(sa.select(table))
            ]
        if engine.dialect.name == "sqlite":  # nor in the pages of the file
            files = Path(engine.url.database).parent.glob("*.db*")
            rows += [file.read_bytes().decode("latin-1") for file in files]
        return "\n".join(rows)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run(work)


def _shown(message: Message) -> str:
    return _TITLE if message.payload else storable(as_words(message.text)).lstrip("\u2060")


def test_nothing_is_lost_double_or_readable_again(url: str) -> None:
    made: Callable[[], AnyOrder] = lambda: AnyOrder(url)  # noqa: E731
    many = url.startswith("sqlite")
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=30 if many else 10,
            stateful_step_count=25 if many else 15,
            deadline=None,
            derandomize=True,  # a run of the suite finds what the one before did
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
