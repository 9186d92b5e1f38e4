"""Why a message gets no answer, whatever channel brought it: each says it in its own way."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked is not done; `seconds` later it may be, when they are known."""

    seconds: int | None = None


class Empty(Refusal):
    """The text holds nothing to answer."""


class UnknownChoice(Refusal):
    """A payload that the bot did not offer."""


class Ended(Refusal):
    """The conversation was erased, or a new one took its place."""


class Full(Refusal):
    """The conversation has as many messages as it may."""


class TooLarge(Refusal):
    """The body is larger than a message may be."""


class TooMany(Refusal):
    """More requests than a minute allows."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class NotAnswering(Refusal):
    """The bot has no model yet, or one of its parts does not answer."""

    seconds = 5
