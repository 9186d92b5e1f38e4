"""The checks of the guided conversations: quiz.yml, orientation.yml and contact.yml."""

from __future__ import annotations

from bot._contact_checks import check_contact
from bot._orientation_checks import check_orientation
from bot._quiz_checks import check_quiz
from bot.checks import Finding
from bot.contact import read_contact
from bot.content import Content
from bot.orientation import read_orientation
from bot.quiz import read_quiz


def check_flows(content: Content) -> list[Finding]:
    """Return every finding on the guided conversations. Raises ContentError."""
    return [
        *check_orientation(content, read_orientation(content.folder / "orientation.yml")),
        *check_contact(read_contact(content.folder / "contact.yml"), content),
        *check_quiz(content, read_quiz(content.folder)),
    ]
