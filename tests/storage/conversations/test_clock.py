"""A clock that is moved back in the middle of a contact request: nothing of it is forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from actions import desk  # noqa: E402
from bot.serving.local_bot import InProcessActions  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.storage import Records  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.failing import let_the_store_fail  # noqa: E402

_SHARED = (desk.settings, desk.records, desk.erasure, desk.courier)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of its own, whose contact requests somebody gets: the flow is offered."""
    url = f"sqlite:///{tmp_path}/conversations.db"
    monkeypatch.setenv("DECROCHE_DATABASE", url)
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", "http://127.0.0.1:9/")
    for shared in _SHARED:
        shared.cache_clear()
    yield url
    for shared in _SHARED:
        shared.cache_clear()


async def test_a_contact_request_goes_on_when_the_clock_is_moved_back_at_each_turn(
    settings: Settings, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = Agent(
        generator=EndpointConfig(type="bot.dialogue.nlg.ContentNLG"),
        tracker_store=ConversationStore(Domain.empty(), host=database),
        action_endpoint=InProcessActions(),
    )
    agent.load_model(settings.model)
    let_the_store_fail(agent)
    real = time.time
    for turn, text in enumerate(
        ("je veux laisser mes coordonnées", "Zoé", "zoe@exemple.fr", "la formation", "oui")
    ):
        monkeypatch.setattr(time, "time", lambda back=60 * turn: real() - back)
        output = CollectingOutputChannel()
        await agent.handle_message(UserMessage(text, output, "zoe"))
        assert output.messages, text
    (contact,) = Records(database).contacts()
    assert (contact.first_name, contact.email) == ("Zoé", "zoe@exemple.fr")
