"""Talks with the contact flow, without Rasa: what was said, asked and saved."""

from __future__ import annotations

import json
from typing import Any

from bot import publishing
from bot.flows.contact import TOPIC, ContactFlow, Desk, NewContact
from bot.flows.flow import Heard, Step, step_after
from tests.contents import CONTENT

CONTACT = CONTENT.part(publishing.CONTACT)
DESK = Desk(delivers=True, human_contact="", human_hours="", keeps_days=90, controller="")
CLOSED = {"asked": None}
BEGINNING = Heard("je veux laisser mes coordonnées", TOPIC)


class Talk:
    """One conversation, the driver's way; it counts what was saved."""

    def __init__(self, *messages: str | Heard, first: Heard = BEGINNING, desk: Desk = DESK) -> None:
        self.saved: list[NewContact] = []
        self.flow = ContactFlow(CONTACT, desk, self.saved.append)
        self.last: Step | None = self.flow.begin({}, first)
        self.state = self.last.state
        self.done = self.last.done
        self.say(*messages)

    def say(self, *messages: str | Heard) -> Talk:
        """Say one message after the other."""
        for message in messages:
            assert not self.done, "the flow is over"
            heard = Heard(message) if isinstance(message, str) else message
            self.last = step_after(self.flow, self.state, heard)
            if self.last:
                self.state, self.done = self.last.state, self.last.done
                json.dumps(self.state)
        return self

    @property
    def text(self) -> str:
        """What was said last, "" after a digression."""
        return "\n".join(said.text for said in self.last.says) if self.last else ""

    @property
    def asked(self) -> Any:
        """The open question."""
        return self.state["asked"]


def press(option: str) -> Heard:
    """Return what is heard when a button of the flow is pressed."""
    return Heard(f'/{TOPIC}{{"option": "{option}"}}', TOPIC, option)


def at_read_back() -> Talk:
    """Return a talk where all is told and the yes is asked."""
    return Talk("Inès", "06 12 34 56 78", "Formation")
