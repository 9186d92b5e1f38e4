"""The whole bot in one process, without servers: for `decroche ask`, `chat` and `evaluate`.

Same model, same NLG and same actions as the servers; conversations live in memory.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.errors import ModelError
from bot.nlu.asked import asked_in
from bot.nlu.model.likenesses import Asked
from bot.publishing import library
from bot.serving.ordered_runner import run_in_order
from bot.storage.conversations import MemoryStore
from bot.text.words import normalise

RANKING_LENGTH = 5


@dataclass(frozen=True)
class Understanding:
    """What the NLU made of a text; `topic` is None when the bot falls back."""

    text: str
    topic: str | None
    confidence: float
    ranking: list[tuple[str, float]]
    offers: list[str]


@dataclass(frozen=True)
class Turn:
    """One message of a visitor and everything that the bot said to it."""

    understanding: Understanding
    role: str | None
    replies: list[dict[str, Any]]
    facts: list[str]
    milliseconds: float


class LocalBot:
    """The bot of a trained model. Raises ModelError when the model cannot be loaded."""

    def __init__(self, model: Path) -> None:
        if not model.exists():
            raise ModelError(str(model), "there is no model", "run `decroche train`")
        self._store = MemoryStore(Domain.empty())
        self._agent = Agent(
            generator=EndpointConfig(type="bot.dialogue.nlg.ContentNLG"),
            tracker_store=self._store,
            action_endpoint=InProcessActions(),
        )
        try:
            self._agent.load_model(model)
        except Exception as error:  # whatever a damaged archive makes Rasa raise
            problem = f"cannot be loaded ({type(error).__name__})"
            raise ModelError(str(model), problem, "run `decroche train`") from error
        run_in_order(self._agent)

    async def say(self, text: str, conversation: str) -> Turn:
        """Let a visitor say `text` in a conversation and return the turn."""
        started = time.perf_counter()
        channel = CollectingOutputChannel()
        await self._agent.handle_text(text, channel, conversation)
        milliseconds = (time.perf_counter() - started) * 1000
        tracker = await self._store.retrieve(conversation)
        if tracker is None:  # the visitor had the conversation erased
            replies = [{"buttons": [], **message} for message in channel.messages]
            return Turn(await self.understand(text), None, replies, [], round(milliseconds, 1))
        return _turn(text, tracker, milliseconds)

    async def understand(self, text: str) -> Understanding:
        """Return what the NLU makes of `text`, outside any conversation."""
        return _understanding(text, await self._agent.parse_message(text))

    async def asked(self, text: str, conversation: str) -> Asked:
        """Return a message as the finder of answers gets it, in a conversation that goes on."""
        tracker = await self._store.get_or_create_tracker(conversation)
        return asked_in(library().current(), normalise(text), await self.topics(text), tracker)

    async def topics(self, text: str) -> dict[str, float]:
        """Return the confidence of every topic of `text`, outside any conversation."""
        parsed = await self._agent.parse_message(text)
        ranking = parsed.get(INTENT_RANKING_KEY) or []
        return {intent["name"]: float(intent["confidence"]) for intent in ranking}

    def forget(self, conversation: str) -> None:
        """Drop a conversation from memory."""
        self._store.store.pop(conversation, None)


class InProcessActions(EndpointConfig):
    """The action server without HTTP: runs the actions of this process."""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *args: Any, json: dict[str, Any], **kwargs: Any) -> Any:
        return await self._executor.run(json)


def _turn(text: str, tracker: DialogueStateTracker, milliseconds: float) -> Turn:
    replies: list[BotUttered] = []
    for event in reversed(tracker.events):
        if event.type_name == "user":
            break
        if isinstance(event, BotUttered):
            replies.insert(0, event)
    facts = [fact for reply in replies for fact in reply.metadata.get("facts", [])]
    return Turn(
        understanding=_understanding(text, tracker.latest_message.parse_data),
        role=tracker.get_slot("role"),
        replies=[
            {"text": reply.text, "buttons": reply.data.get("buttons") or []} for reply in replies
        ],
        facts=list(dict.fromkeys(facts)),
        milliseconds=round(milliseconds, 1),
    )


def _understanding(text: str, parsed: dict[str, Any]) -> Understanding:
    name = parsed["intent"].get("name")
    ranking = [
        (intent["name"], round(float(intent["confidence"]), 4))
        for intent in parsed.get("intent_ranking", [])
        if intent["name"] not in (None, DEFAULT_NLU_FALLBACK_INTENT_NAME)
    ][:RANKING_LENGTH]
    return Understanding(
        text=text,
        topic=None if name == DEFAULT_NLU_FALLBACK_INTENT_NAME else name,
        confidence=ranking[0][1] if ranking else 0.0,
        ranking=ranking,
        offers=list(parsed.get("offers") or []),
    )
