"""What the bot says: the topics, answers, replies, facts and roles of content/.

Pure Python: the command line, the checks and the action server read the content without loading
Rasa or TensorFlow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.errors import ContentError
from bot.typography import typeset

CONTENT_DIR = Path(__file__).resolve().parent.parent / "content"

TITLE_LIMIT = 60  # characters: the shortest button limit we keep to is that of a phone's screen
ANSWER_LIMIT = 480  # characters: four spoken sentences, three SMS
SHORT_LIMIT = 160  # characters: one SMS, a kiosk headline

OUT_OF_SCOPE = "out_of_scope"

# What the bot says when no topic speaks: the program counts on these replies.
ALREADY_SAID = "already_said"
AFTER_DISTRESS = "after_distress"
AUTOMATIC = "automatic"
DID_YOU_MEAN = "did_you_mean"
ERASED_ALL = "erased_all"
ERASE_FAILED = "erase_failed"
FALLBACK = "fallback"
FEEDBACK_THANKS = "feedback_thanks"
FEEDBACK_WHY = "feedback_why"
HUMAN_CONTACT = "human_contact"
LOST = "lost"
NO_MORE_YET = "no_more_yet"
NO_SOURCE_YET = "no_source_yet"
NO_SUCH_CHOICE = "no_such_choice"
NOTHING_MORE = "nothing_more"
NOT_SAVED = "not_saved"
SAME_FOR_ROLE = "same_for_role"
SOMETHING_ELSE = "something_else"
SOURCES_INTRO = "sources_intro"
TOO_LONG = "too_long"
UNREADABLE = "unreadable"
PROGRAM_REPLIES = (
    AFTER_DISTRESS,
    ALREADY_SAID,
    AUTOMATIC,
    DID_YOU_MEAN,
    ERASED_ALL,
    ERASE_FAILED,
    FALLBACK,
    FEEDBACK_THANKS,
    FEEDBACK_WHY,
    HUMAN_CONTACT,
    LOST,
    NO_MORE_YET,
    NO_SOURCE_YET,
    NO_SUCH_CHOICE,
    NOTHING_MORE,
    NOT_SAVED,
    SAME_FOR_ROLE,
    SOMETHING_ELSE,
    SOURCES_INTRO,
    TOO_LONG,
    UNREADABLE,
)


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

    @validator("statement")
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @property
    def wording(self) -> str:
        """All the text in which a figure of the fact may stand."""
        value = "" if self.value is None else f"{self.value:.15g}"
        parts = (self.statement, value, self.unit, self.as_of or "", self.source.date)
        return " ; ".join(parts)


class Variant(_Entry):
    """An answer for one role."""

    answer: str
    facts: list[str] = Field(min_items=1)

    @validator("answer")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Card(_Entry):
    """The answer to a topic; `facts` vouch for `answer` and `short`, `more_facts` for `more`."""

    title: str
    answer: str
    short: str
    more: str
    facts: list[str] = Field(min_items=1)
    more_facts: list[str] = []
    by_role: dict[str, Variant] = {}
    related: list[str]

    @validator("title", "answer", "short", "more")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class ReplyCase(_Entry):
    """What a reply says instead when the message holds one of `words`, or is in `language`.

    `urgent` words decide the topic by themselves, whatever the classifier thinks.
    """

    words: list[str] = []
    language: str = ""
    urgent: bool = False
    texts: list[str] = Field(min_items=1)
    facts: list[str] = []

    @validator("texts", each_item=True)
    def _spaced(cls, value: str, values: dict[str, Any]) -> str:
        return value if values.get("language") else typeset(value)


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
        return typeset(value)

    @validator("title")
    def _spaced_title(cls, value: str) -> str:
        return typeset(value)


class Role(_Entry):
    """A job in the centre: its name, with its article for use in a sentence, and its own topic."""

    name: str
    with_article: str
    topic: str


class Topic(_Entry):
    """One subject of the catalogue."""

    about: str


_Model = TypeVar("_Model", bound=BaseModel)


class Content:
    """The content folder; `refresh` takes what was edited since, without a restart.

    Raises ContentError when a file is missing or malformed, naming the file and the field.
    """

    def __init__(self, folder: Path = CONTENT_DIR) -> None:
        self.folder = folder
        topics = _mapping(folder / "topics.yml")
        self.faq_topics = _models(folder / "topics.yml", topics.get("faq"), Topic, "faq")
        self.chat_topics = _models(folder / "topics.yml", topics.get("chat"), Topic, "chat")
        self.roles = _models(folder / "roles.yml", _mapping(folder / "roles.yml"), Role)
        self.replies = _read_replies(folder / "replies.yml")
        self.facts = _read_facts(folder / "facts")
        self.cards = {
            path.stem: read_card(path) for path in sorted((folder / "answers").glob("*.yml"))
        }

        self._stamps = self._stamp_files()

    @property
    def topics(self) -> list[str]:
        """Every topic id, out of scope last."""
        return [*self.faq_topics, *self.chat_topics, OUT_OF_SCOPE]

    def card_path(self, topic: str) -> Path:
        """Return the file of a topic's card."""
        return self.folder / "answers" / f"{topic}.yml"

    def title(self, topic: str) -> str:
        """Return the words of the button that leads to a topic, or "" when it has none."""
        if topic in self.cards:
            return self.cards[topic].title
        return self.replies[topic].title if topic in self.replies else ""

    def refresh(self) -> list[ContentError]:
        """Read again the cards, replies, roles and facts whose files have changed.

        Returns the errors of broken edits, each once; the last good version stays in use.
        """
        stamps = self._stamp_files()
        changed = [path for path, stamp in stamps.items() if self._stamps.get(path) != stamp]
        self._stamps = stamps
        errors = []
        for path in changed:
            try:
                self._read_again(path)
            except ContentError as error:
                errors.append(error)
        return errors

    def _read_again(self, path: Path) -> None:
        if path.parent.name == "answers":
            self.cards[path.stem] = read_card(path)
        elif path.parent.name == "facts":
            self.facts = _read_facts(path.parent)
        elif path.name == "replies.yml":
            self.replies = _read_replies(path)
        else:
            self.roles = _models(path, _mapping(path), Role)

    def _stamp_files(self) -> dict[Path, tuple[int, int]]:
        files = [
            *(self.folder / "answers").glob("*.yml"),
            *(self.folder / "facts").glob("*.yml"),
            *(self.folder / name for name in ("replies.yml", "roles.yml")),
        ]
        return {path: (s.st_mtime_ns, s.st_size) for path in files if (s := _stat(path))}


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # deleted between the listing and now
        return None


def read_card(path: Path) -> Card:
    """Return the card of a file. Raises ContentError."""
    return _model(path, _mapping(path), Card)


def read_yaml(path: Path) -> Any:
    """Return the parsed YAML of a file. Raises ContentError with the line of a syntax error."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StringDates)
    except FileNotFoundError:
        raise ContentError(str(path), "le fichier manque", "rétablissez-le ou créez-le") from None
    except UnicodeDecodeError as error:
        raise ContentError(
            str(path), f"texte illisible ({error.reason})", "enregistrez-le en UTF-8"
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = str(getattr(error, "problem", "") or error).splitlines()[0]
        remedy = "mettez entre guillemets un texte qui contient « : » ou « # »"
        raise ContentError(where, f"YAML illisible, {problem}", remedy) from None


class _StringDates(yaml.CSafeLoader):
    """YAML with dates and years kept as they were typed: they are words to show, not to compute."""


_StringDates.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(path: Path) -> dict[str, Any]:
    document = read_yaml(path)
    if not isinstance(document, dict):
        raise ContentError(
            str(path), "pas une liste de champs", "écrivez des lignes « champ: valeur »"
        )
    return document


def _model(path: Path, value: Any, model: type[_Model], key: str = "") -> _Model:
    where = f"{path}: {key}" if key else str(path)
    if not isinstance(value, dict):
        raise ContentError(where, "pas une liste de champs", "écrivez des lignes « champ: valeur »")
    try:
        return model(**value)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ContentError(
            where, f"champ « {field} » : {first['msg']}", "comparez avec une autre entrée"
        ) from None


def _models(path: Path, value: Any, model: type[_Model], section: str = "") -> dict[str, _Model]:
    if not isinstance(value, dict):
        raise ContentError(
            f"{path}: {section}",
            "cette section manque ou est vide",
            "comparez avec la dernière version",
        )
    return {key: _model(path, entry, model, key) for key, entry in value.items()}


def _read_replies(path: Path) -> dict[str, Reply]:
    replies = _models(path, _mapping(path), Reply)
    for key in PROGRAM_REPLIES:
        if key not in replies:
            problem = f"la réponse « {key} » manque"
            raise ContentError(str(path), problem, "le programme en a besoin : rétablissez-la")
    return replies


def _read_facts(folder: Path) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for path, number, entry in _fact_entries(folder):
        named = isinstance(entry, dict) and entry.get("id")
        key = str(named or f"fait n° {number}")
        fact = _model(path, entry, Fact, key)
        if fact.id in facts:
            raise ContentError(
                f"{path}: {fact.id}", "cet identifiant existe deux fois", "renommez-en un"
            )
        facts[fact.id] = fact
    return facts


def _fact_entries(folder: Path) -> Iterator[tuple[Path, int, Any]]:
    for path in sorted(folder.glob("*.yml")):
        document = read_yaml(path)
        if not isinstance(document, list):
            raise ContentError(
                str(path), "pas une liste de faits", "commencez chaque fait par « - id: »"
            )
        yield from ((path, number, entry) for number, entry in enumerate(document, start=1))
