"""The beginning of a text, in whole sentences."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(?<=[.!?…])\s+")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, one at least."""
    return _BETWEEN.split(text)


def beginning(text: str, limit: int, least: int = 0) -> str:
    """Return as many whole sentences of a text as `limit` characters hold, one at least.

    What has not `least` characters says too little, and has the next sentence too: « Oui. » A
    question of the text itself, « Deux mois sans succès ? », is not left without its answer.
    """
    sentences = _BETWEEN.split(text)
    told = [sentences[0]]
    for sentence in sentences[1:]:
        length = len(" ".join(told))
        if length >= least and length + len(sentence) >= limit:
            break
        told.append(sentence)
    while 1 < len(told) < len(sentences) and told[-1].endswith("?"):
        told.pop()
    return " ".join(told)


def beginning_only(text: str, limit: int) -> str:
    """Return the same without the last sentence of the text, unless there is only one."""
    sentences = _BETWEEN.split(text)
    return beginning(" ".join(sentences[:-1] or sentences), limit)
