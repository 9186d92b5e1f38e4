"""The state of a contact request: what was told, what is asked, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.flows.contact.content import FIELDS, Asked, FieldName
from bot.flows.flow import State

TOPIC = "leave_contact_details"
PAGE = "contact"  # where the consent can be read, below /web


@dataclass(frozen=True)
class Desk:
    """Whom a visitor can reach here; "" for what is not set.

    `controller` is a sentence on who answers for the data: it is part of what is agreed to, and
    `responsible` their name. A screen is `shared` where all is erased once a visitor leaves it,
    requests that are not delivered yet too: none is taken there. `page` is the address where all
    of it can be read; with one, it is said in short.
    """

    delivers: bool
    human_contact: str
    human_hours: str
    keeps_days: int
    controller: str
    responsible: str = ""
    page: str = ""
    shared: bool = False


@dataclass(frozen=True)
class NewContact:
    """A request that the visitor agreed to; `consent_text` is what was read to them."""

    first_name: str
    email: str | None
    phone: str | None
    subject: str
    consent_text: str


class Save(Protocol):
    """Keeps a request for good, or raises."""

    def __call__(self, request: NewContact) -> None: ...


# An address that looks like a slip of the hand, until the visitor says which one is meant.
PROPOSED = "email_proposed"


TYPED = "email_typed"


def open_question(state: Mapping[str, object]) -> Asked:
    """Return what the visitor is asked."""
    asked: Asked = state["asked"]  # type: ignore[assignment]  # only this package writes it
    return asked


def field_of(name: str) -> FieldName | None:
    """Return the field of that name, None when there is none."""
    return next((field for field in FIELDS if field == name), None)


def next_question(state: State) -> Asked:
    """Return the first thing that is missing; the consent when nothing is."""
    if state.get(PROPOSED):
        return "email_typo"
    if not state.get("first_name"):
        return "first_name"
    if not _can_be_reached(state):
        return "reach"
    return "consent" if state.get("subject") else "subject"


def _can_be_reached(state: State) -> bool:
    return bool(state.get("email") or state.get("phone"))


def is_complete(state: State) -> bool:
    """Tell whether all is told that a request needs."""
    return bool(state.get("first_name") and state.get("subject")) and _can_be_reached(state)


def without_typo(state: State) -> State:
    """Return a state where no address is doubted."""
    return {key: value for key, value in state.items() if key not in (PROPOSED, TYPED)}
