"""What a platform's request holds, whatever it calls its format."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl


def parsed(content_type: str, raw: bytes) -> dict[str, Any]:
    """Return the JSON object or the fields of a body; {} for anything else."""
    try:
        text = raw.decode("utf-8")
        if content_type.lower().startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(text, keep_blank_values=True))
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
