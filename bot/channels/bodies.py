"""The bodies that the APIs take: JSON, small, and nothing but what is known."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from pydantic import BaseModel, ConstrainedStr, ValidationError
from sanic.request import Request

from bot.channels.limits import chunks_of, read_body
from bot.channels.problems import Unreadable, WrongMediaType

_MOST_BYTES = 16_384  # of a body
_JSON = re.compile(r'application/json(?:\s*;\s*charset="?utf-8"?)?', re.IGNORECASE)

Body = TypeVar("Body", bound=BaseModel)


class Text(ConstrainedStr):
    """What is a text, and nothing that could be read as one."""

    strict = True


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
