"""The key that signs what the channels give out."""

from __future__ import annotations

from bot.installation.secret import kept_secret
from bot.settings import Settings


def signing_key(settings: Settings) -> str:
    """Return the key of the settings, or the one that this installation made for itself.

    Raises StartupError when none can be kept.
    """
    return settings.secret or kept_secret(settings.data / "secret", "DECROCHE_SECRET")
