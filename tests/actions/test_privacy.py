"""« Efface mes données »: deleted from a real database, or said not to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.privacy import ActionErase
from bot.content import read_yaml
from bot.content.keys import ERASED
from bot.settings import ROOT
from bot.storage import Records, engine_for
from tests.storage.rasa_events import count_events, make_events


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    """The records of two visitors, in the database of the settings."""
    monkeypatch.setenv("DECROCHE_DATABASE", f"sqlite:///{tmp_path}/records.db")
    monkeypatch.setenv("DECROCHE_DATA", str(tmp_path))
    for cached in (desk.settings, desk.records, desk.erasure):
        cached.cache_clear()
    records = desk.records()
    for visitor in ("zoe", "ines"):
        records.add_contact(
            conversation=visitor,
            first_name=visitor.title(),
            email=f"{visitor}@exemple.fr",
            subject="L'alternance",
            consent_text="J'accepte.",
        )
        records.add_feedback(conversation=visitor, topic="salary", helpful=True)
    yield records
    engine_for(desk.settings().database).dispose()
    for cached in (desk.settings, desk.records, desk.erasure):
        cached.cache_clear()


async def _erase(visitor: str) -> tuple[str, list[dict[str, Any]]]:
    tracker = Tracker(visitor, {}, {}, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = await ActionErase().run(dispatcher, tracker, {})
    (message,) = dispatcher.messages
    return message["response"], events


async def test_what_a_visitor_left_is_deleted_and_what_others_left_stays(records: Records) -> None:
    response, _ = await _erase("zoe")
    assert response == "utter_erased_all"
    assert [contact.conversation for contact in records.contacts()] == ["ines"]
    assert [opinion.conversation for opinion in records.feedback()] == ["ines"]


async def test_the_store_is_told_to_delete_the_conversation_after_all_else(
    records: Records,
) -> None:
    _, events = await _erase("zoe")
    assert [event["event"] for event in events] == [
        "active_loop",
        "reset_slots",
        "slot",
        "followup",
    ]
    assert events[0]["name"] is None
    assert (events[2]["name"], events[2]["value"]) == (ERASED, True)
    assert events[3]["name"] == "action_listen"


async def test_a_visitor_who_left_nothing_is_told_the_same(records: Records) -> None:
    response, events = await _erase("nobody")
    assert response == "utter_erased_all"
    assert {event.get("name"): event.get("value") for event in events}[ERASED] is True
    assert len(records.contacts()) == 2


async def test_when_the_database_is_out_of_reach_it_is_said_and_nothing_is_claimed(
    records: Records, tmp_path: Path
) -> None:
    engine_for(desk.settings().database).dispose()
    for file in tmp_path.glob("records.db*"):
        file.unlink()
    (tmp_path / "records.db").mkdir()
    response, events = await _erase("zoe")
    assert response == "utter_erase_failed"
    assert [event["event"] for event in events] == ["followup"]


def test_the_domain_knows_the_action_by_its_name() -> None:
    assert ActionErase().name() in read_yaml(ROOT / "bot" / "domain.yml")["actions"]


async def test_when_the_conversation_cannot_be_deleted_nothing_is_claimed(
    records: Records, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/records.db"
    make_events(url, [("zoe", datetime.now(UTC))])
    engine = sa.create_engine(url)
    refuse = "CREATE TRIGGER refuse BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END"
    with engine.begin() as connection:
        connection.execute(sa.text(refuse))
    response, events = await _erase("zoe")
    assert response == "utter_erase_failed"
    assert [event["event"] for event in events] == ["followup"]
    assert len(records.contacts()) == 2
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER refuse"))
    assert (await _erase("zoe"))[0] == "utter_erased_all"
    assert count_events(url) == 0
