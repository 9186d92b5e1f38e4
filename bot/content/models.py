"""The records of content/: what a file of it may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, validator

from bot.content.care import Care
from bot.text.typography import typeset, typeset_lines


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Source(_Entry):
    """Where a fact was read."""

    publisher: str
    title: str
    url: str = ""
    date: str = ""

    @validator("publisher", "title", "date", pre=True)
    def _spaced(cls, value: Any) -> str | None:
        return None if value is None else typeset(str(value))


class Value(_Entry):
    """A figure of a fact that may be computed with: an amount, its unit, and since when."""

    name: str = ""
    amount: float
    unit: str
    per: str = ""
    gross: bool | None = None
    hours: float | None = None
    since: str = Field("", alias="from")
    until: str = ""

    @property
    def exact(self) -> Decimal:
        """The amount as it is written: 12.31, not the nearest that a float can hold."""
        return Decimal(str(self.amount))


class Fact(_Entry):
    """A dated statement with its source."""

    id: str
    topics: list[str]
    statement: str
    value: float | None = None
    unit: str = ""
    as_of: str | None = None
    source: Source
    confidence: Literal["verified", "relayed", "general", "essay"]
    review_by: str | None = None
    note: str = ""
    values: list[Value] = []
    places: list[str] = []
    supersedes: str = ""

    @validator("statement")
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @property
    def wording(self) -> str:
        """All the text in which a figure of the fact may stand."""
        value = "" if self.value is None else f"{self.value:.15g}"
        amounts = " ; ".join(f"{entry.amount:.15g} ; {entry.since}" for entry in self.values)
        source = self.source
        parts = (self.statement, value, self.unit, self.as_of or "", source.date, source.title)
        return " ; ".join((*parts, amounts))


class Variant(_Entry):
    """An answer for one role."""

    answer: str
    facts: list[str] = Field(min_items=1)

    @validator("answer")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Detail(_Entry):
    """One precise question under a topic, `asks`, with an answer of its own."""

    id: str = Field(regex=r"^[a-z][a-z0-9_]*$")
    asks: str
    answer: str
    facts: list[str] = Field(min_items=1)
    by_role: dict[str, Variant] = {}

    @validator("asks", "answer")
    def _spaced(cls, value: str) -> str:
        return typeset_lines(value)


class Card(_Entry):
    """The answer to a topic, and its details in the order in which people ask for them.

    `facts` vouch for `answer` and `short`.
    """

    title: str
    answer: str
    short: str
    facts: list[str] = Field(min_items=1)
    by_role: dict[str, Variant] = {}
    details: list[Detail] = []
    related: list[str]

    @validator("title", "answer", "short")
    def _spaced(cls, value: str) -> str:
        return typeset_lines(value)

    def detail(self, key: str) -> Detail | None:
        """Return the detail of an id, or None."""
        return next((detail for detail in self.details if detail.id == key), None)


class ReplyCase(_Entry):
    """What a reply says instead when the message holds one of `words`, or is in `language`.

    `urgent` words decide the topic by themselves, whatever the classifier thinks. `care` is what
    the words of care.yml and the grammar of the message, or of the last call for help, call for.
    `kiosk` is what is said on a shared touch screen, whatever the words.
    """

    words: list[str] = []
    language: str = ""
    urgent: bool = False
    care: Care | None = None
    kiosk: bool = False
    texts: list[str] = Field(min_items=1)
    facts: list[str] = []

    @validator("texts", each_item=True)
    def _spaced(cls, value: str, values: dict[str, Any]) -> str:
        return value if values.get("language") else typeset_lines(value)


class Reply(_Entry):
    """What the bot says on a conversation topic: variants told in turn, and topics as buttons.

    `yes` is the topic that a visitor's « oui » means after it; with `last_stays` the last text is
    kept once all were told, instead of beginning again. `reasons` are the choices of a reply that
    asks why (id -> words of the button).
    """

    texts: list[str] = Field(min_items=1)
    cases: list[ReplyCase] = []
    title: str = ""
    buttons: list[str] = []
    facts: list[str] = []
    yes: str = ""
    last_stays: bool = False
    reasons: dict[str, str] = {}

    @validator("reasons")
    def _spaced_reasons(cls, value: dict[str, str]) -> dict[str, str]:
        return {key: typeset(words) for key, words in value.items()}

    @validator("texts", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset_lines(value)

    @validator("title")
    def _spaced_title(cls, value: str) -> str:
        return typeset(value)


class Point(_Entry):
    """What a job is like in one respect: it stands after the job's name and a colon."""

    text: str
    facts: list[str] = Field(min_items=1)

    @validator("text")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Role(_Entry):
    """A job in the centre: its names, its own topic, and the points on which jobs are compared."""

    name: str
    feminine: str
    plural: str
    with_article: str
    topic: str
    points: dict[str, Point] = {}


class Term(_Entry):
    """A word that needs a definition: what it is shown as, and everything that it is called.

    `watch` names the forms that mean something else too: they count only where one asks what
    the word means.
    """

    id: str
    term: str
    forms: list[str] = Field(min_items=1)
    definition: str
    topic: str | None = None
    kind: str
    source: str = ""
    watch: list[str] = []

    @validator("term", "definition")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Topic(_Entry):
    """One subject of the catalogue."""

    about: str
