"""What schemathesis needs to know of the API beyond docs/openapi.yml; runs in its environment."""

from __future__ import annotations

import json
import os
import urllib.request
from typing import Any

import schemathesis

_OPEN_CHOICES = ("/greet", "/help", "/salary", "/heat_pumps", "/tell_me_more", "/start_over")
_LONGEST_PAYLOAD = 500


@schemathesis.auth(refresh_interval=None)
class FreshSession:
    """A session of its own for each case: some of them end it."""

    def get(self, case: Any, context: Any) -> str:
        request = urllib.request.Request(
            os.environ["DECROCHE_WEB_URL"] + "/api/session",
            data=b'{"profile": "site"}',
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            return str(json.load(response)["token"])

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Choose a payload that is open to all where a well-formed one was made up."""
    payload = body.get("payload") if isinstance(body, dict) else None
    if isinstance(payload, str) and payload[:1] == "/" and len(payload) <= _LONGEST_PAYLOAD:
        return {**body, "payload": _OPEN_CHOICES[len(payload) % len(_OPEN_CHOICES)]}
    return body
