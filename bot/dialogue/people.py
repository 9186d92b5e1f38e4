"""Whether somebody can be reached here: nothing offers a human whom this installation has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.content import Content
from bot.content.keys import FALLBACK, FEEDBACK_THANKS, LOST, SOMETHING_ELSE, TOO_LONG
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Message
from bot.settings import Settings

TALK_TO_HUMAN = "talk_to_human"
LEAVE_DETAILS = "leave_contact_details"
# Where the bot is at its end, a person is a way out.
_AT_A_LOSS = frozenset(
    {FALLBACK, FEEDBACK_THANKS, LOST, SOMETHING_ELSE, TOO_LONG, "negative_feedback"}
)


@dataclass(frozen=True)
class People:
    """Who stands behind this installation: a team that answers, somebody who gets requests."""

    answer: bool = False
    receive: bool = False

    @classmethod
    def of(cls, settings: Settings) -> People:
        """Return who stands behind an installation."""
        return cls(answer=bool(settings.human_contact), receive=settings.delivers)

    def offered(self, topic: str, buttons: Iterable[str]) -> list[str]:
        """Return the topics or labels that a message on `topic` offers, of those that it would.

        Left out is what nobody here would keep; a person is added where the bot is at a loss.
        """
        kept = [button for button in buttons if self._keeps(button)]
        helps = topic in _AT_A_LOSS and self._keeps(TALK_TO_HUMAN) and TALK_TO_HUMAN not in kept
        return [*kept, TALK_TO_HUMAN] if helps else kept

    def reached(self, content: Content, message: Message) -> Message:
        """Return a message with the buttons that this installation keeps."""
        buttons = {button.payload.removeprefix("/"): button for button in message.buttons}
        labels = self.offered(message.topic, buttons)
        added = topic_buttons(content, [label for label in labels if label not in buttons])
        kept = [buttons[label] for label in labels if label in buttons]
        return replace(message, buttons=(*kept, *added))

    def _keeps(self, button: str) -> bool:
        topic = button.partition("/")[0]
        if topic == LEAVE_DETAILS:
            return self.receive
        return topic != TALK_TO_HUMAN or self.answer or self.receive
