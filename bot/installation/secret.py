"""The secrets of an installation: made once, kept for its account alone, compared in safety."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from bot.errors import StartupError
from bot.settings import Settings

_BYTES = 32
_SCHEME = "bearer"


def is_same(given: str, wanted: str) -> bool:
    """Tell whether a request gave a secret, in a time that says nothing of where they differ.

    `given` may hold anything: the web server keeps bytes that are no text as lone surrogates.
    """
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def is_bearer(authorization: str, wanted: str) -> bool:
    """Tell whether an `Authorization` header bears a secret."""
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == _SCHEME and is_same(given.strip(), wanted)


def kept_secret(file: Path, setting: str) -> str:
    """Return the secret in a file, made there if need be, which `setting` could give instead.

    Raises StartupError when none can be kept.
    """
    try:
        if not file.exists():
            _keep(file, secrets.token_hex(_BYTES))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no text"
        remedy = f"mend its rights, or set {setting}"
        raise StartupError(str(file), f"cannot be used ({reason})", remedy) from None
    if len(key) < _BYTES:
        raise StartupError(str(file), "is too short", "delete it: it is made again")
    return key


def action_secret(settings: Settings) -> str:
    """Return what each call of the action server must bear: given, or made by this installation.

    Raises StartupError when none can be kept.
    """
    file = settings.data / "action_secret"
    return settings.action_secret or kept_secret(file, "DECROCHE_ACTION_SECRET")


def _keep(file: Path, key: str) -> None:
    # Written apart and linked: of two servers that start at once, one makes it, whole.
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(key)
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
