"""A contact request, and who may receive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

TOPIC = "leave_contact_details"


@dataclass(frozen=True)
class Desk:
    """Whom a visitor can reach here; "" for what is not set."""

    delivers: bool
    human_contact: str
    human_hours: str
    keeps_days: int


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
