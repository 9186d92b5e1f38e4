"""What the contact webhook is signed with, as Standard Webhooks says (standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

PREFIX = "whsec_"
_LENGTHS = range(24, 65)  # bytes of a key


def key_in(secret: str) -> bytes:
    """Return the key of a secret, `whsec_` and base64. Raises ValueError for what is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("no base64") from None
    if not secret.startswith(PREFIX) or len(key) not in _LENGTHS:
        raise ValueError("no prefix, or too short or long")
    return key


def signed(id: str, seconds: int, body: bytes, secret: str | None) -> dict[str, str]:
    """Return the headers of a message sent `seconds` after 1970; unsigned without `secret`."""
    headers = {"webhook-id": id, "webhook-timestamp": str(seconds)}
    if secret:
        text = f"{id}.{seconds}.".encode() + body
        digest = hmac.new(key_in(secret), text, hashlib.sha256).digest()
        headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
    return headers
