"""SMS by Twilio: the fewest parts, since each is paid."""

from __future__ import annotations

from typing import Any

from bot.channels.messaging.rendering import offered, offered_on
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.titles import Titles, shortened
from bot.channels.messaging.twilio import TwilioChannel, listed, pieces
from bot.channels.replies import Reply
from bot.publishing import SHORT_TITLES
from bot.text.sms import economical


class SmsChannel(TwilioChannel):
    """The way of whoever writes an SMS; Rasa's name for it is « twilio »."""

    def number(self) -> str:
        return self.settings.twilio_number or ""

    def bodies(self, replies: list[Reply]) -> list[str]:
        return sms_bodies(replies, self.sentences, self.content.part(SHORT_TITLES))

    def _said(self, body: dict[str, Any]) -> tuple[str, bool]:
        text, pressed = super()._said(body)
        # Some networks turn the one into the other: an e-mail address would be lost.
        return text.replace("¡", "@"), pressed


def sms_bodies(replies: list[Reply], sentences: Sentences, titles: Titles) -> list[str]:
    """Return the texts that show the replies of one turn by SMS: one, where Twilio takes it."""
    buttons = shortened(offered(replies), titles, offered_on(replies))
    return pieces(economical(listed(replies, buttons, sentences, brief=True)))
