"""The REST channel's servers, and a program that talks to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.settings import Settings
from tests.channels.web.servers import Servers, running
from tests.conftest import REST_TOKEN

RATE = 5  # messages a minute of one sender
ADDRESS_RATE = 200  # requests a minute: more than all tests but one make


@dataclass
class Program:
    """Somebody's program; `headers` go with each request."""

    url: str
    headers: dict[str, str] = field(
        default_factory=lambda: {"Authorization": f"Bearer {REST_TOKEN}"}
    )

    def post(self, body: Any = None, **more: Any) -> requests.Response:
        """Post a body of JSON, or what `more` says."""
        headers = {**self.headers, **more.pop("headers", {})}
        return requests.post(self.url, json=body, headers=headers, timeout=60, **more)

    def say(self, sender: str, message: str) -> requests.Response:
        """Say something for a sender."""
        return self.post({"sender": sender, "message": message})


def address_of(settings: Settings) -> str:
    """Return where the REST channel of a server answers."""
    return f"{settings.url}/webhooks/rest/webhook"


@pytest.fixture(scope="module")
def open_servers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers that know the token, and whose rates are small."""
    data = tmp_path_factory.mktemp("rest") / "data"
    options = {"rest_token": REST_TOKEN, "web_rate": RATE, "web_address_rate": ADDRESS_RATE}
    with running(data, Path(settings.model.parent), **options) as started:
        yield started


@pytest.fixture
def program(open_servers: Servers) -> Program:
    """A program that holds the token."""
    return Program(address_of(open_servers.settings))
