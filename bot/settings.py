"""The settings of an installation, read from the environment: the table stands in the docs."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot.errors import StartupError

ROOT = Path(__file__).resolve().parent.parent

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
_WEB_RATE = 30  # messages a minute: twice what anybody types
_WEB_ADDRESS_RATE = 300  # requests a minute: a whole class behind one address
_MOST_RATE = 1_000_000
_SHORTEST_SECRET = 16  # characters

_EMAIL = ("DECROCHE_CONTACT_EMAIL", "DECROCHE_SMTP_URL", "DECROCHE_CONTACT_FROM")

# What the messaging channels need of their platforms: the field of the settings, its variable.
_PLATFORM_KEYS = {
    name: f"DECROCHE_{name.upper()}"
    for name in (
        *("telegram_token", "telegram_secret"),
        *("messenger_page_token", "messenger_app_secret", "messenger_verify"),
        *("twilio_account_sid", "twilio_auth_token", "twilio_number", "twilio_whatsapp_number"),
        *("slack_token", "slack_signing_secret"),
    )
}
_PLATFORM_APIS = {
    f"{platform}_api": f"DECROCHE_{platform.upper()}_API"
    for platform in ("telegram", "messenger", "twilio", "slack")
}
_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # what Telegram takes; long enough for us


@dataclass(frozen=True)
class Settings:
    """Where the servers listen, where the data live and how long, whom a visitor can reach.

    What is None is not set. `database` follows from `data` unless given.
    """

    host: str
    port: int
    action_port: int
    data: Path
    database: str = ""
    contact_email: str | None = None
    smtp_url: str | None = None
    contact_from: str | None = None
    contact_webhook: str | None = None
    contact_days: int = _CONTACT_DAYS
    conversation_days: int = _CONVERSATION_DAYS
    human_contact: str | None = None
    human_hours: str | None = None
    event_broker: str = ""
    web_origins: tuple[str, ...] = ()
    secret: str | None = field(default=None, repr=False)
    session_hours: int = _SESSION_HOURS
    web_rate: int = _WEB_RATE
    web_address_rate: int = _WEB_ADDRESS_RATE
    trusted_proxies: tuple[str, ...] = ()
    public_url: str | None = None
    dictation: bool = False
    telegram_token: str | None = field(default=None, repr=False)
    telegram_secret: str | None = field(default=None, repr=False)
    messenger_page_token: str | None = field(default=None, repr=False)
    messenger_app_secret: str | None = field(default=None, repr=False)
    messenger_verify: str | None = field(default=None, repr=False)
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = field(default=None, repr=False)
    twilio_number: str | None = None
    twilio_whatsapp_number: str | None = None
    slack_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    telegram_api: str = "https://api.telegram.org"
    messenger_api: str = "https://graph.facebook.com/v24.0"
    twilio_api: str = "https://api.twilio.com/2010-04-01"
    slack_api: str = "https://slack.com/api"

    def __post_init__(self) -> None:
        if not self.database:
            file = self.data / "conversations.db"
            object.__setattr__(self, "database", f"sqlite:///{file}")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings. Raises StartupError for a value that cannot be used."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        _require_whole_email(given)
        _require_telegram_secret(given)
        platforms: dict[str, Any] = {
            **{key: given[name] for key, name in _PLATFORM_KEYS.items() if name in given},
            **{key: _api(given, name) for key, name in _PLATFORM_APIS.items() if name in given},
        }
        return cls(
            host=given.get("DECROCHE_HOST", "127.0.0.1"),
            port=_port(environment, "DECROCHE_PORT", 5005),
            action_port=_port(environment, "DECROCHE_ACTION_PORT", 5055),
            data=Path(environment.get("DECROCHE_DATA") or ROOT / "var").resolve(),
            database=_database(given, "DECROCHE_DATABASE"),
            contact_email=_email(given, "DECROCHE_CONTACT_EMAIL"),
            smtp_url=_smtp(given, "DECROCHE_SMTP_URL"),
            contact_from=_email(given, "DECROCHE_CONTACT_FROM"),
            contact_webhook=_webhook(given, "DECROCHE_CONTACT_WEBHOOK"),
            contact_days=_days(given, "DECROCHE_CONTACT_DAYS", _CONTACT_DAYS, _MOST_CONTACT_DAYS),
            conversation_days=_days(
                given, "DECROCHE_CONVERSATION_DAYS", _CONVERSATION_DAYS, _MOST_CONVERSATION_DAYS
            ),
            human_contact=given.get("DECROCHE_HUMAN_CONTACT"),
            human_hours=given.get("DECROCHE_HUMAN_HOURS"),
            event_broker=given.get("DECROCHE_EVENT_BROKER", ""),
            web_origins=_origins(given, "DECROCHE_WEB_ORIGINS"),
            secret=_secret(given, "DECROCHE_SECRET"),
            session_hours=_whole(
                given, "DECROCHE_SESSION_HOURS", _SESSION_HOURS, _MOST_SESSION_HOURS, "hours"
            ),
            web_rate=_whole(given, "DECROCHE_WEB_RATE", _WEB_RATE, _MOST_RATE, "messages"),
            web_address_rate=_whole(
                given, "DECROCHE_WEB_ADDRESS_RATE", _WEB_ADDRESS_RATE, _MOST_RATE, "requests"
            ),
            trusted_proxies=_networks(given, "DECROCHE_TRUSTED_PROXIES"),
            public_url=_public_url(given, "DECROCHE_PUBLIC_URL"),
            dictation=_switch(given, "DECROCHE_DICTATION"),
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
        return f"http://{self.host}:{self.port}"

    @property
    def action_url(self) -> str:
        """Where the action server answers."""
        return f"http://{self.host}:{self.action_port}"

    @property
    def emails(self) -> bool:
        """Whether contact requests go out by e-mail."""
        return bool(self.contact_email and self.smtp_url and self.contact_from)

    @property
    def delivers(self) -> bool:
        """Whether contact requests go out to somebody, by e-mail or webhook."""
        return self.emails or self.contact_webhook is not None

    def as_environment(self) -> dict[str, str]:
        """Return the settings for a child process and for the `${…}` of bot/endpoints.yml."""
        values: dict[str, str | None] = {
            "DECROCHE_HOST": self.host,
            "DECROCHE_PORT": str(self.port),
            "DECROCHE_ACTION_PORT": str(self.action_port),
            "DECROCHE_DATA": str(self.data),
            "DECROCHE_ACTION_URL": f"{self.action_url}/webhook",
            "DECROCHE_DATABASE": self.database,
            "DECROCHE_CONTACT_EMAIL": self.contact_email,
            "DECROCHE_SMTP_URL": self.smtp_url,
            "DECROCHE_CONTACT_FROM": self.contact_from,
            "DECROCHE_CONTACT_WEBHOOK": self.contact_webhook,
            "DECROCHE_CONTACT_DAYS": str(self.contact_days),
            "DECROCHE_CONVERSATION_DAYS": str(self.conversation_days),
            "DECROCHE_HUMAN_CONTACT": self.human_contact,
            "DECROCHE_HUMAN_HOURS": self.human_hours,
            "DECROCHE_EVENT_BROKER": self.event_broker,  # empty: events are not published
            "DECROCHE_WEB_ORIGINS": ",".join(self.web_origins),
            "DECROCHE_SECRET": self.secret,
            "DECROCHE_SESSION_HOURS": str(self.session_hours),
            "DECROCHE_WEB_RATE": str(self.web_rate),
            "DECROCHE_WEB_ADDRESS_RATE": str(self.web_address_rate),
            "DECROCHE_TRUSTED_PROXIES": ",".join(self.trusted_proxies),
            "DECROCHE_PUBLIC_URL": self.public_url,
            "DECROCHE_DICTATION": "on" if self.dictation else "off",
            **{name: getattr(self, key) for key, name in (_PLATFORM_KEYS | _PLATFORM_APIS).items()},
        }
        return {name: value for name, value in values.items() if value is not None}


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise StartupError(name, f"« {value} » is no port", "give a number from 1 to 65535")
    return int(value)


def _days(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    return _whole(given, name, default, most, "days")


def _whole(given: Mapping[str, str], name: str, default: int, most: int, what: str) -> int:
    value = given.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= most:
        problem = f"« {value} » is no number of {what}"
        raise StartupError(name, problem, f"give a number from 1 to {most}")
    return int(value)


def _switch(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "off")
    if value not in ("on", "off"):
        raise StartupError(name, f"« {value} » is neither on nor off", "write on or off")
    return value == "on"


def _secret(given: Mapping[str, str], name: str) -> str | None:
    if name in given and len(given[name]) < _SHORTEST_SECRET:
        remedy = f"give {_SHORTEST_SECRET} random characters or more"
        raise StartupError(name, "is too short to sign with", remedy)
    return given.get(name)


def _origins(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(_origin(name, value) for value in _listed(given, name))


def _origin(name: str, value: str) -> str:
    origin = origin_of(value)
    if origin is None or value.rstrip("/").count("/") != 2:
        remedy = "write https://host, comma-separated, without path"
        raise StartupError(name, f"« {value} » is no origin of a web page", remedy)
    return origin


def origin_of(url: str) -> str | None:
    """Return the origin of a web address as browsers write it, or None when it has none."""
    parts = _split(url)
    if not parts or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    standard = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port and parts.port != standard else ""
    return f"{parts.scheme}://{host}{port}"


def _networks(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    values = _listed(given, name)
    for value in values:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError:
            problem, remedy = f"« {value} » is no address", "write 10.0.0.2 or 10.0.0.0/24"
            raise StartupError(name, problem, remedy) from None
    return values


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in given.get(name, "").split(","))
    return tuple(part for part in parts if part)


def _public_url(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    parts = _split(given[name])
    if not parts or origin_of(given[name]) is None or parts.query or parts.fragment:
        remedy = "write https://host, without question mark"
        raise StartupError(name, "is no web address of a server", remedy)
    return given[name].rstrip("/")


def _database(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    scheme, _, rest = value.partition(":///")
    if scheme == "sqlite" and rest and not rest.startswith((":memory:", "?")):
        return f"sqlite:///{Path(rest).resolve()}"
    # Not in the error: the value, which may hold a password.
    if value and not value.startswith(("postgresql://", "postgresql+psycopg2://")):
        remedy = "write sqlite:////folder/file.db or postgresql://user:password@host/database"
        raise StartupError(name, "is no URL of a SQLite file or a PostgreSQL database", remedy)
    return value


def _email(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(given[name], check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        problem = f"« {given[name]} » is no e-mail address"
        raise StartupError(name, problem, "give one address, such as contact@example.fr") from None
    return given[name]


def _smtp(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    url = _split(given[name])
    if not url or url.scheme not in ("smtp", "smtps") or url.path not in ("", "/"):
        remedy = "write smtp://user:password@host:port or smtps://…"
        raise StartupError(name, "is no URL of a mail server", remedy)
    return given[name]


def _webhook(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    url = _split(given[name])
    if not url or url.scheme not in ("http", "https"):
        raise StartupError(name, "is no web address", "write https://host/path")
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        problem = "would send visitors' names and addresses unencrypted"
        raise StartupError(name, problem, "write https://; http:// is for this machine only")
    return given[name]


def _api(given: Mapping[str, str], name: str) -> str:
    url = _split(given[name])
    if not url or url.scheme not in ("http", "https") or url.query or url.fragment:
        raise StartupError(name, "is no web address of a platform", "write https://host")
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        problem = "would send a token and visitors' answers unencrypted"
        raise StartupError(name, problem, "write https://; http:// is for this machine only")
    return given[name].rstrip("/")


def is_loopback(host: str) -> bool:
    """Tell whether a host name is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(value: str) -> SplitResult | None:
    """Return the parts of a URL that has a host and, if any, a possible port."""
    try:
        url = urlsplit(value)
        return url if url.hostname and url.port != 0 else None
    except ValueError:
        return None


def _require_telegram_secret(given: Mapping[str, str]) -> None:
    name = _PLATFORM_KEYS["telegram_secret"]
    if name in given and not _TELEGRAM_SECRET.fullmatch(given[name]):
        remedy = "give 16 to 256 letters, digits, - or _, made at random"
        raise StartupError(name, "is no secret that Telegram takes", remedy)


def _require_whole_email(given: Mapping[str, str]) -> None:
    # Half of it set would keep every request and deliver none, without a word.
    missing = [name for name in _EMAIL if name not in given]
    if missing and len(missing) < len(_EMAIL):
        remedy = "e-mail needs " + ", ".join(_EMAIL)
        raise StartupError(missing[0], "is not set", remedy)
