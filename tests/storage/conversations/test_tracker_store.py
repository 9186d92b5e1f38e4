"""Conversations in a database or in memory, and what is left of one that was erased: nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.tracker_store import TrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config  # noqa: E402

from bot.content.keys import ERASED  # noqa: E402
from bot.serving.rasa_server import environment  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage.conversations import ConversationStore, MemoryStore  # noqa: E402
from tests.conftest import settings_in  # noqa: E402

_DOMAIN = Domain.from_yaml(
    f"""
version: "3.1"
intents: [greet]
slots:
  {ERASED}:
    type: any
    mappings:
      - type: custom
"""
)
_SECRET = "mon numéro est le 06 12 34 56 78"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database of the test stands."""
    return tmp_path / "conversations.db"


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, file: Path) -> TrackerStore:
    """Each store, made as Rasa makes it."""
    if request.param == "memory":
        return MemoryStore(_DOMAIN)
    endpoint = EndpointConfig(
        type="bot.storage.conversations.ConversationStore", url=f"sqlite:///{file}"
    )
    return TrackerStore.create(endpoint, _DOMAIN)


async def _talk(store: TrackerStore, visitor: str, *texts: str) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(visitor)
    for text in texts:
        tracker.update(UserUttered(text))
        tracker.update(BotUttered("Bien."))
        await store.save(tracker)
    return tracker


async def _said(store: TrackerStore, visitor: str) -> list[str | None]:
    tracker = await store.retrieve(visitor)
    events = tracker.events if tracker else []
    return [event.text for event in events if isinstance(event, UserUttered)]


async def test_a_conversation_is_kept(store: TrackerStore) -> None:
    await _talk(store, "zoe", "bonjour", "on gagne combien ?")
    assert await _said(store, "zoe") == ["bonjour", "on gagne combien ?"]


async def test_an_erased_conversation_is_gone(store: TrackerStore) -> None:
    tracker = await _talk(store, "zoe", "bonjour", _SECRET)
    tracker.update(SlotSet(ERASED, True))
    await store.save(tracker)
    assert await store.retrieve("zoe") is None


async def test_the_other_conversations_stay(store: TrackerStore) -> None:
    await _talk(store, "ines", "salut")
    tracker = await _talk(store, "zoe", "bonjour")
    tracker.update(SlotSet(ERASED, True))
    await store.save(tracker)
    assert await _said(store, "ines") == ["salut"]
    assert set(await store.keys()) == {"ines"}


async def test_what_is_said_after_the_erasure_is_kept_anew(store: TrackerStore) -> None:
    tracker = await _talk(store, "zoe", _SECRET)
    tracker.update(SlotSet(ERASED, True))
    await store.save(tracker)
    await _talk(store, "zoe", "rebonjour")
    assert await _said(store, "zoe") == ["rebonjour"]


async def test_a_conversation_erased_before_it_was_ever_saved_leaves_nothing(
    store: TrackerStore,
) -> None:
    tracker = await store.get_or_create_tracker("zoe", append_action_listen=False)
    tracker.update(UserUttered(_SECRET))
    tracker.update(SlotSet(ERASED, True))
    await store.save(tracker)
    assert await store.retrieve("zoe") is None


@pytest.mark.parametrize("value", [None, False])
async def test_only_a_slot_that_is_set_erases(store: TrackerStore, value: bool | None) -> None:
    tracker = await _talk(store, "zoe", "bonjour")
    tracker.update(SlotSet(ERASED, value))
    await store.save(tracker)
    assert await _said(store, "zoe") == ["bonjour"]


async def test_no_row_of_an_erased_conversation_is_left_in_the_database(file: Path) -> None:
    store = ConversationStore(_DOMAIN, host=f"sqlite:///{file}")
    await _talk(store, "ines", "salut")
    tracker = await _talk(store, "zoe", "bonjour", _SECRET)
    tracker.update(SlotSet(ERASED, True))
    await store.save(tracker)
    with sqlite3.connect(file) as database:
        rows = database.execute("SELECT sender_id, count(*) FROM events GROUP BY sender_id")
        left = dict(rows.fetchall())
    assert left.keys() == {"ines"}


def test_the_endpoints_name_the_store_and_its_url(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(settings_in(file.parent), database=f"sqlite:///{file}")
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    endpoint = read_endpoint_config(str(ROOT / "bot" / "endpoints.yml"), "tracker_store")
    assert isinstance(TrackerStore.create(endpoint, _DOMAIN), ConversationStore)
    assert file.exists()


def test_the_domain_of_the_bot_has_the_slot_that_erases() -> None:
    domain = Domain.load(str(ROOT / "bot" / "domain.yml"))
    assert ERASED in {slot.name for slot in domain.slots}
