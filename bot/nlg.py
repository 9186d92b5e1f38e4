"""The NLG of the Rasa server: `utter_<topic>` becomes the words of content/.

In-process (endpoints.yml `nlg: type: bot.nlg.ContentNLG`), so an answer needs no HTTP hop. An
edited card is taken at its next use; a broken edit keeps the last good card and is logged.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, Restarted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.content import CONTENT_DIR, Content
from bot.speech import Context, Message, speak

logger = structlog.get_logger()

BRIEF_CHANNELS = frozenset({"twilio"})  # SMS: one message of 160 characters where it can be
ROLE_SLOT = "role"

# Events looked back through for what was said: some 15 turns, so a long conversation costs no more.
_MEMORY = 150
_FACTUAL = ("answer", "more", "brief")


class ContentNLG(NaturalLanguageGenerator):
    """Speaks the cards and replies of content/.

    `endpoint_config.kwargs["content"]` may name another content folder.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        folder = Path(endpoint_config.kwargs.get("content") or CONTENT_DIR)
        self.content = Content(folder)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return the message of `utter_<topic>` in Rasa's form, or None for an unknown topic."""
        topic = utter_action.removeprefix("utter_")
        self._refresh()
        message = speak(self.content, topic, context_of(tracker, output_channel))
        return None if message is None else as_rasa(message)

    def _refresh(self) -> None:
        for error in self.content.refresh():
            logger.error("content.kept_last_good", problem=str(error))


def as_rasa(message: Message) -> dict[str, Any]:
    """Return a message as Rasa carries it: what is remembered goes to the event's metadata."""
    return {
        "text": message.text,
        "buttons": [asdict(button) for button in message.buttons],
        "topic": message.topic,
        "kind": message.kind,
        "role": message.role,
        "facts": list(message.facts),
    }


def context_of(tracker: DialogueStateTracker, output_channel: str) -> Context:
    """Return what a message depends on, read from the recent events of the conversation."""
    said: dict[str, int] = {}
    last_answer: Message | None = None
    last_topic: str | None = None
    for event in _recent(tracker):
        topic = event.metadata.get("topic") if isinstance(event, BotUttered) else None
        if topic is None:
            continue
        said[topic] = said.get(topic, 0) + 1
        last_topic = last_topic or topic
        if last_answer is None and event.metadata.get("kind") in _FACTUAL:
            last_answer = _remembered(event)
    return Context(
        role=tracker.get_slot(ROLE_SLOT),
        last_answer=last_answer,
        last_topic=last_topic,
        said=said,
        brief=output_channel in BRIEF_CHANNELS,
    )


def _recent(tracker: DialogueStateTracker) -> list[Event]:
    recent = []
    for event in islice(reversed(tracker.events), _MEMORY):
        if isinstance(event, Restarted):
            break
        recent.append(event)
    return recent


def _remembered(event: BotUttered) -> Message:
    memory = event.metadata
    return Message(
        text=event.text or "",
        topic=memory["topic"],
        kind=memory["kind"],
        role=memory.get("role"),
        facts=tuple(memory.get("facts", ())),
    )
