"""What a request is refused for, as RFC 9457 (`application/problem+json`) says it.

The one table of the French words that a page may show of it.
"""

from __future__ import annotations

from typing import Any

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:problem-type:decroche:"


class Problem(Exception):
    """A request that is refused. `headers` go with the answer."""

    status = 500
    kind = "internal"
    title = "Panne du service"
    detail = "Quelque chose a échoué de notre côté. Réessayez dans un instant."

    def __init__(self, **headers: str) -> None:
        super().__init__(self.kind)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> dict[str, Any]:
        """Return the members of the problem."""
        return {
            "type": f"{_TYPE}{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }


class Unreadable(Problem):
    """The body is no JSON object of the expected fields."""

    status = 400
    kind = "unreadable"
    title = "Demande illisible"
    detail = "Le message reçu n’a pas la forme attendue."


class TooLong(Problem):
    """The text is longer than a message may be."""

    status = 400
    kind = "text-too-long"
    title = "Message trop long"
    detail = "Un message tient en 2 000 caractères au plus. Raccourcissez-le, ou envoyez-en deux."


class Empty(Problem):
    """The text holds nothing to answer."""

    status = 400
    kind = "text-empty"
    title = "Message vide"
    detail = "Écrivez une question, ou choisissez un bouton."


class UnknownChoice(Problem):
    """A payload that the bot did not offer."""

    status = 400
    kind = "unknown-choice"
    title = "Choix inconnu"
    detail = "Ce bouton n’est pas proposé dans cette conversation."


class NoSession(Problem):
    """No token, a forged one, or one that is out of date."""

    status = 401
    kind = "no-session"
    title = "Conversation expirée"
    detail = "Cette conversation n’est plus ouverte. Commencez-en une nouvelle."

    def __init__(self) -> None:
        super().__init__(WWW_Authenticate='Bearer realm="decroche"')


class ForeignOrigin(Problem):
    """A page that may not talk to this server."""

    status = 403
    kind = "foreign-origin"
    title = "Page non autorisée"
    detail = "Cette page n’a pas le droit de parler à cet assistant."


class NotFound(Problem):
    """No such address."""

    status = 404
    kind = "not-found"
    title = "Page introuvable"
    detail = "Il n’y a rien à cette adresse."


class NothingToShow(Problem):
    """A query that names what does not exist."""

    status = 404
    kind = "unknown-topic"
    title = "Sujet inconnu"
    detail = "L’adresse demandée nomme un sujet ou un métier qui n’existe pas."


class WrongMethod(Problem):
    """The address knows other methods."""

    status = 405
    kind = "wrong-method"
    title = "Méthode non permise"
    detail = "Cette adresse ne se demande pas de cette façon."


class Ended(Problem):
    """The conversation was erased, or a new one took its place."""

    status = 410
    kind = "conversation-ended"
    title = "Conversation terminée"
    detail = "Cette conversation a été effacée ou remplacée. Commencez-en une nouvelle."


class TooLarge(Problem):
    """The body is larger than a message may be."""

    status = 413
    kind = "too-large"
    title = "Message trop volumineux"
    detail = "Le message dépasse ce que l’assistant peut recevoir."


class WrongMediaType(Problem):
    """The body is not JSON."""

    status = 415
    kind = "wrong-media-type"
    title = "Format non pris en charge"
    detail = "Les messages s’envoient en JSON (application/json, UTF-8)."


class TooMany(Problem):
    """More requests than a minute allows."""

    status = 429
    kind = "too-many"
    title = "Trop de messages"
    detail = "Vous allez plus vite que l’assistant. Attendez un instant, puis réessayez."

    def __init__(self, seconds: int) -> None:
        super().__init__(Retry_After=str(seconds))


class NotAnswering(Problem):
    """The bot has no model yet, or one of its parts does not answer."""

    status = 503
    kind = "not-answering"
    title = "Assistant indisponible"
    detail = "L’assistant ne répond pas pour le moment. Réessayez dans quelques secondes."

    def __init__(self, seconds: int = 5) -> None:
        super().__init__(Retry_After=str(seconds))
