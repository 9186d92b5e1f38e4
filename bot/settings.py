"""The settings of an installation, read from the environment: the table stands in the docs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.installation.places import ROOT, default_data
from bot.installation.variables import (
    PLATFORM_KEYS,
    action_url_in,
    api_in,
    broker_in,
    database_in,
    days_in,
    email_in,
    home_in,
    host_in,
    is_loopback,
    networks_in,
    origin_of,
    origins_in,
    port_in,
    program_in,
    public_url_in,
    require_shared_secret,
    require_telegram_secret,
    require_template_id,
    require_two_ports,
    require_whole_email,
    secret_in,
    smtp_in,
    switch_in,
    token_in,
    webhook_in,
    webhook_secret_in,
    whole_in,
)

__all__ = ["ROOT", "Settings", "is_loopback", "origin_of"]


# A visitor agrees to one thing, to be contacted. That asks for no longer than a candidate's file
# kept to answer for a refusal (fact candidate_file_three_months), and long enough to see, when
# someone says that nobody called, what became of the request.
_CONTACT_DAYS = 90


# What the CNIL says of the longest file of a candidate: fact candidate_file_two_years.
_MOST_CONTACT_DAYS = 730


# A conversation is personal data (fact gdpr_applies_to_chatbot) whose length no rule gives: an
# editor who looks once a month for what the bot did not understand needs it no longer.
_CONVERSATION_DAYS = 30


_MOST_CONVERSATION_DAYS = 3650


# A day lets a visitor come back after school; a shared screen forgets within the hour.
_SESSION_HOURS = 24


_MOST_SESSION_HOURS = 720


_SESSION_TURNS = 1000  # messages: three hours of writing one every ten seconds


_MOST_SESSION_TURNS = 100_000


_WEB_RATE = 30  # messages a minute: twice what anybody types


_WEB_ADDRESS_RATE = 300  # requests a minute: a whole class behind one address


_MOST_RATE = 1_000_000


_PLATFORMS = ("telegram", "messenger", "twilio", "twilio_content", "twilio_messaging", "slack")


_PLATFORM_APIS = {f"{platform}_api": f"DECROCHE_{platform.upper()}_API" for platform in _PLATFORMS}


@dataclass(frozen=True)
class Settings:
    """Where the servers listen, where the data live and how long, whom a visitor can reach.

    What is None is not set. `database` follows from `data` unless given.
    """

    host: str
    port: int
    action_port: int
    data: Path
    database: str = field(default="", repr=False)
    contact_email: str | None = None
    smtp_url: str | None = field(default=None, repr=False)
    contact_from: str | None = None
    contact_webhook: str | None = field(default=None, repr=False)
    contact_webhook_secret: str | None = field(default=None, repr=False)
    contact_days: int = _CONTACT_DAYS
    conversation_days: int = _CONVERSATION_DAYS
    human_contact: str | None = None
    human_hours: str | None = None
    event_broker: str = field(default="", repr=False)
    web_origins: tuple[str, ...] = ()
    secret: str | None = field(default=None, repr=False)
    session_hours: int = _SESSION_HOURS
    session_turns: int = _SESSION_TURNS
    web_rate: int = _WEB_RATE
    web_address_rate: int = _WEB_ADDRESS_RATE
    trusted_proxies: tuple[str, ...] = ()
    public_url: str | None = None
    dictation: bool = False
    voice: str | None = None
    action_host: str = "127.0.0.1"
    action_url: str | None = None
    action_secret: str | None = field(default=None, repr=False)
    home: Path | None = None
    rest_token: str | None = field(default=None, repr=False)
    telegram_token: str | None = field(default=None, repr=False)
    telegram_secret: str | None = field(default=None, repr=False)
    messenger_page_token: str | None = field(default=None, repr=False)
    messenger_app_secret: str | None = field(default=None, repr=False)
    messenger_verify: str | None = field(default=None, repr=False)
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = field(default=None, repr=False)
    twilio_number: str | None = None
    twilio_whatsapp_number: str | None = None
    twilio_whatsapp_template: str | None = None
    slack_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    telegram_api: str = "https://api.telegram.org"
    messenger_api: str = "https://graph.facebook.com/v24.0"
    twilio_api: str = "https://api.twilio.com/2010-04-01"
    twilio_content_api: str = "https://content.twilio.com/v1"
    twilio_messaging_api: str = "https://messaging.twilio.com/v2"
    slack_api: str = "https://slack.com/api"

    def __post_init__(self) -> None:
        if not self.database:
            file = self.data / "conversations.db"
            object.__setattr__(self, "database", f"sqlite:///{file}")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings. Raises StartupError for a value that cannot be used."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        require_whole_email(given)
        require_telegram_secret(given)
        require_template_id(given)
        require_shared_secret(given)
        platforms: dict[str, Any] = {
            **{key: given[name] for key, name in PLATFORM_KEYS.items() if name in given},
            **{key: api_in(given, name) for key, name in _PLATFORM_APIS.items() if name in given},
        }
        port = port_in(given, "DECROCHE_PORT", 5005)
        action_port = port_in(given, "DECROCHE_ACTION_PORT", 5055)
        require_two_ports(port, action_port, given)
        return cls(
            host=host_in(given, "DECROCHE_HOST"),
            port=port,
            action_port=action_port,
            data=Path(given.get("DECROCHE_DATA") or default_data(given)).resolve(),
            database=database_in(given, "DECROCHE_DATABASE"),
            contact_email=email_in(given, "DECROCHE_CONTACT_EMAIL"),
            smtp_url=smtp_in(given, "DECROCHE_SMTP_URL"),
            contact_from=email_in(given, "DECROCHE_CONTACT_FROM"),
            contact_webhook=webhook_in(given, "DECROCHE_CONTACT_WEBHOOK"),
            contact_webhook_secret=webhook_secret_in(given, "DECROCHE_CONTACT_WEBHOOK_SECRET"),
            contact_days=days_in(given, "DECROCHE_CONTACT_DAYS", _CONTACT_DAYS, _MOST_CONTACT_DAYS),
            conversation_days=days_in(
                given, "DECROCHE_CONVERSATION_DAYS", _CONVERSATION_DAYS, _MOST_CONVERSATION_DAYS
            ),
            human_contact=given.get("DECROCHE_HUMAN_CONTACT"),
            human_hours=given.get("DECROCHE_HUMAN_HOURS"),
            event_broker=broker_in(given, "DECROCHE_EVENT_BROKER"),
            web_origins=origins_in(given, "DECROCHE_WEB_ORIGINS"),
            secret=secret_in(given, "DECROCHE_SECRET"),
            session_hours=whole_in(
                given, "DECROCHE_SESSION_HOURS", _SESSION_HOURS, _MOST_SESSION_HOURS, "hours"
            ),
            session_turns=whole_in(
                given, "DECROCHE_SESSION_TURNS", _SESSION_TURNS, _MOST_SESSION_TURNS, "messages"
            ),
            web_rate=whole_in(given, "DECROCHE_WEB_RATE", _WEB_RATE, _MOST_RATE, "messages"),
            web_address_rate=whole_in(
                given, "DECROCHE_WEB_ADDRESS_RATE", _WEB_ADDRESS_RATE, _MOST_RATE, "requests"
            ),
            trusted_proxies=networks_in(given, "DECROCHE_TRUSTED_PROXIES"),
            public_url=public_url_in(given, "DECROCHE_PUBLIC_URL"),
            dictation=switch_in(given, "DECROCHE_DICTATION"),
            voice=program_in(given, "DECROCHE_VOICE"),
            action_host=host_in(given, "DECROCHE_ACTION_HOST"),
            action_url=action_url_in(given, "DECROCHE_ACTION_URL"),
            home=home_in(given, "DECROCHE_HOME"),
            action_secret=token_in(given, "DECROCHE_ACTION_SECRET"),
            rest_token=token_in(given, "DECROCHE_REST_TOKEN"),
            **platforms,
        )

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.data / "models" / "decroche.tar.gz"

    @property
    def logs(self) -> Path:
        """The folder of the servers' logs."""
        return self.data / "log"

    @property
    def url(self) -> str:
        """Where the Rasa server answers."""
        return _address(self.host, self.port)

    @property
    def own_action_address(self) -> str:
        """Where this installation's action server answers on this machine."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
        return _address(everywhere.get(self.action_host, self.action_host), self.action_port)

    @property
    def action_address(self) -> str:
        """Where the Rasa server finds the action server."""
        return self.action_url or self.own_action_address

    @property
    def runs_actions(self) -> bool:
        """Whether the action server is this installation's own, and no other machine's."""
        found, own = urlsplit(self.action_address), urlsplit(self.own_action_address)
        both_here = all(is_loopback(url.hostname or "") for url in (found, own))
        return found.port == own.port and (both_here or found.hostname == own.hostname)

    @property
    def is_shared(self) -> bool:
        """Whether several servers may work on the database: not on a SQLite file."""
        return not self.database.startswith("sqlite:")

    @property
    def emails(self) -> bool:
        """Whether contact requests go out by e-mail."""
        return bool(self.contact_email and self.smtp_url and self.contact_from)

    @property
    def delivers(self) -> bool:
        """Whether contact requests go out to somebody, by e-mail or webhook."""
        return self.emails or self.contact_webhook is not None

    @property
    def request_days(self) -> int:
        """How long a contact request is kept: the conversation holds what was typed for it."""
        return max(self.contact_days, self.conversation_days)

    def as_environment(self) -> dict[str, str]:
        """Return the settings for a child process."""
        values: dict[str, str | None] = {
            "DECROCHE_HOST": self.host,
            "DECROCHE_PORT": str(self.port),
            "DECROCHE_ACTION_PORT": str(self.action_port),
            "DECROCHE_DATA": str(self.data),
            "DECROCHE_HOME": str(self.home) if self.home else None,
            "DECROCHE_ACTION_HOST": self.action_host,
            "DECROCHE_ACTION_URL": self.action_url,
            "DECROCHE_ACTION_SECRET": self.action_secret,
            "DECROCHE_DATABASE": self.database,
            "DECROCHE_CONTACT_EMAIL": self.contact_email,
            "DECROCHE_SMTP_URL": self.smtp_url,
            "DECROCHE_CONTACT_FROM": self.contact_from,
            "DECROCHE_CONTACT_WEBHOOK": self.contact_webhook,
            "DECROCHE_CONTACT_WEBHOOK_SECRET": self.contact_webhook_secret,
            "DECROCHE_CONTACT_DAYS": str(self.contact_days),
            "DECROCHE_CONVERSATION_DAYS": str(self.conversation_days),
            "DECROCHE_HUMAN_CONTACT": self.human_contact,
            "DECROCHE_HUMAN_HOURS": self.human_hours,
            "DECROCHE_EVENT_BROKER": self.event_broker,  # empty: events are not published
            "DECROCHE_WEB_ORIGINS": ",".join(self.web_origins),
            "DECROCHE_SECRET": self.secret,
            "DECROCHE_SESSION_HOURS": str(self.session_hours),
            "DECROCHE_SESSION_TURNS": str(self.session_turns),
            "DECROCHE_WEB_RATE": str(self.web_rate),
            "DECROCHE_WEB_ADDRESS_RATE": str(self.web_address_rate),
            "DECROCHE_TRUSTED_PROXIES": ",".join(self.trusted_proxies),
            "DECROCHE_PUBLIC_URL": self.public_url,
            "DECROCHE_DICTATION": "on" if self.dictation else "off",
            "DECROCHE_VOICE": self.voice,
            "DECROCHE_REST_TOKEN": self.rest_token,
            **{name: getattr(self, key) for key, name in (PLATFORM_KEYS | _PLATFORM_APIS).items()},
        }
        return {name: value for name, value in values.items() if value is not None}


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
