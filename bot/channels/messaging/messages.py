"""What passes between a messaging platform and the bot: arrivals in, calls out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Arrival:
    """A visitor's message, as a platform delivered it.

    `text` is what was typed, or the payload (« /heat_pumps ») when `pressed`. What the bot cannot
    read (media, a sticker) has no text but a `notice`: the key of a sentence of
    content/channels.yml that is then said in its place. `message_id` is the platform's own,
    `conversation` is made by `MessagingChannel.conversation`, `recipient` tells where to answer and
    is nobody's business but the channel's. `sent_at` puts what waits in the visitor's order.
    The platform may have `answered` it by itself; nobody may have spoken to the bot by name
    (`unasked`). `receipt` is what `MessagingChannel.receipts` needs; it is not kept. `written_at`
    is when the visitor last wrote, in seconds since 1970, while the arrival is answered; 0.0 where
    nobody knows.
    """

    channel: str
    message_id: str
    conversation: str
    text: str
    recipient: str
    pressed: bool = False
    notice: str = ""
    sent_at: float = 0.0
    answered: bool = False
    unasked: bool = False
    receipt: str = ""
    written_at: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Call:
    """One HTTP call to a platform, of JSON or of a form; refused, the form `otherwise` is sent.

    After `open_until` (seconds since 1970; 0.0: unknown) the platform takes nothing but the form
    `late`, if there is one, and nothing else when it says itself that it is too late.

    It waits in the database until it is delivered, so it holds no secret: neither token nor
    password. `MessagingChannel.authorised` adds them when it leaves.
    """

    url: str
    json: dict[str, Any] | None = None
    form: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    otherwise: dict[str, str] | None = None
    late: dict[str, str] | None = None
    open_until: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What became of a call.

    Delivered; or to be tried again, no sooner than `wait` seconds from now (None: as the back-off
    says); or refused for good for a `reason` (a status or an error code, no personal data). When
    the recipient is `gone` (blocked the bot, left), what waits for them is dropped too; so it is
    when the conversation is `closed`: nobody may write to them before they write again. What was
    handed over and never answered is `uncertain`: it may have arrived.
    """

    delivered: bool = False
    again: bool = False
    wait: float | None = None
    reason: str = ""
    gone: bool = False
    closed: bool = False
    uncertain: bool = False


DELIVERED = Outcome(delivered=True)
