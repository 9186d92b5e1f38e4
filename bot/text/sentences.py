"""The beginning of a text, in whole sentences."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(?<=[.!?…])\s+")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, one at least."""
    return _BETWEEN.split(text)


def beginning(text: str, limit: int, least: int = 0) -> str:
    """Return as many whole sentences of a text as `limit` characters hold, one at least.

    What has not `least` characters says too little, and has the next sentence too: « Oui. »
    """
    told, *rest = _BETWEEN.split(text)
    for sentence in rest:
        if len(told) >= least and len(told) + len(sentence) >= limit:
            break
        told = f"{told} {sentence}"
    return told


def beginning_only(text: str, limit: int) -> str:
    """Return the same without the last sentence of the text, unless there is only one."""
    sentences = _BETWEEN.split(text)
    return beginning(" ".join(sentences[:-1] or sentences), limit)
