"""What visitors left, erased from every table of each database, and from the bytes of SQLite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import UserUttered  # noqa: E402

from bot.channels.messaging.mailbox import Kept, Mailbox  # noqa: E402
from bot.channels.messaging.messages import Arrival, Call  # noqa: E402
from bot.channels.messaging.opt_outs import OptOuts  # noqa: E402
from bot.channels.replays import Replays  # noqa: E402
from bot.errors import RecordsError  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage import (  # noqa: E402
    Erasure,
    PurgeCounts,
    Question,
    Records,
    engine_for,
    put_questions,
    transaction,
)
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.tables import TABLES, broker_events  # noqa: E402
from tests.storage.cluster import new_database  # noqa: E402
from tests.storage.conftest import add_contact, postgresql, records, url  # noqa: E402
from tests.storage.rasa_events import count_events, make_events  # noqa: E402

__all__ = ["add_contact", "postgresql", "records", "url"]

NOW = datetime(2026, 11, 24, 12, 30, 15, 250_000, tzinfo=UTC)
DAY = timedelta(days=1)
NAME, EMAIL, PHONE = "Barnabé-Philémon", "barnabe.philemon@exemple.fr", "+33698765432"
SECRETS = (NAME, "Barnab\\u00e9", EMAIL, PHONE)
# By digest only, or of no visitor: the tables that an erasure leaves alone.
UNTOUCHED = {"channel_opt_outs", "channel_ended", "channel_rates", "channel_seen", "chores"}
Add = Callable[..., str]


@pytest.fixture
def erasure(url: str) -> Erasure:
    """The service, in an empty database of each kind."""
    return Erasure(url)


class House:
    """All that keeps something of visitors, open on one database, as in running servers."""

    def __init__(self, url: str, now: datetime) -> None:
        self.url = url
        self._now = now
        self.engine = sa.create_engine(url)
        self.records = Records(url)
        self.replays = Replays(url, now.timestamp)
        self.mailbox = Mailbox(url, "telegram", now.timestamp)
        self.opt_outs = OptOuts(url, now.timestamp)
        self.store = ConversationStore(Domain.empty(), host=url)

    async def plant(self, visitor: str, name: str, email: str, phone: str) -> str:
        """Leave words of a visitor in every table; return the id of the contact request."""
        words = f"je suis {name}, {email}, {phone}"
        contact = self.records.add_contact(
            conversation=visitor,
            first_name=name,
            email=email,
            phone=phone,
            subject=words,
            consent_text="J'accepte.",
            now=self._now,
        )
        self.records.add_feedback(
            conversation=visitor, topic="t", helpful=False, question=words, now=self._now
        )
        with self.engine.begin() as connection:
            asked = Question(visitor, "web", words, "fallback", "", self._now)
            put_questions(connection, [asked])
        for _ in range(3):  # the last leaves a snapshot of what came before
            tracker = await self.store.get_or_create_tracker(visitor)
            for _ in range(60):
                tracker.update(UserUttered(words, timestamp=self._now.timestamp()))
            await self.store.save(tracker)
        row = {"id": "1", "conversation": visitor, "made_at": self._now.timestamp()}
        with self.engine.begin() as connection:  # as if the mask had missed it
            connection.execute(broker_events.insert(), {**row, "event": words})
        for id in ("first", "asking"):
            self.replays.claim(visitor, id, self._now.timestamp() + 3_600)
            self.replays.keep(visitor, id, [{"text": words}])  # type: ignore[typeddict-item]
        for number in ("1", "2"):
            count = float(number)  # Telegram counts messages: their age is not to be told by it
            arrival = Arrival("telegram", visitor + number, visitor, words, "7", sent_at=count)
            self.mailbox.keep([arrival])
        kept = self.mailbox.next_arrival(visitor)
        assert isinstance(kept, Kept)
        self.mailbox.answered(kept, [Call("/send", json={"text": words})])
        self.opt_outs.add(visitor, "message")
        return contact.id

    def holding(self, words: str) -> set[str]:
        """Return the tables with rows that hold some words."""
        found = set()
        with self.engine.connect() as connection:
            for table in sa.inspect(connection).get_table_names():
                rows = connection.execute(sa.text(f"SELECT * FROM {table}")).all()
                if any(words in str(value) for row in rows for value in row):
                    found.add(table)
        return found

    def bytes_holding(self, *words: str) -> list[str]:
        """Return the files of a SQLite database with some words in their bytes."""
        if self.engine.dialect.name != "sqlite":
            return []
        files = Path(self.engine.url.database).parent.glob("conversations.db*")
        return [
            f"{word} in {file.name}"
            for file in files
            for word in words
            if word.encode() in file.read_bytes()
        ]

    def execute(self, statement: str) -> Any:
        """Run a statement of SQL."""
        with self.engine.begin() as connection:
            return connection.execute(sa.text(statement))

    def tables(self) -> set[str]:
        """Return the names of all tables."""
        with self.engine.connect() as connection:
            return set(sa.inspect(connection).get_table_names()) - {
                "sqlite_sequence",
                "alembic_version",
            }


@pytest.fixture
def house(url: str) -> Iterator[House]:
    """The stores of running servers; their connections stay open."""
    opened = House(url, datetime.now(UTC))
    yield opened
    opened.engine.dispose()


async def test_an_erasure_tells_by_table_what_it_deleted_and_leaves_no_byte(
    house: House, erasure: Erasure
) -> None:
    await house.plant("visitor", NAME, EMAIL, PHONE)
    await house.plant("other", "Inès", "ines@exemple.fr", "+33611111111")
    planted = house.holding(EMAIL)
    assert bool(house.bytes_holding(EMAIL)) == (house.engine.dialect.name == "sqlite")
    assert planted == house.tables() - UNTOUCHED, "a table that nobody erases, or is not planted"
    assert erasure.erase_conversation("visitor") == {
        "contact_requests": 1,
        "feedback": 1,
        "questions": 1,
        "events": 181,
        "conversation_snapshots": 1,
        "broker_events": 1,
        "channel_turns": 2,
        "channel_calls": 1,
        "channel_arrivals": 1,
    }
    assert not any(house.holding(secret) for secret in SECRETS)
    assert house.bytes_holding(*SECRETS) == []
    assert house.holding("ines@exemple.fr") == planted
    assert erasure.erase_conversation("visitor") == {}


def test_the_documentation_tells_of_every_table_who_writes_and_what_erases_it() -> None:
    text = (ROOT / "docs" / "storage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*?\| `([\w/.]+)` \| (yes|no) \|", text, re.MULTILINE)
    assert {table for table, _, _ in rows} == set(TABLES.tables)
    assert {table for table, _, erased in rows if erased == "no"} == UNTOUCHED
    for table, module, _ in rows:
        assert table in (ROOT / module).read_text(encoding="utf-8"), f"{module} of {table}"


async def test_who_asked_not_to_be_written_to_is_not_after_an_erasure(
    house: House, erasure: Erasure
) -> None:
    await house.plant("visitor", NAME, EMAIL, PHONE)
    erasure.erase_conversation("visitor")
    assert house.opt_outs.holds("visitor")


async def test_what_asks_for_the_erasure_is_still_answered(house: House, erasure: Erasure) -> None:
    await house.plant("visitor", NAME, EMAIL, PHONE)
    erased = erasure.erase_conversation("visitor", turn="asking")
    assert (erased["channel_turns"], erased.get("channel_arrivals")) == (1, None)
    assert house.holding(EMAIL) == {"channel_turns", "channel_arrivals"}
    assert house.replays.claim("visitor", "asking", NOW.timestamp() + 3_600) is not None


async def test_a_contact_request_goes_with_what_its_visitor_said(
    house: House, erasure: Erasure
) -> None:
    id = await house.plant("visitor", NAME, EMAIL, PHONE)
    await house.plant("other", "Inès", "ines@exemple.fr", "+33611111111")
    erased = erasure.erase_contact(id)
    assert erased is not None and erased["contact_requests"] == 1 and erased["events"] == 181
    assert not any(house.holding(secret) for secret in SECRETS)
    assert house.bytes_holding(*SECRETS) == []
    assert [contact.conversation for contact in house.records.contacts()] == ["other"]
    assert erasure.erase_contact(id) is None


async def test_the_purge_leaves_no_byte_of_what_is_too_old(house: House, erasure: Erasure) -> None:
    long_ago = House(house.url, datetime.now(UTC) - 40 * DAY)
    await long_ago.plant("visitor", NAME, EMAIL, PHONE)
    # Only a server's own clock dates the row in which Rasa begins a conversation.
    house.execute("UPDATE events SET timestamp = timestamp - 3456000 WHERE type_name = 'action'")
    await house.plant("other", "Inès", "ines@exemple.fr", "+33611111111")
    limit = datetime.now(UTC) - 30 * DAY
    assert erasure.purge(limit, limit, limit) == PurgeCounts(1, 1, 1, 1)
    assert not any(house.holding(secret) for secret in SECRETS)
    assert house.bytes_holding(*SECRETS) == []
    assert house.holding("ines@exemple.fr") == house.tables() - UNTOUCHED


async def test_the_purge_takes_replays_that_have_expired(house: House, erasure: Erasure) -> None:
    await house.plant("visitor", NAME, EMAIL, PHONE)
    long_ago, tomorrow = NOW - 1_000 * DAY, datetime.now(UTC) + DAY
    assert erasure.purge(long_ago, long_ago, long_ago, tomorrow) == PurgeCounts(0, 0, 0)
    assert "channel_turns" not in house.holding(EMAIL)
    assert "events" in house.holding(EMAIL)


def test_a_visitor_is_erased_and_the_others_stay(
    records: Records, erasure: Erasure, add_contact: Add
) -> None:
    for conversation in ("visitor", "visitor", "other"):
        add_contact(records, conversation=conversation)
        records.add_feedback(conversation=conversation, topic="salary", helpful=True)
    assert erasure.erase_conversation("visitor") == {"contact_requests": 2, "feedback": 2}
    assert erasure.erase_conversation("visitor") == {}
    assert [contact.conversation for contact in records.contacts()] == ["other"]
    assert [entry.conversation for entry in records.feedback()] == ["other"]


def test_one_request_is_erased(records: Records, erasure: Erasure, add_contact: Add) -> None:
    id, other = add_contact(records), add_contact(records)
    assert erasure.erase_contact(id) == {"contact_requests": 1}
    assert erasure.erase_contact(id) is None
    assert [contact.id for contact in records.contacts()] == [other]


def test_what_happens_to_an_erased_request_is_no_error(
    records: Records, erasure: Erasure, add_contact: Add
) -> None:
    id = add_contact(records)
    erasure.erase_contact(id)
    records.mark_delivered(id)
    records.mark_failed(id, "HTTP 503", NOW)
    assert records.contacts() == []


def test_the_purge_takes_what_is_older_than_each_limit(
    records: Records, erasure: Erasure, add_contact: Add, url: str
) -> None:
    kept = add_contact(records, now=NOW - 2 * DAY)
    add_contact(records, now=NOW - 4 * DAY)
    for days in (1, 2, 3):
        records.add_feedback(
            conversation="visitor", topic="salary", helpful=True, now=NOW - days * DAY
        )
    old, new = NOW - 40 * DAY, NOW - DAY
    make_events(url, [("gone", old), ("gone", old), ("gone too", old), ("alive", old)])
    make_events(url, [("alive", new)])
    counts = erasure.purge(NOW - 3 * DAY, NOW - 2 * DAY, NOW - 30 * DAY)
    assert counts == PurgeCounts(contacts=1, feedback=1, conversations=2)
    assert [contact.id for contact in records.contacts()] == [kept]
    assert len(records.feedback()) == 2
    assert count_events(url) == 2
    assert erasure.purge(NOW - 3 * DAY, NOW - 2 * DAY, NOW - 30 * DAY) == PurgeCounts(0, 0, 0)


def test_two_purges_at_once_follow_each_other(postgresql: str, add_contact: Add) -> None:
    url = new_database(postgresql)
    for _ in range(40):
        add_contact(Records(url), now=NOW - 2 * DAY)
    with ThreadPoolExecutor(4) as pool:
        purges = [pool.submit(Erasure(url).purge, NOW - DAY, NOW, NOW) for _ in range(4)]
        assert sorted(purge.result().contacts for purge in purges) == [0, 0, 0, 40]
    engine_for(url).dispose()


def test_questions_go_with_their_visitor_or_after_their_days(
    url: str, records: Records, erasure: Erasure
) -> None:
    asked = [
        Question(conversation, "web", "et la cantine ?", "fallback", "", NOW - days * DAY)
        for conversation, days in (("visitor", 1), (None, 1), (None, 3), ("other", 1))
    ]
    with transaction(engine_for(url)) as connection:
        put_questions(connection, asked)
    assert erasure.erase_conversation("visitor") == {"questions": 1}
    assert erasure.purge(NOW, NOW - 2 * DAY, NOW - 30 * DAY) == PurgeCounts(0, 0, 0, questions=1)
    kept = [(question.conversation, question.created_at) for question in records.questions()]
    assert kept == [(None, NOW - DAY), ("other", NOW - DAY)]


def test_before_rasa_ever_ran_there_is_nothing_to_delete(erasure: Erasure) -> None:
    assert erasure.purge(NOW, NOW, NOW) == PurgeCounts(0, 0, 0)
    assert erasure.erase_conversation("visitor") == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "table", ["events", "conversation_snapshots", "contact_requests", "channel_turns"]
)
async def test_what_the_database_does_not_delete_is_an_error(
    house: House, erasure: Erasure, table: str
) -> None:
    await house.plant("visitor", NAME, EMAIL, PHONE)
    house.execute(f"CREATE TRIGGER keep BEFORE DELETE ON {table} BEGIN SELECT RAISE(IGNORE); END")
    future = datetime.now(UTC) + DAY
    with pytest.raises(RecordsError, match=table):
        erasure.purge(future, future, future, future)
    with pytest.raises(RecordsError, match=table):
        erasure.erase_conversation("visitor")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_journal_that_cannot_be_emptied_is_no_erasure(
    house: House, erasure: Erasure, add_contact: Add
) -> None:
    add_contact(house.records, first_name=NAME)
    with house.engine.connect() as reader:
        reader.execute(sa.text("BEGIN"))
        reader.execute(sa.text("SELECT * FROM contact_requests")).all()
        with pytest.raises(RecordsError, match="journal"):
            erasure.erase_conversation("visitor")
    assert erasure.erase_conversation("visitor") == {}
    assert house.bytes_holding(NAME) == []
