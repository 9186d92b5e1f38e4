"""A store that outlives what it cannot read or keep, on each database."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    BotUttered,
    SessionStarted,
    UserUttered,
)

from bot.errors import ConversationError, RecordsError  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage import Records  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402

__all__ = ["postgresql", "url"]

_DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))


@pytest.fixture
def store(url: str) -> ConversationStore:
    """The store of an empty database of each kind."""
    return ConversationStore(_DOMAIN, host=url)


async def _say(store: ConversationStore, visitor: str, *texts: str) -> None:
    tracker = await store.get_or_create_tracker(visitor, append_action_listen=False)
    if not tracker.events:
        tracker.update(SessionStarted())
        tracker.update(ActionExecuted("action_listen"))
    for text in texts:
        tracker.update(UserUttered(text))
        tracker.update(BotUttered(f"écho : {text}"))
    await store.save(tracker)


async def _said(store: ConversationStore, visitor: str) -> list[str | None]:
    tracker = await store.retrieve_full_tracker(visitor)
    events = tracker.events if tracker else []
    return [event.text for event in events if isinstance(event, UserUttered)]


def _spoil(store: ConversationStore, where: str, data: str) -> int:
    """Write `data` into the first row that `where` finds, and return the row's id."""
    with store.engine.begin() as connection:
        row = connection.execute(sa.text(f"SELECT min(id) FROM events WHERE {where}")).scalar()
        change = sa.text("UPDATE events SET data = :data WHERE id = :id")
        connection.execute(change, {"data": data, "id": row})
    return int(row)


@pytest.mark.parametrize(
    "name", ["\ud800", "x\u0000y", "x" * 256], ids=["surrogate", "nul", "long"]
)
async def test_a_name_that_cannot_be_kept_is_an_error_and_no_end(
    store: ConversationStore, name: str
) -> None:
    with pytest.raises(ConversationError) as refused:
        await store.retrieve(name)
    assert name not in str(refused.value)
    with pytest.raises(ConversationError):
        await store.retrieve_full_tracker(name)
    with pytest.raises(ConversationError):
        await store.save(store.init_tracker(name))
    await _say(store, "zoe", "bonjour")
    assert await _said(store, "zoe") == ["bonjour"]


@pytest.mark.parametrize(
    "data", ['{"event": "user", "text": "mon numé', "", "[]", '{"event": "x"}', '"x"', "null"]
)
async def test_a_row_that_cannot_be_read_costs_that_row_only(
    store: ConversationStore, data: str
) -> None:
    await _say(store, "zoe", "un", "deux", "trois")
    row = _spoil(store, "type_name = 'user' AND data LIKE '%deux%'", data)
    with structlog.testing.capture_logs() as logs:
        assert await _said(store, "zoe") == ["un", "trois"]
    assert [(log["event"], log["row"]) for log in logs] == [("store.row_unreadable", row)]
    assert "numé" not in str(logs)


@pytest.mark.parametrize("lost", ["user", "bot", "session_started"])
async def test_what_is_said_after_an_unreadable_row_is_kept_whole(
    store: ConversationStore, lost: str
) -> None:
    await _say(store, "zoe", "un", "deux")
    _spoil(store, f"type_name = '{lost}'", '{"event": "us')
    await _say(store, "zoe", "trois")
    await _say(store, "zoe", "quatre")
    assert (await _said(store, "zoe"))[-2:] == ["trois", "quatre"]
    tracker = await store.retrieve("zoe")
    assert tracker is not None
    texts = [event.text for event in tracker.events if isinstance(event, (UserUttered, BotUttered))]
    assert texts[-4:] == ["trois", "écho : trois", "quatre", "écho : quatre"]


async def test_an_unreadable_row_is_reported_once(store: ConversationStore) -> None:
    await _say(store, "zoe", "un", "deux")
    _spoil(store, "type_name = 'user'", "{")
    with structlog.testing.capture_logs() as logs:
        await _said(store, "zoe")
        await _said(store, "zoe")
    assert [log["event"] for log in logs] == ["store.row_unreadable"]


async def test_a_database_without_the_table_is_an_error_and_no_end(
    store: ConversationStore,
) -> None:
    await _say(store, "zoe", "mon secret")
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    tracker = store.init_tracker("zoe")
    tracker.update(UserUttered("mon secret"))
    for work in (store.retrieve("zoe"), store.retrieve_full_tracker("zoe"), store.save(tracker)):
        with pytest.raises(RecordsError) as caught:
            await work
        assert "secret" not in str(caught.value)


async def test_a_question_that_was_not_sure_is_kept_with_its_turn_once(
    store: ConversationStore, url: str
) -> None:
    for text in ("et la cantine ?", "merci"):
        tracker = await store.get_or_create_tracker("zoe")
        tracker.update(UserUttered(text, input_channel="web"))
        unsure = {"outcome": "fallback", "guesses": ["salary/meal"]}
        memory = {"unsure": unsure} if "?" in text else {}
        tracker.update(BotUttered("…", metadata=memory))
        await store.save(tracker)
    (kept,) = Records(url).questions()
    assert (kept.conversation, kept.question, kept.guesses) == (
        "zoe",
        "et la cantine ?",
        "salary/meal",
    )


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_connections_of_the_store_overwrite_what_is_deleted_and_wait(
    store: ConversationStore,
) -> None:
    def pragma(name: str) -> Any:
        with store.engine.connect() as connection:
            return connection.execute(sa.text(f"PRAGMA {name}")).scalar()

    assert pragma("secure_delete") == 1
    assert pragma("busy_timeout") == 5_000
    assert pragma("journal_mode") == "wal"


async def test_servers_that_start_at_once_find_their_table(url: str) -> None:
    one, other = ConversationStore(_DOMAIN, host=url), ConversationStore(_DOMAIN, host=url)
    await _say(one, "zoe", "bonjour")
    assert await _said(other, "zoe") == ["bonjour"]


async def test_who_waits_for_the_database_keeps_nobody_else_waiting(
    store: ConversationStore,
) -> None:
    await _say(store, "zoe", "bonjour")
    await _say(store, "max", "salut")
    on_file = store.engine.dialect.name == "sqlite"
    with closing(store.engine.raw_connection()) as another:  # a process that writes for long
        takes = "BEGIN IMMEDIATE" if on_file else "LOCK TABLE events IN SHARE MODE"
        another.cursor().execute(takes)
        saving = asyncio.create_task(_say(store, "zoe", "et le salaire ?"))
        await asyncio.sleep(0)  # the task has its turn
        assert await _said(store, "max") == ["salut"]
        assert not saving.done()
        another.rollback()
    await saving
    assert await _said(store, "zoe") == ["bonjour", "et le salaire ?"]
