"""The NLG of the Rasa server: `utter_<topic>` becomes the words of content/.

In-process (endpoints.yml `nlg: type: bot.nlg.ContentNLG`), so an answer needs no HTTP hop. An
edited card is taken at its next use; a broken edit keeps the last good card and is logged.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import structlog
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.content import CONTENT_DIR, Content
from bot.memory import context_of
from bot.nlu.classifier import ALSO
from bot.settings import Settings
from bot.speech import Context, Message, introduce, join, speak

logger = structlog.get_logger()


class ContentNLG(NaturalLanguageGenerator):
    """Speaks the cards and replies of content/.

    `endpoint_config.kwargs["content"]` may name another content folder.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        folder = Path(endpoint_config.kwargs.get("content") or CONTENT_DIR)
        self.content = Content(folder)
        settings = Settings.from_environment()
        # What a text of content/ may tell of this installation: « {conversation_days} ».
        self._installation = {
            "{contact_days}": str(settings.contact_days),
            "{conversation_days}": str(settings.conversation_days),
        }

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
        context = context_of(tracker, output_channel)
        message = speak(self.content, topic, context)
        second = self._second_answer(topic, tracker, context) if message else None
        message = join(message, second) if message and second else message
        if message is None:
            return None
        return as_rasa(self._filled(introduce(self.content, message, context)))

    def _filled(self, message: Message) -> Message:
        text = message.text
        for name, value in self._installation.items():
            text = text.replace(name, value)
        return replace(message, text=text)

    def _second_answer(
        self, topic: str, tracker: DialogueStateTracker, context: Context
    ) -> Message | None:
        """Return the answer to the second question of a message that holds two."""
        heard = tracker.latest_message
        parsed = (heard.parse_data if heard else None) or {}
        also = parsed.get(ALSO)
        if not also or parsed["intent"].get("name") != topic:
            return None
        return speak(self.content, also, replace(context, last_answer=None))

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
        "yes": message.yes,
    }
