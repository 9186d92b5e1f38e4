"""What the model of answers learns from: what may be said, and the sentences that ask for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sayable:
    """What may be said, in plain spelling: `title` is the question that it answers, "" of a fact.

    `topics` are those that it belongs to, the one of its label first, `theme` is that one's.
    """

    label: str
    title: str
    text: str
    topics: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True)
class Example:
    """A text in plain spelling that asks for the answer `label`, said `after` another or not."""

    text: str
    label: str
    after: str = ""
