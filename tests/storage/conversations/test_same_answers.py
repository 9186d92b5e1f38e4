"""A bot that reads a part of each conversation says what one says that has it whole."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from rasa.core.tracker_store import TrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.serving.local_bot import InProcessActions  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.storage.conversations import ConversationStore, MemoryStore  # noqa: E402
from bot.storage.conversations.window import WindowTracker  # noqa: E402
from bot.storage.failing import let_the_store_fail  # noqa: E402

# What goes on from the turn before, in forms and out of them.
_ROUND = (
    "bonjour",
    "on gagne combien ?",
    "et à mi-temps ?",
    "vous êtes sûr ?",
    "oui",
    "zut flûte blabla",
    "oui",
    "je veux faire le quiz",
    "vrai",
    "quels sont les horaires ?",
    "faux",
    "quel métier pour moi ?",
    "le télétravail est possible ?",
    "1",
    "stop",
    "/negative_feedback",
    "non",
    "je suis étudiant à Lille",
    "et le salaire d'un superviseur ?",
    "merci",
)


def _agent(settings: Settings, store: TrackerStore) -> Agent:
    agent = Agent(
        generator=EndpointConfig(type="bot.dialogue.nlg.ContentNLG"),
        tracker_store=store,
        action_endpoint=InProcessActions(),
    )
    agent.load_model(settings.model)
    let_the_store_fail(agent)
    return agent


async def _say(agent: Agent, text: str) -> list[dict[str, Any]]:
    output = CollectingOutputChannel()
    await agent.handle_message(UserMessage(text, output, "zoe"))
    return list(output.messages)


async def test_a_long_conversation_is_answered_as_if_all_of_it_was_read(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The quiz draws its questions.
    monkeypatch.setattr("bot.flows.quiz.flow.SystemRandom", lambda: Random(1))
    url = f"sqlite:///{tmp_path}/conversations.db"
    store = ConversationStore(Domain.empty(), host=url)
    whole = _agent(settings, MemoryStore(Domain.empty()))
    windowed = _agent(settings, store)
    for turn in range(2):
        for text in _ROUND[turn:] + _ROUND[:turn]:
            assert await _say(windowed, text) == await _say(whole, text), (turn, text)
    read = await store.retrieve("zoe")
    assert isinstance(read, WindowTracker) and read.snapshot.turns > 10
