"""The settings of an installation, read from the environment: the table stands in the docs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where the servers listen and where the data live."""

    host: str
    port: int
    action_port: int
    data: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings. Raises StartupError for a value that cannot be used."""
        return cls(
            host=environment.get("DECROCHE_HOST") or "127.0.0.1",
            port=_port(environment, "DECROCHE_PORT", 5005),
            action_port=_port(environment, "DECROCHE_ACTION_PORT", 5055),
            data=Path(environment.get("DECROCHE_DATA") or ROOT / "var").resolve(),
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

    def as_environment(self) -> dict[str, str]:
        """Return the settings for a child process and for the `${…}` of bot/endpoints.yml."""
        return {
            "DECROCHE_HOST": self.host,
            "DECROCHE_PORT": str(self.port),
            "DECROCHE_ACTION_PORT": str(self.action_port),
            "DECROCHE_DATA": str(self.data),
            "DECROCHE_ACTION_URL": f"{self.action_url}/webhook",
            "DECROCHE_CONVERSATIONS": str(self.data / "conversations.db"),
        }


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise StartupError(name, f"« {value} » is no port", "give a number from 1 to 65535")
    return int(value)
