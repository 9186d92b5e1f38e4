"""A visitor of the tests: talks to the servers over HTTP, as the `rest` channel lets."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from bot.settings import Settings


@dataclass
class Visitor:
    """One conversation. `say` returns the text of all replies; `buttons` are the last ones."""

    settings: Settings
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    buttons: list[dict[str, Any]] = field(default_factory=list)

    def say(self, message: str) -> str:
        """Send a message and return what the bot answers."""
        response = requests.post(
            f"{self.settings.url}/webhooks/rest/webhook",
            json={"sender": self.name, "message": message},
            headers={"Authorization": f"Bearer {self.settings.rest_token}"},
            timeout=30,
        )
        response.raise_for_status()
        replies = response.json()
        self.buttons = [button for reply in replies for button in reply.get("buttons", [])]
        return "\n".join(reply["text"] for reply in replies)

    def press(self, title: str) -> str:
        """Press the button whose title starts with `title`."""
        payloads = [b["payload"] for b in self.buttons if b["title"].startswith(title)]
        assert payloads, f"no button {title!r} among {[b['title'] for b in self.buttons]}"
        return self.say(payloads[0])
