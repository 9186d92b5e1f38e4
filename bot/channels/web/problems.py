"""What a request is refused for, as RFC 9457 (`application/problem+json`) says it.

The one table of the French words that a page may show of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

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


PROBLEMS: dict[type[Refusal], Problem] = {
    Unreadable: Problem(
        400, "unreadable", "Demande illisible", "Le message reçu n’a pas la forme attendue."
    ),
    TooLong: Problem(
        400,
        "text-too-long",
        "Message trop long",
        f"Un message tient en {LONGEST_TEXT:_} caractères au plus. ".replace("_", " ")
        + "Raccourcissez-le, ou envoyez-en deux.",
    ),
    Empty: Problem(
        400, "text-empty", "Message vide", "Écrivez une question, ou choisissez un bouton."
    ),
    UnknownChoice: Problem(
        400,
        "unknown-choice",
        "Choix inconnu",
        "Ce bouton n’est pas proposé dans cette conversation.",
    ),
    NoSession: Problem(
        401,
        "no-session",
        "Conversation expirée",
        "Cette conversation n’est plus ouverte. Commencez-en une nouvelle.",
    ),
    NoToken: Problem(
        401,
        "no-token",
        "Accès refusé",
        "Cette adresse demande un jeton que la demande n’apporte pas.",
    ),
    ForeignOrigin: Problem(
        403,
        "foreign-origin",
        "Page non autorisée",
        "Cette page n’a pas le droit de parler à cet assistant.",
    ),
    NotFound: Problem(404, "not-found", "Page introuvable", "Il n’y a rien à cette adresse."),
    NothingToShow: Problem(
        404,
        "unknown-topic",
        "Sujet inconnu",
        "L’adresse demandée nomme un sujet ou un métier qui n’existe pas.",
    ),
    WrongMethod: Problem(
        405,
        "wrong-method",
        "Méthode non permise",
        "Cette adresse ne se demande pas de cette façon.",
    ),
    Ended: Problem(
        410,
        "conversation-ended",
        "Conversation terminée",
        "Cette conversation a été effacée ou remplacée. Commencez-en une nouvelle.",
    ),
    Full: Problem(
        410,
        "conversation-full",
        "Conversation trop longue",
        "Nous avons échangé tant de messages que cette conversation s’arrête ici. "
        "Commencez-en une nouvelle, ou revenez dans une heure.",
    ),
    TooLarge: Problem(
        413,
        "too-large",
        "Message trop volumineux",
        "Le message dépasse ce que l’assistant peut recevoir.",
    ),
    WrongMediaType: Problem(
        415,
        "wrong-media-type",
        "Format non pris en charge",
        "Les messages s’envoient en JSON (application/json, UTF-8).",
    ),
    TooMany: Problem(
        429,
        "too-many",
        "Trop de messages",
        "Vous allez plus vite que l’assistant. Attendez un instant, puis réessayez.",
    ),
    Failed: Problem(
        500,
        "internal",
        "Panne du service",
        "Quelque chose a échoué de notre côté. Réessayez dans un instant.",
    ),
    NotAnswering: Problem(
        503,
        "not-answering",
        "Assistant indisponible",
        "L’assistant ne répond pas pour le moment. Réessayez dans quelques secondes.",
    ),
}


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
