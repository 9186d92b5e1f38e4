"""What is dictated in words, « arobase », « point »: the signs, and the words as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Symbol = Literal["@", ".", "-", "_", "+", "0"]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, however they are spaced."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
