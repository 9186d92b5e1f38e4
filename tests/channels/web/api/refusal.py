"""A refusal of the API, as a page can show it."""

from __future__ import annotations

from typing import Any

PROBLEM = "application/problem+json"


async def refused(page: Any, method: str, path: str, body: Any = None, **more: Any) -> int:
    """Return the status of a refusal that a page can show, after checking its shape."""
    status, said, headers = await page.ask(method, path, body, **more)
    assert headers["Content-Type"] == PROBLEM
    assert said["status"] == status and said["title"] and said["detail"]
    assert said["type"].startswith("urn:problem-type:decroche:")
    assert "Traceback" not in str(said)
    return int(status)
