"""One message in its conversation, while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.erasing import Erasing
from bot.dialogue.introductions import Introduction
from bot.dialogue.messages import Context
from bot.nlu.heard import DENIES, ROLE


@dataclass
class Turn:
    """A message in its conversation; `intent` is what it sounds like, None for nothing."""

    message: Message
    text: str
    context: Context
    intent: str | None
    erases: Erasing
    introduction: Introduction
    in_flow: bool

    @property
    def named_roles(self) -> list[dict[str, Any]]:
        """The jobs that the message names, as entities."""
        return [entity for entity in self.message.get(ENTITIES, []) if entity["entity"] == ROLE]

    @property
    def roles(self) -> list[str]:
        """The keys of these jobs, each once."""
        return list(dict.fromkeys(str(entity["value"]) for entity in self.named_roles))

    @property
    def denies_need(self) -> bool:
        """Whether the message takes back a call for help."""
        return self.context.in_need and bool(self.message.get(DENIES))
