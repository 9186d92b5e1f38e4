"""Names of which only a digest is kept: they can be recognised, not read."""

from __future__ import annotations

import hashlib

LENGTH = 64  # hexadecimal digits


def digest_of(*names: str) -> str:
    """Return the digest that stands for names, in their order."""
    return hashlib.sha256(":".join(names).encode("utf-8", "replace")).hexdigest()
