"""A store that fails is said to fail, whatever Rasa wraps it in."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.tracker_store import FailSafeTrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import UserUttered  # noqa: E402

from bot.errors import RecordsError  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.failing import let_the_store_fail  # noqa: E402


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    """An agent as Rasa makes it, whose database has lost its table."""
    store = ConversationStore(host=f"sqlite:///{tmp_path}/conversations.db")
    agent = Agent(domain=Domain.empty(), tracker_store=store)
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    return agent


async def test_rasa_still_hides_what_a_store_cannot_do(agent: Agent) -> None:
    assert type(agent.tracker_store) is FailSafeTrackerStore
    assert isinstance(agent.tracker_store._tracker_store, ConversationStore)
    assert await agent.tracker_store.retrieve("zoe") is None
    tracker = agent.tracker_store.init_tracker("zoe")
    tracker.update(UserUttered("bonjour"))
    await agent.tracker_store.save(tracker)


async def test_the_bot_hears_of_every_error_of_its_store(agent: Agent) -> None:
    let_the_store_fail(agent)
    store = agent.tracker_store
    tracker = store.init_tracker("zoe")
    tracker.update(UserUttered("bonjour"))
    for work in (store.retrieve("zoe"), store.retrieve_full_tracker("zoe"), store.save(tracker)):
        with pytest.raises(RecordsError):
            await work
    let_the_store_fail(agent)
    assert agent.tracker_store is store
