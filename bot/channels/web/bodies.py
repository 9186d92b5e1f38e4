"""The bodies that the API of the web channel takes, and what they say."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConstrainedStr, Extra, StrictBool

from bot.channels.bodies import Text
from bot.channels.conversations import Message, as_words
from bot.channels.limits import LONGEST_TEXT
from bot.channels.problems import TooLong, Unreadable


class _Id(ConstrainedStr):
    strict = True
    regex = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")


class _Payload(ConstrainedStr):
    strict = True
    max_length = 500
    regex = re.compile(r"/")


class _Title(ConstrainedStr):
    strict = True
    max_length = 200


class SessionRequest(BaseModel):
    """A session to open, in place of the present one to `restart`."""

    profile: Literal["site", "kiosk"] | None = None
    restart: StrictBool = False

    class Config:
        extra = Extra.forbid


class MessageRequest(BaseModel):
    """What a visitor says: a text, or the payload and title of a button."""

    id: _Id
    text: Text = Text("")
    payload: _Payload = _Payload("")
    title: _Title = _Title("")

    class Config:
        extra = Extra.forbid


class SpeechRequest(BaseModel):
    """What is to be read aloud."""

    text: Text

    class Config:
        extra = Extra.forbid


def message_of(given: MessageRequest) -> Message:
    """Return the message that a body is: a text, or a payload. Raises Unreadable, TooLong."""
    named = given.__fields_set__
    if ("text" in named) == ("payload" in named) or {"text", "title"} <= named:
        raise Unreadable
    if len(given.text) > LONGEST_TEXT:
        raise TooLong
    return Message(given.id, given.text, given.payload, given.title)


def reading_of(given: SpeechRequest) -> str:
    """Return the text that is to be read: no reply is longer. Raises TooLong, Empty."""
    if len(given.text) > LONGEST_TEXT:
        raise TooLong
    return as_words(given.text)
