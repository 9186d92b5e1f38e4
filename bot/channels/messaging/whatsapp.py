"""WhatsApp by Twilio."""

from __future__ import annotations

from bot.channels.messaging.rendering import offered
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.twilio import SERVICE, TwilioChannel, listed, pieces
from bot.channels.replies import Reply

_PREFIX = "whatsapp:"


class WhatsAppChannel(TwilioChannel):
    """The way of WhatsApp's users."""

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def number(self) -> str:
        number = self.settings.twilio_whatsapp_number or ""
        bare = number.startswith((_PREFIX, SERVICE)) or not number
        return number if bare else f"{_PREFIX}{number}"

    def bodies(self, replies: list[Reply]) -> list[str]:
        return whatsapp_bodies(replies, self.sentences)


def whatsapp_bodies(replies: list[Reply], sentences: Sentences) -> list[str]:
    """Return the texts that show the replies of one turn on WhatsApp, its choices by number."""
    return pieces(listed(replies, offered(replies), sentences))
