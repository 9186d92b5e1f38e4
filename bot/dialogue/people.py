"""Who can be reached here: nothing offers a human whom this installation has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.content import HUMAN_CONTACT, Content
from bot.content.keys import (
    FALLBACK,
    FEEDBACK_THANKS,
    LOST,
    SOMETHING_ELSE,
    TALK_TO_HUMAN,
    TOO_LONG,
)
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Message
from bot.settings import Settings

LEAVE_DETAILS = "leave_contact_details"
# Where the bot is at its end, a person is a way out.
_AT_A_LOSS = frozenset(
    {FALLBACK, FEEDBACK_THANKS, LOST, SOMETHING_ELSE, TOO_LONG, "negative_feedback"}
)


@dataclass(frozen=True)
class People:
    """Who stands behind this installation: the address of a team that answers, and its hours;
    whether somebody receives requests to be called back."""

    contact: str = ""
    hours: str = ""
    receive: bool = False

    @classmethod
    def of(cls, settings: Settings) -> People:
        """Return who stands behind an installation."""
        return cls(settings.human_contact or "", settings.human_hours or "", settings.delivers)

    def reach(self, content: Content) -> Message | None:
        """Return how to reach somebody, or None when nobody can be."""
        if not self.contact and not self.receive:
            return None
        reach, hours, also_note, only_note = content.replies[HUMAN_CONTACT].texts
        parts = [
            reach.replace("{contact}", self.contact) if self.contact else "",
            hours.replace("{hours}", self.hours) if self.hours else "",
            (also_note if self.contact else only_note) if self.receive else "",
        ]
        yes = LEAVE_DETAILS if self.receive else ""
        offered = filter(None, [yes, *content.replies[HUMAN_CONTACT].buttons])
        buttons = topic_buttons(content, offered)
        return Message(" ".join(filter(None, parts)), TALK_TO_HUMAN, buttons=buttons, yes=yes)

    def offered(self, topic: str, buttons: Iterable[str]) -> list[str]:
        """Return the topics or labels that a message on `topic` offers, of those that it would.

        Left out is what nobody here would keep; a person is added where the bot is at a loss.
        """
        kept = [button for button in buttons if self._keeps(button)]
        helps = topic in _AT_A_LOSS and self._keeps(TALK_TO_HUMAN) and TALK_TO_HUMAN not in kept
        return [*kept, TALK_TO_HUMAN] if helps else kept

    def keeping(self, content: Content, message: Message) -> Message:
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
        return topic != TALK_TO_HUMAN or bool(self.contact) or self.receive
