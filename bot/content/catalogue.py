"""The content folder at one moment: every file as it was read, and what the files hold together.

Pure Python: the command line, the checks and the action server read the content without loading
Rasa or TensorFlow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.content.keys import OUT_OF_SCOPE, PROGRAM_REPLIES
from bot.content.models import Card, Fact, Reply, Role, Topic
from bot.content.reading import (
    CONTENT_DIR,
    Document,
    absent,
    document_of,
    model_of,
    models_of,
    raise_all,
)
from bot.content.values import CurrentValues, filled
from bot.errors import ContentError

if TYPE_CHECKING:
    from bot.content.checks import Finding

T = TypeVar("T")
Reader = Callable[[Document], Any]

TOPICS_FILE, ROLES_FILE, REPLIES_FILE = "topics.yml", "roles.yml", "replies.yml"
ANSWERS, FACTS = "answers", "facts"
_SUFFIXES = frozenset({".yml", ".yaml"})
_NAMES_VALUE = b"{"  # before the name of a value, in a card


@dataclass(frozen=True)
class Part(Generic[T]):
    """A file of content/ of its own: how it is read, and what is checked of it.

    `minds_texts` when the check reads the texts of the cards and replies too.
    """

    name: str
    read: Callable[[Document], T]
    check: Callable[[Content, T], list[Finding]]
    minds_texts: bool = False


@dataclass(frozen=True, eq=False)  # each is itself, and may be remembered as such
class Sheet:
    """A file as it was read: what it holds, or what is wrong with it."""

    raw: bytes
    document: Document | None = None
    holds: Any = None
    faults: tuple[ContentError, ...] = ()


Sheets = Mapping[str, Sheet]  # by the file's name in the folder: « answers/salary.yml »
Parts = Sequence[Part[Any]]


class Content:
    """What the files of a content folder hold together.

    Files of another moment may be given as `sheets`. The cards and roles say the values that
    stand `today`. Raises ContentError, which names file, line and field of all that is missing or
    malformed; with `lenient`, that is left out, and `faults` and `unread` say what it is.
    """

    def __init__(
        self,
        folder: Path = CONTENT_DIR,
        parts: Parts = (),
        sheets: Sheets | None = None,
        lenient: bool = False,
        today: date | None = None,
    ) -> None:
        self.folder = folder
        self.parts = tuple(parts)
        self.sheets = read_folder(folder, parts) if sheets is None else sheets
        self.faults = [fault for sheet in self.sheets.values() for fault in sheet.faults]
        topics = self._held(TOPICS_FILE, ({}, {}))
        self.faq_topics: dict[str, Topic] = topics[0]
        self.chat_topics: dict[str, Topic] = topics[1]
        self.roles: dict[str, Role] = self._held(ROLES_FILE, {})
        self.replies: dict[str, Reply] = self._held(REPLIES_FILE, {})
        self.cards: dict[str, Card] = {
            Path(name).stem: sheet.holds for name, sheet in self._good(ANSWERS)
        }
        self.facts: dict[str, Fact] = {}
        self._file_of_fact: dict[str, Path] = {}
        for name, sheet in self._good(FACTS):
            self._take_facts(name, sheet)
        self._say_values(today or date.today())
        if not lenient:
            raise_all(self.faults)

    @cached_property
    def topics(self) -> list[str]:
        """Every topic id, out of scope last."""
        return [*self.faq_topics, *self.chat_topics, OUT_OF_SCOPE]

    @property
    def unread(self) -> frozenset[str]:
        """The names of the files that could not be read; only a lenient content has any."""
        return frozenset(name for name, sheet in self.sheets.items() if sheet.faults)

    def part(self, part: Part[T]) -> T:
        """Return what the file of a part holds. Raises KeyError when this content lacks it."""
        held: T = self.sheets[part.name].holds
        return held

    def card_path(self, topic: str) -> Path:
        """Return the file of a topic's card."""
        return self.folder / ANSWERS / f"{topic}.yml"

    def fact_path(self, fact: str) -> Path:
        """Return the file in which a fact stands."""
        return self._file_of_fact[fact]

    def title(self, topic: str) -> str:
        """Return the words of the button that leads to a topic, or "" when it has none."""
        if topic in self.cards:
            return self.cards[topic].title
        return self.replies[topic].title if topic in self.replies else ""

    def may_answer(self, label: str) -> bool:
        """Tell whether a label names an answer, or one of a card that could not be read."""
        topic, _, detail = label.partition("/")
        if f"{ANSWERS}/{topic}.yml" in self.unread:
            return True  # its card is there, but unreadable: that is its own finding
        card = self.cards.get(topic)
        return card is not None and (not detail or card.detail(detail) is not None)

    def question(self, topic: str, detail: str) -> str:
        """Return the question that an answer answers: its button's, or the fact that was said."""
        card = self.cards.get(topic)
        own = card.detail(detail) if card else None
        fact = self.facts.get(detail.removeprefix("="))
        if own:
            return own.asks
        return fact.statement if fact else self.title(topic)

    def statement(self, label: str) -> str:
        """Return what is said to the answer of a label, « topic/detail », that stands here."""
        topic, _, key = label.partition("/")
        if key.startswith("="):
            return self.facts[key.removeprefix("=")].statement
        card = self.cards[topic]
        return (card.detail(key) or card).answer

    def saying(self, words: str) -> frozenset[str]:
        """Return the labels of the answers that say some words."""
        return frozenset(
            f"{topic}/{key}"
            for topic, card in self.cards.items()
            for key, answer in (("", card.answer), *((d.id, d.answer) for d in card.details))
            if words in answer
        )

    def _held(self, name: str, otherwise: Any) -> Any:
        sheet = self.sheets[name]
        return otherwise if sheet.faults else sheet.holds

    def _good(self, folder: str) -> Iterator[tuple[str, Sheet]]:
        for name in sorted(self.sheets):
            if name.startswith(f"{folder}/") and not self.sheets[name].faults:
                yield name, self.sheets[name]

    def _take_facts(self, name: str, sheet: Sheet) -> None:
        path = self.folder / name
        for place, fact in enumerate(sheet.holds):
            if fact.id in self.facts and sheet.document:
                where = sheet.document.where(place, name=fact.id)
                problem = f"cet identifiant existe déjà dans {self.fact_path(fact.id).name}"
                self.faults.append(ContentError(where, problem, "renommez-en un"))
            else:
                self.facts[fact.id] = fact
                self._file_of_fact[fact.id] = path

    def _say_values(self, today: date) -> None:
        said = CurrentValues(self.facts.values(), today).said()
        values = tuple(said.items())
        for name, sheet in self._good(ANSWERS):
            if _NAMES_VALUE in sheet.raw:
                self.cards[Path(name).stem] = _saying(sheet, values)
        self.roles = {key: filled(role, said) for key, role in self.roles.items()}


def read_folder(folder: Path, parts: Parts = ()) -> dict[str, Sheet]:
    """Return every file of a content folder as it is on the disk."""
    return {name: read_sheet(folder, name, parts) for name in names_in(folder, parts)}


def read_sheet(folder: Path, name: str, parts: Parts) -> Sheet:
    """Return a file as it is on the disk."""
    try:
        raw = (folder / name).read_bytes()
    except FileNotFoundError:
        return Sheet(b"", faults=(absent(folder / name),))
    except OSError as error:
        problem = f"le fichier ne se lit pas ({error.strerror})"
        return Sheet(b"", faults=(ContentError(str(folder / name), problem, "donnez-en le droit"),))
    return sheet_of(folder, name, raw, parts)


def sheet_of(folder: Path, name: str, raw: bytes, parts: Parts) -> Sheet:
    """Return what bytes would be as the file `name`."""
    try:
        return _read(folder / name, raw, _reader(name, parts))
    except ContentError as error:
        return Sheet(raw, faults=error.all)


@lru_cache(maxsize=256)  # the same bytes are parsed once: an edit undone, a second library
def _read(path: Path, raw: bytes, read: Reader) -> Sheet:
    document = document_of(path, raw)
    return Sheet(raw, document, read(document))


@lru_cache(maxsize=128)  # most edits leave most cards as they were
def _saying(sheet: Sheet, values: tuple[tuple[str, str], ...]) -> Card:
    """Return the card of a sheet with the values that its texts name."""
    card: Card = sheet.holds
    return filled(card, dict(values))


def names_in(folder: Path, parts: Parts) -> list[str]:
    """Return the names of the files that are or should be in a content folder."""
    found = [
        f"{room}/{path.name}"
        for room in (ANSWERS, FACTS)
        for path in sorted((folder / room).glob("*.yml"))
    ]
    return [TOPICS_FILE, ROLES_FILE, REPLIES_FILE, *found, *(part.name for part in parts)]


def strays(folder: Path, parts: Parts) -> list[Path]:
    """Return the YAML files of a content folder that nothing reads: « salary.yaml »."""
    read = {folder / name for name in names_in(folder, parts)}
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)
    return [path for path in found if path not in read]


def _reader(name: str, parts: Parts) -> Reader:
    readers: dict[str, Reader] = {part.name: part.read for part in parts}
    readers |= {TOPICS_FILE: _topics, ROLES_FILE: _roles, REPLIES_FILE: _replies}
    return readers.get(name) or (_card if name.startswith(f"{ANSWERS}/") else _facts)


def _card(document: Document) -> Card:
    document.mapping()
    return model_of(document, Card)


def _topics(document: Document) -> tuple[dict[str, Topic], dict[str, Topic]]:
    document.mapping()
    return models_of(document, Topic, "faq"), models_of(document, Topic, "chat")


def _roles(document: Document) -> dict[str, Role]:
    return models_of(document, Role)


def _replies(document: Document) -> dict[str, Reply]:
    replies = models_of(document, Reply)
    raise_all(
        ContentError(
            str(document.path),
            f"la réponse « {key} » manque",
            "le programme en a besoin : rétablissez-la",
        )
        for key in PROGRAM_REPLIES
        if key not in replies
    )
    return replies


def _facts(document: Document) -> list[Fact]:
    entries = document.entries("faits", "commencez chaque fait par « - id: »")
    facts: list[Fact] = []
    faults: list[ContentError] = []
    for place, entry in enumerate(entries):
        named = isinstance(entry, dict) and entry.get("id")
        name = str(named or f"fait n° {place + 1}")
        try:
            facts.append(model_of(document, Fact, place, name=name))
        except ContentError as error:
            faults += error.all
    raise_all(faults)
    return facts
