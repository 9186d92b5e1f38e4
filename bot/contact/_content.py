"""The content of the contact request: content/contact.yml, and what fills its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.contact._dictation import Symbol
from bot.contact._refusal import Reason
from bot.content import CONTENT_DIR, read_yaml
from bot.errors import ContentError
from bot.typography import typeset

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
    """The whole of content/contact.yml; `facts` vouch for its texts."""

    unavailable: Unavailable
    texts: Texts
    fields: dict[FieldName, str]
    questions: dict[Asked, Question]
    refusals: dict[Reason, str]
    words: Words
    email_domains: list[str]
    facts: list[str] = []

    @validator("fields", "refusals", each_item=True)
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


def read_contact(path: Path = CONTENT_DIR / CONTACT_FILE) -> ContactContent:
    """Return the content of a file. Raises ContentError naming the field."""
    document: Any = read_yaml(path)
    if not isinstance(document, dict):
        raise ContentError(
            str(path), "pas une liste de champs", "écrivez des lignes « champ: valeur »"
        )
    try:
        return ContactContent(**document)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ContentError(
            str(path), f"champ « {field} » : {first['msg']}", "comparez avec la dernière version"
        ) from None


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each known `{name}` replaced; what a visitor typed is never filled in."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
