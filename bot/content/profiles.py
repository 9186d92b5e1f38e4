"""What content/profiles.yml holds: what visitors say of themselves, and what it changes."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, Extra, Field

from bot.content.reading import Document, model_of

PROFILES_FILE = "profiles.yml"

SituationName = Literal[
    "elected",
    "recruiter",
    "employer",
    "supervisor",
    "employee",
    "pupil",
    "student",
    "retired",
    "job_seeker",
    "parent_of_beginner",
    "parent",
    "beginner",
    "professional",
    "consumer",
    "temp",
    "dismissed",
    "stammerer",
    "disabled",
]


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False
        keep_untouched = (cached_property,)


class Noted(_Part):
    """What follows from something said: a reply that takes note, an answer, what to offer.

    `variants` are the details that answer the general question of their topic from then on,
    `instead` names for an answer the one that is said in its place, labels both. `written_for`
    are the answers that were written for such visitors: likelier for them, less so for others.
    `unfit` are those, or topics, that are less likely for them: what protects consumers alone.
    """

    reply: str = ""
    tells: str = ""
    offers: list[str] = []
    variants: list[str] = []
    instead: dict[str, str] = {}
    written_for: list[str] = []
    unfit: list[str] = []


class Situation(Noted):
    """What a visitor is: words after « je suis », if any, and words that say it anywhere.

    Unless `alone`, the former do not count where they only open a message. Where they are `few`,
    what was written for them is less likely for whoever does not say to be one.
    """

    are: list[str] = Field([], alias="is")
    alone: bool = True
    says: list[str] = []
    few: bool = False


class AgeBand(Noted):
    """Ages from `least` to `most` years, both included."""

    least: int = Field(alias="from")
    most: int = Field(alias="to")


class Trade(Noted):
    """What a visitor works or worked as."""

    names: list[str] = Field(min_items=1)


class Profiles(_Part):
    """The file content/profiles.yml; the first situation that fits is taken.

    `lives` are words before the place where somebody lives, `small` those that say nothing more.
    """

    lives: list[str] = Field(min_items=1)
    small: list[str]
    situations: dict[SituationName, Situation]
    ages: list[AgeBand]
    trades: dict[str, Trade]

    @cached_property
    def telling(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """A word of each phrase that says a situation or a trade, and the beginnings of such words.

        The longest of each phrase: where none of them is said, no phrase is.
        """
        phrases = [name for trade in self.trades.values() for name in trade.names]
        for situation in self.situations.values():
            phrases += [*situation.says, *situation.are]
        words = {max(phrase.split(), key=len) for phrase in phrases}
        begun = {word.partition("*")[0] for word in words if "*" in word}
        return frozenset(word for word in words if "*" not in word), tuple(sorted(begun))


def profiles_of(document: Document) -> Profiles:
    """Return the profiles of a document. Raises ContentError."""
    return model_of(document, Profiles)
