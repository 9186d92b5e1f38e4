"""The messaging platforms: what each needs, where it finds us, how it says who we are.

Imports neither Rasa nor Sanic: `decroche channels` is a light command.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.settings import Settings

# An address, its headers, and what of the answer names the account, None for a refusal.
Headers = dict[str, str]
Reader = Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True)
class Identity:
    """The platform's own call that tells whose secrets these are: a GET of JSON."""

    url: str
    headers: Headers
    read: Reader


@dataclass(frozen=True)
class Platform:
    """A messaging platform.

    `name` is the operator's word, `channel` the channel's name and part of its address. `needs`
    are fields of the settings.
    """

    name: str
    channel: str
    needs: tuple[str, ...]
    identity: Callable[[Settings], Identity]

    def is_on(self, settings: Settings) -> bool:
        """Tell whether the settings hold all that the channel needs."""
        return not self.missing(settings)

    def missing(self, settings: Settings) -> list[str]:
        """Return the environment variables that are still to be set."""
        return [f"DECROCHE_{key.upper()}" for key in self.needs if not getattr(settings, key)]

    def webhook(self, settings: Settings) -> str:
        """Return the address to give to the platform: a path when no public address is set."""
        return f"{settings.public_url or ''}/webhooks/{self.channel}/webhook"


def _telegram(settings: Settings) -> Identity:
    url = f"{settings.telegram_api}/bot{settings.telegram_token}/getMe"
    return Identity(url, {}, lambda said: _account(said.get("result"), "username", "@"))


def _messenger(settings: Settings) -> Identity:
    headers = {"Authorization": f"Bearer {settings.messenger_page_token}"}
    url = f"{settings.messenger_api}/me?fields=name"
    return Identity(url, headers, lambda said: _account(said, "name"))


def _twilio(settings: Settings) -> Identity:
    sid = settings.twilio_account_sid or ""
    pair = base64.b64encode(f"{sid}:{settings.twilio_auth_token}".encode()).decode()
    url = f"{settings.twilio_api}/Accounts/{sid}.json"
    headers = {"Authorization": f"Basic {pair}"}
    return Identity(url, headers, lambda said: _account(said, "friendly_name"))


def _slack(settings: Settings) -> Identity:
    headers = {"Authorization": f"Bearer {settings.slack_token}"}
    return Identity(f"{settings.slack_api}/auth.test", headers, _slack_account)


def _slack_account(said: dict[str, Any]) -> str | None:
    return f"{said.get('user')} ({said.get('team')})" if said.get("ok") is True else None


def _account(said: Any, key: str, before: str = "") -> str | None:
    name = said.get(key) if isinstance(said, dict) else None
    return f"{before}{name}" if name else None


_ACCOUNT = ("twilio_account_sid", "twilio_auth_token")
PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform("telegram", "telegram", ("telegram_token", "telegram_secret"), _telegram),
        Platform(
            "messenger",
            "facebook",
            ("messenger_page_token", "messenger_app_secret", "messenger_verify"),
            _messenger,
        ),
        Platform("whatsapp", "whatsapp", (*_ACCOUNT, "twilio_whatsapp_number"), _twilio),
        Platform("sms", "twilio", (*_ACCOUNT, "twilio_number"), _twilio),
        Platform("slack", "slack", ("slack_token", "slack_signing_secret"), _slack),
    )
}


def platform_of(channel: str) -> Platform:
    """Return the platform of a channel's name."""
    return next(platform for platform in PLATFORMS.values() if platform.channel == channel)
