"""A consent that a killed server hears again: kept once, in the database of the action server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.forms import ValidateContactForm
from bot.storage import Records, engine_for
from tests.flows.contact.read_back import READ_BACK, SHARED


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    """The records of an installation where a webhook receives the requests."""
    monkeypatch.setenv("DECROCHE_DATABASE", f"sqlite:///{tmp_path}/records.db")
    monkeypatch.setenv("DECROCHE_DATA", str(tmp_path))
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", "http://127.0.0.1:9/")
    for shared in SHARED:
        shared.cache_clear()
    yield desk.records()
    engine_for(desk.settings().database).dispose()
    for shared in SHARED:
        shared.cache_clear()


def _begun(at: float) -> dict[str, Any]:
    return {"event": "active_loop", "name": "contact_form", "timestamp": at}


async def _agree(message_id: str | None, *events: dict[str, Any], visitor: str = "zoe") -> str:
    """Say yes once, in a conversation as it was saved before; return what the visitor reads."""
    heard = {
        "text": "oui j'accepte",
        "intent": {"name": "affirm"},
        "entities": [],
        "message_id": message_id,
    }
    state = {"contact": READ_BACK}
    tracker = Tracker(visitor, state, heard, list(events), False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await ValidateContactForm().run(dispatcher, tracker, {})
    return str(dispatcher.messages)


async def test_the_same_message_heard_twice_is_one_request(records: Records) -> None:
    said = [await _agree("m1"), await _agree("m1")]
    assert len(records.contacts()) == 1
    assert said[0] == said[1]


async def test_a_yes_typed_again_after_the_server_was_killed_is_one_request(
    records: Records,
) -> None:
    await _agree("m1", _begun(at=1.5))
    await _agree("m2", _begun(at=1.5))
    assert len(records.contacts()) == 1


async def test_a_second_request_of_the_same_visitor_is_another(records: Records) -> None:
    ended = {"event": "active_loop", "name": None, "timestamp": 2.0}
    await _agree("m1", _begun(at=1.5))
    await _agree("m2", _begun(at=1.5), ended, _begun(at=2.5))
    assert len(records.contacts()) == 2


async def test_two_visitors_at_one_moment_are_two_requests(records: Records) -> None:
    await _agree("m1", _begun(at=1.5))
    await _agree("m1", _begun(at=1.5), visitor="ines")
    assert len(records.contacts()) == 2


async def test_an_erased_request_may_be_made_again(records: Records) -> None:
    await _agree("m1", _begun(at=1.5))
    desk.erasure.cache_clear()
    desk.erasure().erase_conversation("zoe")
    await _agree("m1", _begun(at=1.5))
    assert len(records.contacts()) == 1


async def test_while_one_request_waits_for_the_database_others_are_answered(
    records: Records,
) -> None:
    engine = engine_for(desk.settings().database)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # whoever writes waits
        agreeing = asyncio.create_task(_agree("m1"))
        for _ in range(100):  # the loop goes on turning
            await asyncio.sleep(0)
        assert not agreeing.done()
        connection.exec_driver_sql("COMMIT")
    await agreeing
    assert len(records.contacts()) == 1
