"""What a request is refused for, as RFC 9457 (`application/problem+json`) says it.

The words that a page may show of it stand in problems.yml, by kind.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml
from sanic.response import HTTPResponse

from bot.channels.limits import LONGEST_TEXT
from bot.channels.refusals import (
    Empty,
    Ended,
    Full,
    NotAnswering,
    Refusal,
    TooLarge,
    TooMany,
    UnknownChoice,
)
from bot.text.typography import typeset

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:problem-type:decroche:"
_BEARER = 'Bearer realm="decroche"'


class Failed(Refusal):
    """Something went wrong that is nobody's fault but ours."""


class Unreadable(Refusal):
    """The body is no JSON object of the expected fields."""


class TooLong(Refusal):
    """The text is longer than a message may be."""


class NoSession(Refusal):
    """No token, a forged one, or one that is out of date."""


class NoToken(Refusal):
    """No token of the REST channel, or a wrong one."""


class ForeignOrigin(Refusal):
    """A page that may not talk to this server."""


class NotFound(Refusal):
    """No such address."""


class NothingToShow(Refusal):
    """A query that names what does not exist."""


class WrongMethod(Refusal):
    """The address knows other methods."""

    def __init__(self, *allowed: str) -> None:
        super().__init__()
        self.allowed = allowed


class WrongMediaType(Refusal):
    """The body is not JSON."""


@dataclass(frozen=True)
class Problem:
    """How a refusal is told."""

    status: int
    kind: str
    title: str
    detail: str


_KINDS: dict[type[Refusal], tuple[int, str]] = {
    Unreadable: (400, "unreadable"),
    TooLong: (400, "text-too-long"),
    Empty: (400, "text-empty"),
    UnknownChoice: (400, "unknown-choice"),
    NoSession: (401, "no-session"),
    NoToken: (401, "no-token"),
    ForeignOrigin: (403, "foreign-origin"),
    NotFound: (404, "not-found"),
    NothingToShow: (404, "unknown-topic"),
    WrongMethod: (405, "wrong-method"),
    Ended: (410, "conversation-ended"),
    Full: (410, "conversation-full"),
    TooLarge: (413, "too-large"),
    WrongMediaType: (415, "wrong-media-type"),
    TooMany: (429, "too-many"),
    Failed: (500, "internal"),
    NotAnswering: (503, "not-answering"),
}


def _problems() -> dict[type[Refusal], Problem]:
    longest = f"{LONGEST_TEXT:_}".replace("_", " ")
    words = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))

    def said(kind: str, what: str) -> str:
        return typeset(words[kind][what].format(longest=longest))

    return {
        refusal: Problem(status, kind, said(kind, "title"), said(kind, "detail"))
        for refusal, (status, kind) in _KINDS.items()
    }


PROBLEMS = _problems()


def response_to(refusal: Refusal) -> HTTPResponse:
    """Return the answer to a request that is refused."""
    problem = PROBLEMS[type(refusal)]
    body = {
        "type": f"{_TYPE}{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    text, headers = json.dumps(body, ensure_ascii=False), _headers(refusal)
    return HTTPResponse(text, status=problem.status, headers=headers, content_type=MEDIA_TYPE)


def _headers(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, NoSession | NoToken):
        return {"WWW-Authenticate": _BEARER}
    if isinstance(refusal, WrongMethod):
        return {"Allow": ", ".join(refusal.allowed)}
    return wait_of(refusal)


def wait_of(refusal: Refusal) -> dict[str, str]:
    """Return the header that says when to ask again, if that is known."""
    return {} if refusal.seconds is None else {"Retry-After": str(refusal.seconds)}
