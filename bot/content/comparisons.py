"""What content/comparisons.yml holds: the things that visitors compare, point by point."""

from __future__ import annotations

from pydantic import BaseModel, Extra, Field, validator

from bot.content.reading import Document, model_of
from bot.text.typography import typeset

COMPARISONS_FILE = "comparisons.yml"


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Aspect(_Part):
    """What a thing is like in one respect; it stands after the name of the thing."""

    text: str
    facts: list[str] = Field(min_items=1)

    @validator("text")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Thing(_Part):
    """What can be compared: its name, the words that mean it, and its points."""

    name: str
    words: list[str] = Field(min_items=1)
    points: dict[str, Aspect]

    @validator("name")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Group(_Part):
    """Things compared with one another, on the `default` points unless others are asked for."""

    topic: str
    default: list[str] = Field(min_items=1)
    things: dict[str, Thing]


class Asked(_Part):
    """A point: its name for a visitor, and the words that ask for it."""

    label: str
    words: list[str] = Field(min_items=1)


class Wording(_Part):
    """How two things are told apart, on each point."""

    point: str
    one: str
    between: str
    same: str


class Comparisons(_Part):
    """The file content/comparisons.yml."""

    wording: Wording
    points: dict[str, Asked]
    groups: dict[str, Group]


def comparisons_of(document: Document) -> Comparisons:
    """Return the comparisons of a document. Raises ContentError."""
    document.mapping()
    return model_of(document, Comparisons)
