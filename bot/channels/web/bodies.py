"""The bodies that the API of the web channel takes: JSON, small, and nothing but what is known."""

from __future__ import annotations

import json
import re
from typing import Literal, TypeVar

from pydantic import BaseModel, ConstrainedStr, Extra, StrictBool, ValidationError
from sanic.request import Request

from bot.channels.conversations import Message, as_words
from bot.channels.limits import LONGEST_TEXT, chunks_of, read_body
from bot.channels.web.problems import TooLong, Unreadable, WrongMediaType

_MOST_BYTES = 16_384  # of a body
_JSON = re.compile(r'application/json(?:\s*;\s*charset="?utf-8"?)?', re.IGNORECASE)

Body = TypeVar("Body", bound=BaseModel)


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


class _Text(ConstrainedStr):
    strict = True


class _Sender(ConstrainedStr):
    strict = True
    max_length = 200
    regex = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+\Z")  # what a database keeps as it is


class SessionRequest(BaseModel):
    """A session to open, in place of the present one to `restart`."""

    profile: Literal["site", "kiosk"] | None = None
    restart: StrictBool = False

    class Config:
        extra = Extra.forbid


class MessageRequest(BaseModel):
    """What a visitor says: a text, or the payload and title of a button."""

    id: _Id
    text: _Text = _Text("")
    payload: _Payload = _Payload("")
    title: _Title = _Title("")

    class Config:
        extra = Extra.forbid


class SpeechRequest(BaseModel):
    """What is to be read aloud."""

    text: _Text

    class Config:
        extra = Extra.forbid


class RestRequest(BaseModel):
    """What a program says for one of its users, called `sender`: words, or a payload."""

    sender: _Sender
    message: _Text

    class Config:
        extra = Extra.forbid


async def body_of(request: Request, model: type[Body]) -> Body:
    """Return what a request brings. Raises WrongMediaType, TooLarge, Unreadable."""
    if not _JSON.fullmatch(request.headers.get("content-type", "").strip()):
        raise WrongMediaType
    declared = request.headers.get("content-length", "")
    text = await read_body(declared, chunks_of(request), _MOST_BYTES)
    return _parsed(text, model)


def _parsed(text: bytes, model: type[Body]) -> Body:
    try:
        document = json.loads(text.decode("utf-8"))
        # A member that is null is no member: the models would take it for one left out.
        if not isinstance(document, dict) or None in document.values():
            raise Unreadable
        return model(**document)
    except (ValueError, RecursionError, ValidationError, TypeError):
        raise Unreadable from None


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
