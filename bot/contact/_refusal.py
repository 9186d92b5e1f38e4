"""Why what was typed is no first name, address, number or subject."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "first_name_digits",
    "first_name_long",
    "phone_short",
    "phone_special",
    "phone_length",
    "phone_unknown",
    "email_invalid",
    "subject_long",
]


class NotUsable(Exception):
    """What was typed is no first name, address or number; `reason` names the sentence to say."""

    def __init__(self, reason: Reason, **values: str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)
