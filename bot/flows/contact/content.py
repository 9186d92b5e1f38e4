"""The content of the contact request: content/contact.yml, and what fills its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, Extra, Field, validator

from bot.content import Document, model_of
from bot.text.typography import typeset

Symbol = Literal["@", ".", "-", "_", "+", "0"]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, however they are spaced."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


Reason = Literal[
    "first_name_digits",
    "first_name_long",
    "phone_short",
    "phone_special",
    "phone_length",
    "phone_unknown",
    "email_invalid",
    "subject_long",
]


class NotUsable(Exception):
    """What was typed is no first name, address or number; `reason` names the sentence to say."""

    def __init__(self, reason: Reason, **values: str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)


CONTACT_FILE = "contact.yml"


SUBJECT_LIMIT = 200  # characters: a sentence, not a letter

FieldName = Literal["first_name", "email", "phone", "subject"]


Asked = Literal[
    "first_name", "reach", "email", "phone", "email_typo", "subject", "consent", "field"
]


FIELDS: tuple[FieldName, ...] = get_args(FieldName)

# The buttons of a question, by what the program does when one is pressed.
OPTIONS: dict[str, frozenset[str]] = {
    "reach": frozenset({"email", "phone"}),
    "email_typo": frozenset({"proposed", "typed"}),
    "consent": frozenset({"accept", "fix", "cancel"}),
    "field": frozenset(FIELDS),
}

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Unavailable(_Entry):
    """What is said where nobody receives a request; `buttons` are titles by topic."""

    text: str
    shared: str  # said instead on a screen that visitors share
    human: str  # {contact}
    hours: str  # {hours}
    elsewhere: str
    buttons: dict[str, str]

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Texts(_Entry):
    """What is said around the questions; `consent` is what the visitor agrees to, to the letter."""

    intro: str  # {days}
    noted: str
    read_back: str
    line: str  # {field} {value}
    consent: str  # {days}
    saved: str  # {first_name}
    stopped: str

    @validator("*")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Brief(_Entry):
    """What is said for the read-back and the consent where each part of a message is paid.

    The `consent` names who is responsible (the brand's controller, else `who`), what for, how long,
    how to take it back, and the `page` on which that of the `texts` stands.
    """

    read_back: str
    consent: str  # {who} {days} {page}
    who: str
    ask: str

    @validator("*")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Question(_Entry):
    """A question, what is said when the answer is none, and its buttons' titles by option."""

    ask: str
    puzzled: str
    buttons: dict[str, str] = {}

    @validator("*", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Words(_Entry):
    """What visitors type. `named` and `introduced` stand before a first name."""

    named: list[str] = Field(min_items=1)
    introduced: list[str] = Field(min_items=1)
    fillers: list[str]
    not_names: str
    accept: list[str] = Field(min_items=1)
    around_accept: str
    doubt: list[str] = Field(min_items=1)
    deny: list[str] = Field(min_items=1)
    cancel: list[str] = Field(min_items=1)
    correct: list[str] = Field(min_items=1)
    fields: dict[FieldName, list[str]]
    lacks: list[str]
    unsure: list[str]
    spoken: dict[Symbol, list[str]]

    @validator("fields", "spoken")
    def _whole(cls, value: dict[str, Any], field: Any) -> dict[str, Any]:
        return _with_all(value, FIELDS if field.name == "fields" else get_args(Symbol))


class ContactContent(_Entry):
    """The whole of content/contact.yml; `facts` vouch for its texts.

    `afterwards` are the titles, by topic, of what is offered once a request is kept or dropped.
    """

    unavailable: Unavailable
    texts: Texts
    brief: Brief
    afterwards: dict[str, str]
    fields: dict[FieldName, str]
    questions: dict[Asked, Question]
    refusals: dict[Reason, str]
    words: Words
    email_domains: list[str]
    facts: list[str] = []

    @validator("fields", "refusals", "afterwards", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @validator("fields", "refusals", "questions")
    def _whole(cls, value: dict[str, Any], field: Any) -> dict[str, Any]:
        needed = {"fields": FIELDS, "refusals": get_args(Reason), "questions": get_args(Asked)}
        return _with_all(value, needed[field.name])

    @validator("questions")
    def _with_buttons(cls, value: dict[str, Question]) -> dict[str, Question]:
        for asked, options in OPTIONS.items():
            if set(value[asked].buttons) != options:
                raise ValueError(f"boutons de « {asked} » : il faut {', '.join(sorted(options))}")
        if not value["subject"].buttons:
            raise ValueError("« subject » n'a aucun bouton")
        if taken := set(value["subject"].buttons) & frozenset().union(*OPTIONS.values()):
            raise ValueError(f"boutons de « subject » : noms déjà pris, {', '.join(sorted(taken))}")
        return value


def _with_all(value: dict[str, Any], needed: Iterable[str]) -> dict[str, Any]:
    if missing := [key for key in needed if key not in value]:
        raise ValueError(f"il manque {', '.join(missing)}")
    return value


def contact_of(document: Document) -> ContactContent:
    """Return the content of a document. Raises ContentError."""
    return model_of(document, ContactContent)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each known `{name}` replaced; what a visitor typed is never filled in."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
