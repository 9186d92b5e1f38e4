"""SMS by Twilio: the fewest parts, since each is paid."""

from __future__ import annotations

import re
from typing import Any

from bot.channels.messaging.rendering import offered, offered_on
from bot.channels.messaging.sentences import Sentences
from bot.channels.messaging.titles import Titles, shortened
from bot.channels.messaging.twilio import TwilioChannel, listed, pieces
from bot.channels.replies import Reply
from bot.publishing import SHORT_TITLES
from bot.text.sms import ONE_PART, economical, taken

_ADDRESS = re.compile(r"\s:\shttps?://\S+")
_FEWEST_LINES = 2  # of a list: what it is, and its first entry


class SmsChannel(TwilioChannel):
    """The way of whoever writes an SMS; Rasa's name for it is « twilio »."""

    def number(self) -> str:
        return self.settings.twilio_number or ""

    def bodies(self, replies: list[Reply]) -> list[str]:
        return sms_bodies(replies, self.sentences, self.content.part(SHORT_TITLES))

    def paged(self, reply: Reply, topic: str) -> Reply:
        """Return a reply as it is: the bot itself names the page."""
        return reply

    def _said(self, body: dict[str, Any]) -> tuple[str, bool]:
        text, pressed = super()._said(body)
        # Some networks turn the one into the other: an e-mail address would be lost.
        return text.replace("¡", "@"), pressed


def sms_bodies(replies: list[Reply], sentences: Sentences, titles: Titles) -> list[str]:
    """Return the texts that show the replies of one turn by SMS: one, where Twilio takes it."""
    buttons = shortened(offered(replies), titles, offered_on(replies))
    replies = [_in_one_part(reply) if reply["kind"] == "sources" else reply for reply in replies]
    return pieces(economical(listed(replies, buttons, sentences, brief=True)))


def _in_one_part(sources: Reply) -> Reply:
    """Return sources without their addresses, and the last where they would be paid twice."""
    lines = _ADDRESS.sub("", sources["text"]).split("\n")
    ends = range(len(lines), _FEWEST_LINES, -1)
    end = next((end for end in ends if taken("\n".join(lines[:end])) <= ONE_PART), _FEWEST_LINES)
    return {**sources, "text": "\n".join(lines[:end])}
