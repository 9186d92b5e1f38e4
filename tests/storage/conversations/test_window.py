"""What a turn reads of a long conversation: bounded, and as good as the whole of it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity  # noqa: E402

from actions.forms import spoke_of_distress  # noqa: E402
from bot.dialogue.context import context_of  # noqa: E402
from bot.errors import ConversationFull, RecordsError  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.conversations.window import MOST_EVENTS  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402
from tests.storage.conversations.chat import DOMAIN, Chat  # noqa: E402

__all__ = ["postgresql", "url"]


@pytest.fixture
def store(url: str) -> ConversationStore:
    """The store of an empty database of each kind."""
    return ConversationStore(DOMAIN, host=url)


@pytest.fixture
def in_sqlite(tmp_path: Any) -> ConversationStore:
    """The store of a SQLite file: for what is the same on each database."""
    return ConversationStore(DOMAIN, host=f"sqlite:///{tmp_path}/conversations.db")


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what Rasa's policies and actions know of a conversation."""
    loop = tracker.active_loop
    return {
        "slots": tracker.current_slot_values(),
        "loop": (loop.name, loop.is_interrupted, loop.rejected) if loop else None,
        "heard": tracker.latest_message,
        "done": tracker.latest_action,
        "next": tracker.followup_action,
        "paused": tracker.is_paused(),
        "channel": tracker.get_latest_input_channel(),
        "states": [str(state) for state in tracker.past_states(DOMAIN)[-5:]],
    }


def _form_began(tracker: DialogueStateTracker) -> float | None:
    began = (e.timestamp for e in reversed(tracker.events) if isinstance(e, ActiveLoop) and e.name)
    return next(began, None) if tracker.active_loop else None


class _AsTheActionsSeeIt:
    def __init__(self, tracker: DialogueStateTracker) -> None:
        self.events = [event.as_dict() for event in tracker.events]


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_read_of_a_long_conversation_tells_as_much_as_the_whole(
    in_sqlite: ConversationStore, seed: int
) -> None:
    chat = Chat(in_sqlite, seed)
    for turn in range(160):
        await chat.turns(1)
        read = await in_sqlite.retrieve("zoe")
        assert read is not None and read.turns == turn + 1
        assert _state(read) == _state(chat.whole)
        assert _form_began(read) == _form_began(chat.whole)
        assert context_of(read) == context_of(chat.whole)
        mind = spoke_of_distress(_AsTheActionsSeeIt(read))  # type: ignore[arg-type]
        assert mind == spoke_of_distress(_AsTheActionsSeeIt(chat.whole))  # type: ignore[arg-type]


async def test_a_turn_reads_no_more_after_many(store: ConversationStore) -> None:
    chat = Chat(store)
    most = 0
    for _ in range(60):
        await chat.turns(5)
        read = await store.retrieve("zoe")
        assert read is not None
        most = max(most, len(read.events))
    whole = await store.retrieve_full_tracker("zoe")
    assert whole is not None and list(whole.events) == list(chat.whole.events)
    assert len(whole.events) > 1_000 > 2 * most


async def test_a_window_begins_with_a_message_and_so_does_what_the_policies_see(
    in_sqlite: ConversationStore,
) -> None:
    chat = Chat(in_sqlite)
    for _ in range(40):
        await chat.turns(1)
        read = await in_sqlite.retrieve("zoe")
        assert read is not None and len(read.window) <= MOST_EVENTS + 10
        if read.snapshot.turns:
            assert isinstance(read.window[0][1], UserUttered)
        seen = read.applied_events()
        place = next(n for n, event in enumerate(seen) if isinstance(event, UserUttered))
        assert seen[place - 1] == ActionExecuted("action_listen")
        assert sum(isinstance(event, UserUttered) for event in seen) <= 3
    assert read.snapshot.turns


async def test_a_new_session_forgets_the_one_before(store: ConversationStore) -> None:
    chat = Chat(store)
    await chat.turns(60)
    await chat.say([ActionExecuted("action_session_start"), SessionStarted()])
    await chat.say([ActionExecuted("action_listen"), UserUttered("rebonjour")])
    read = await store.retrieve("zoe")
    assert read is not None
    assert [type(event) for event in read.events] == [SessionStarted, ActionExecuted, UserUttered]
    assert read.turns == 1
    assert not any(read.current_slot_values().values())
    whole = await store.retrieve_full_tracker("zoe")
    assert whole is not None and list(whole.events) == list(chat.whole.events)


async def test_a_restart_is_remembered(in_sqlite: ConversationStore) -> None:
    chat = Chat(in_sqlite)
    await chat.turns(10)
    await chat.say([Restarted()])
    await chat.turns(30)
    read = await in_sqlite.retrieve("zoe")
    assert read is not None and context_of(read).said == context_of(chat.whole).said


async def test_two_servers_that_answer_at_once_lose_nothing(store: ConversationStore) -> None:
    await Chat(store).turns(3)
    other = ConversationStore(DOMAIN, host=str(store.engine.url))
    one, two = await store.retrieve("zoe"), await other.retrieve("zoe")
    assert one is not None and two is not None
    for tracker, texts in ((one, ("un", "deux")), (two, ("trois", "quatre"))):
        for text in texts:
            tracker.update(UserUttered(text))
    await store.save(one)
    await other.save(two)
    said = await store.last_said("zoe", 4)
    assert [event.text for event in said] == ["un", "deux", "trois", "quatre"]


async def test_what_was_said_last_is_found_whatever_the_session(store: ConversationStore) -> None:
    chat = Chat(store)
    await chat.turns(30)
    await chat.say([ActionExecuted("action_session_start"), SessionStarted()])
    await chat.turns(2)
    whole = [e for e in chat.whole.events if isinstance(e, UserUttered | BotUttered)]
    assert await store.last_said("zoe", 9) == whole[-9:]
    assert await store.last_said("zoe", 1_000) == whole
    assert await store.last_said("nobody", 9) == []


@pytest.mark.parametrize("state", ["{", "{}x", '{"slots": {}}', '["x"]'])
async def test_a_snapshot_that_cannot_be_read_costs_nothing_but_time(
    store: ConversationStore, state: str
) -> None:
    chat = Chat(store)
    await chat.turns(60)
    with store.engine.begin() as connection:
        spoil = sa.text("UPDATE conversation_snapshots SET state = :state")
        assert connection.execute(spoil, {"state": state}).rowcount == 1
    with structlog.testing.capture_logs() as logs:
        read = await store.retrieve("zoe")
    assert [log["event"] for log in logs] == ["store.snapshot_unreadable"]
    assert read is not None
    assert [event for _, event in read.window] == list(chat.whole.events)
    await chat.turns(2)
    read = await store.retrieve("zoe")
    assert read is not None and len(read.window) < len(chat.whole.events)
    assert _state(read) == _state(chat.whole)


async def test_a_turn_is_kept_whole_or_not_at_all(in_sqlite: ConversationStore) -> None:
    chat = Chat(in_sqlite)
    await chat.turns(40)
    before = await in_sqlite.retrieve_full_tracker("zoe")
    with in_sqlite.engine.begin() as connection:
        refuse = "BEFORE INSERT ON events WHEN NEW.data LIKE '%refused%'"
        fail = "BEGIN SELECT RAISE(ABORT, 'no'); END"
        connection.execute(sa.text(f"CREATE TRIGGER refuse {refuse} {fail}"))
    with pytest.raises(RecordsError):
        await chat.say([UserUttered("un"), BotUttered("deux"), UserUttered("refused")])
    after = await in_sqlite.retrieve_full_tracker("zoe")
    assert before is not None and after is not None
    assert list(after.events) == list(before.events)


async def test_a_session_that_has_all_its_messages_is_full_until_it_is_over(url: str) -> None:
    store = ConversationStore(DOMAIN, host=url, session_turns="50")
    chat = Chat(store)
    await chat.turns(50)
    full = await store.retrieve("zoe")
    assert full is not None
    with pytest.raises(ConversationFull):
        full.update(UserUttered("encore", {"name": "greet"}))
    full.update(UserUttered("efface mes données", {"name": "delete_my_data"}))
    assert await store.last_said("zoe", 1)  # the page shows what was said
    an_hour_ago = time.time() - DOMAIN.session_config.session_expiration_time * 60 - 1
    with store.engine.begin() as connection:
        rows = connection.execute(sa.text("SELECT id, data FROM events")).all()
        for id, data in rows:
            aged = data.replace('"timestamp": ', f'"timestamp": {an_hour_ago}, "was": ')
            change = sa.text("UPDATE events SET data = :data WHERE id = :id")
            connection.execute(change, {"data": aged, "id": id})
    read = await store.retrieve("zoe")  # Rasa begins a new session in it
    assert read is not None
    read.update(SessionStarted())
    read.update(UserUttered("me revoilà"))
    await store.save(read)
    again = await store.retrieve("zoe")
    assert again is not None and again.turns == 1


async def test_without_a_limit_a_session_goes_on(in_sqlite: ConversationStore) -> None:
    await Chat(in_sqlite).turns(60)
    read = await in_sqlite.retrieve("zoe")
    assert read is not None and replace(read.snapshot, state={}).turns > 0


@pytest.mark.parametrize("turns", [1, 7, 40])
async def test_the_copy_for_an_action_is_the_one_that_rasa_makes(
    in_sqlite: ConversationStore, turns: int
) -> None:
    await Chat(in_sqlite, seed=turns).turns(turns)
    tracker = await in_sqlite.retrieve("zoe")
    assert tracker is not None
    known, twin = _state(tracker), tracker.copy()
    of_rasa = DialogueStateTracker.copy(tracker)
    assert _state(twin) == _state(of_rasa) == known
    assert twin.events == of_rasa.events == tracker.events
    for event in (SlotSet("role", "trainer"), ActiveLoop("quiz_form"), UserUttered("et moi ?")):
        twin.update(event)
    assert _state(tracker) == known and _state(twin) != known


async def test_an_action_gets_the_last_message_read_and_the_others_as_said(
    in_sqlite: ConversationStore,
) -> None:
    await Chat(in_sqlite).turns(5)
    tracker = await in_sqlite.retrieve("zoe")
    assert tracker is not None
    whole, sent = (each.current_state(EventVerbosity.ALL) for each in (tracker, tracker.copy()))
    said = [event for event in sent["events"] if event["event"] == "user"]
    assert len(said) == 5 and all(each["text"] and not each["parse_data"] for each in said)
    assert sent["latest_message"] == whole["latest_message"]
    assert sent["latest_message"]["intent"] and whole["events"][-1] == sent["events"][-1]
    assert all(each["parse_data"] for each in whole["events"] if each["event"] == "user")
