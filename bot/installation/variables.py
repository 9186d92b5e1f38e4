"""One variable of the environment each: read, checked, or refused in one line that says how."""

from __future__ import annotations

import ipaddress
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from bot.errors import StartupError
from bot.installation.places import given_home
from bot.installation.signature import PREFIX, key_in

_SHORTEST_SECRET = 16  # characters


_TOKEN = re.compile(rf"[\x21-\x7e]{{{_SHORTEST_SECRET},}}")  # what a header carries as it is


_HOST_NAME = re.compile(r"[A-Za-z0-9_.-]{1,253}")  # or IPv4


_EMAIL = ("DECROCHE_CONTACT_EMAIL", "DECROCHE_SMTP_URL", "DECROCHE_CONTACT_FROM")


# What the messaging channels need of their platforms: the field of the settings, its variable.
PLATFORM_KEYS = {
    name: f"DECROCHE_{name.upper()}"
    for name in (
        *("telegram_token", "telegram_secret"),
        *("messenger_page_token", "messenger_app_secret", "messenger_verify"),
        *("twilio_account_sid", "twilio_auth_token", "twilio_number", "twilio_whatsapp_number"),
        "twilio_whatsapp_template",
        *("slack_token", "slack_signing_secret"),
    )
}


_TEMPLATE = re.compile(r"HX[0-9a-f]{32}")  # the ContentSid of a template, as Twilio makes it


_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # what Telegram takes; long enough for us


def home_in(given: Mapping[str, str], name: str) -> Path | None:
    home = given_home(given)
    if home and not all((home / folder).is_dir() for folder in ("content", "data")):
        problem = f"« {home} » does not hold the folders content/ and data/"
        raise StartupError(name, problem, "copy both there")
    return home


def host_in(given: Mapping[str, str], name: str) -> str:
    host = given.get(name, "127.0.0.1")
    if not _HOST_NAME.fullmatch(host) and not _is_ipv6(host):
        remedy = "write an IP address, or a name, without http:// and port"
        raise StartupError(name, f"« {host} » is no address to listen on", remedy)
    return host


def port_in(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise StartupError(name, f"« {value} » is no port", "give a number from 1 to 65535")
    return int(value)


def days_in(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    return whole_in(given, name, default, most, "days")


def whole_in(given: Mapping[str, str], name: str, default: int, most: int, what: str) -> int:
    value = given.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= most:
        problem = f"« {value} » is no number of {what}"
        raise StartupError(name, problem, f"give a number from 1 to {most}")
    return int(value)


def switch_in(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "off")
    if value not in ("on", "off"):
        raise StartupError(name, f"« {value} » is neither on nor off", "write on or off")
    return value == "on"


def program_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    program = shutil.which(given[name])
    if program is None:
        problem = f"« {given[name]} » is no program on this machine"
        raise StartupError(name, problem, f"install it, or write its path, or leave {name} out")
    return str(Path(program).absolute())


def secret_in(given: Mapping[str, str], name: str) -> str | None:
    if name in given and len(given[name]) < _SHORTEST_SECRET:
        remedy = f"give {_SHORTEST_SECRET} random characters or more"
        raise StartupError(name, "is too short to sign with", remedy)
    return given.get(name)


def token_in(given: Mapping[str, str], name: str) -> str | None:
    if name in given and not _TOKEN.fullmatch(given[name]):
        remedy = f"give {_SHORTEST_SECRET} random letters, digits or signs, or more, without space"
        raise StartupError(name, "is no secret that a header can carry", remedy)
    return given.get(name)


def origins_in(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(origin_in(name, value) for value in listed_in(given, name))


def origin_in(name: str, value: str) -> str:
    origin = origin_of(value)
    if origin is None or value.rstrip("/").count("/") != 2:
        remedy = "write https://host, comma-separated, without path"
        raise StartupError(name, f"« {value} » is no origin of a web page", remedy)
    return origin


def origin_of(url: str) -> str | None:
    """Return the origin of a web address as browsers write it, or None when it has none."""
    parts = split_in(url)
    if not parts or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    standard = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port and parts.port != standard else ""
    return f"{parts.scheme}://{host}{port}"


def networks_in(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    values = listed_in(given, name)
    for value in values:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError:
            problem, remedy = f"« {value} » is no address", "write 10.0.0.2 or 10.0.0.0/24"
            raise StartupError(name, problem, remedy) from None
    return values


def listed_in(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in given.get(name, "").split(","))
    return tuple(part for part in parts if part)


def public_url_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    parts = split_in(given[name])
    if not parts or origin_of(given[name]) is None or parts.query or parts.fragment:
        remedy = "write https://host, without question mark"
        raise StartupError(name, "is no web address of a server", remedy)
    return given[name].rstrip("/")


def database_in(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    scheme, _, rest = value.partition(":///")
    if scheme == "sqlite" and rest and not rest.startswith((":memory:", "?")):
        return f"sqlite:///{Path(rest).resolve()}"
    # Not in the error: the value, which may hold a password.
    if value and not value.startswith(("postgresql://", "postgresql+psycopg2://")):
        remedy = "write sqlite:////folder/file.db or postgresql://user:password@host/database"
        raise StartupError(name, "is no URL of a SQLite file or a PostgreSQL database", remedy)
    return value


def email_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(given[name], check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        problem = f"« {given[name]} » is no e-mail address"
        raise StartupError(name, problem, "give one address, such as contact@example.fr") from None
    return given[name]


def smtp_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    url = split_in(given[name])
    if not url or url.scheme not in ("smtp", "smtps") or url.path not in ("", "/"):
        remedy = "write smtp://user:password@host:port or smtps://…"
        raise StartupError(name, "is no URL of a mail server", remedy)
    return given[name]


def webhook_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    url = split_in(given[name])
    if not url or url.scheme not in ("http", "https"):
        raise StartupError(name, "is no web address", "write https://host/path")
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        problem = "would send visitors' names and addresses unencrypted"
        raise StartupError(name, problem, "write https://; http:// is for this machine only")
    return given[name]


def webhook_secret_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    try:
        key_in(given[name])
    except ValueError:
        remedy = f"write {PREFIX} and base64 of 24 to 64 random bytes"
        raise StartupError(name, "is no secret of Standard Webhooks", remedy) from None
    return given[name]


def action_url_in(given: Mapping[str, str], name: str) -> str | None:
    if name not in given:
        return None
    url = split_in(given[name])
    if not url or url.scheme not in ("http", "https") or url.query or url.fragment:
        remedy = "write http://host:port, without /webhook"
        raise StartupError(name, "is no web address of an action server", remedy)
    return given[name].rstrip("/")


def api_in(given: Mapping[str, str], name: str) -> str:
    url = split_in(given[name])
    if not url or url.scheme not in ("http", "https") or url.query or url.fragment:
        raise StartupError(name, "is no web address of a platform", "write https://host")
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        problem = "would send a token and visitors' answers unencrypted"
        raise StartupError(name, problem, "write https://; http:// is for this machine only")
    return given[name].rstrip("/")


def broker_in(given: Mapping[str, str], name: str) -> str:
    # Not in the error: the value, which may hold a password.
    url = split_in(given.get(name, ""))
    if name in given and (not url or url.scheme not in ("amqp", "amqps") or "/" in url.path[1:]):
        remedy = "write amqp://user:password@host:port/vhost or amqps://…, a / of the vhost as %2F"
        raise StartupError(name, "is no URL of a RabbitMQ", remedy)
    return given.get(name, "")


def is_loopback(host: str) -> bool:
    """Tell whether a host name is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_ipv6(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def split_in(value: str) -> SplitResult | None:
    """Return the parts of a URL that has a host and, if any, a possible port."""
    try:
        url = urlsplit(value)
        return url if url.hostname and url.port != 0 else None
    except ValueError:
        return None


def require_shared_secret(given: Mapping[str, str]) -> None:
    url = split_in(action_url_in(given, "DECROCHE_ACTION_URL") or "")
    if url and not is_loopback(url.hostname or "") and "DECROCHE_ACTION_SECRET" not in given:
        problem = "is not set, and an action server elsewhere cannot know the one made here"
        raise StartupError("DECROCHE_ACTION_SECRET", problem, "give both the same")


def require_telegram_secret(given: Mapping[str, str]) -> None:
    name = PLATFORM_KEYS["telegram_secret"]
    if name in given and not _TELEGRAM_SECRET.fullmatch(given[name]):
        remedy = "give 16 to 256 letters, digits, - or _, made at random"
        raise StartupError(name, "is no secret that Telegram takes", remedy)


def require_template_id(given: Mapping[str, str]) -> None:
    name = PLATFORM_KEYS["twilio_whatsapp_template"]
    if name in given and not _TEMPLATE.fullmatch(given[name]):
        remedy = "give its ContentSid, HX and 32 digits or letters from a to f"
        raise StartupError(name, f"« {given[name]} » is no template of Twilio's", remedy)


def require_two_ports(port: int, action_port: int, given: Mapping[str, str]) -> None:
    # Elsewhere, an action server may well listen on the same port.
    if port == action_port and "DECROCHE_ACTION_URL" not in given:
        problem = f"is {port}, and so is DECROCHE_PORT"
        raise StartupError("DECROCHE_ACTION_PORT", problem, "give one of them another port")


def require_whole_email(given: Mapping[str, str]) -> None:
    # Half of it set would keep every request and deliver none, without a word.
    missing = [name for name in _EMAIL if name not in given]
    if missing and len(missing) < len(_EMAIL):
        remedy = "e-mail needs " + ", ".join(_EMAIL)
        raise StartupError(missing[0], "is not set", remedy)
