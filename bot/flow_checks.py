"""The checks of what the bot says beside its answers: the flows, and channels.yml."""

from __future__ import annotations

from bot._channels_checks import CHANNELS_FILE, check_sentences
from bot._contact_checks import check_contact
from bot._orientation_checks import check_orientation
from bot._quiz_checks import check_quiz
from bot.channels._sentences import read_sentences
from bot.checks import Finding
from bot.contact import read_contact
from bot.content import Content
from bot.orientation import read_orientation
from bot.quiz import read_quiz


def check_flows(content: Content) -> list[Finding]:
    """Return every finding on the guided conversations and the channels. Raises ContentError."""
    return [
        *check_orientation(content, read_orientation(content.folder / "orientation.yml")),
        *check_contact(read_contact(content.folder / "contact.yml"), content),
        *check_quiz(content, read_quiz(content.folder)),
        *check_sentences(content, read_sentences(content.folder / CHANNELS_FILE)),
    ]
