"""The tokens of the web channel: signed by the server, each bound to one conversation."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from itsdangerous import BadData, URLSafeSerializer

from bot.channels.problems import NoSession

Profile = Literal["site", "kiosk"]


PROFILES: tuple[Profile, ...] = get_args(Profile)


_KIOSK_HOURS = 1  # a visitor at a shared screen is gone long before


_SALT = "decroche.web.session"


_LONGEST_TOKEN = 1000  # characters: nothing longer was ever signed here


@dataclass(frozen=True)
class Session:
    """One visitor's right to one conversation, until `expires_at` (seconds since 1970)."""

    conversation: str
    profile: Profile
    expires_at: int

    @property
    def expiry(self) -> str:
        """When it ends, as `2026-11-24T20:00:00Z`."""
        moment = datetime.fromtimestamp(self.expires_at, UTC)
        return moment.isoformat().replace("+00:00", "Z")


class Sessions:
    """Opens sessions and recognises their tokens."""

    def __init__(self, key: str, hours: int, clock: Callable[[], float] = time.time) -> None:
        self._hours: dict[Profile, int] = {"site": hours, "kiosk": min(hours, _KIOSK_HOURS)}
        self._clock = clock
        self._serializer = URLSafeSerializer(
            key,
            salt=_SALT,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def open(self, profile: Profile) -> tuple[Session, str]:
        """Return a session on a new conversation, and its token."""
        conversation = f"{profile}-{uuid.uuid4().hex}"
        session = Session(conversation, profile, int(self._clock()) + self._hours[profile] * 3600)
        token = self._serializer.dumps([conversation, profile, session.expires_at])
        return session, str(token)

    def read(self, authorization: str) -> Session:
        """Return the session of an `Authorization` header. Raises NoSession."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(token) <= _LONGEST_TOKEN:
            raise NoSession
        session = self._loaded(token.strip())
        if session.expires_at <= self._clock():
            raise NoSession
        return session

    def _loaded(self, token: str) -> Session:
        try:
            held: Any = self._serializer.loads(token)
            conversation, profile, expires_at = held
            return Session(str(conversation), profile, int(expires_at))
        except (BadData, TypeError, ValueError):
            raise NoSession from None
