"""The sentences of content/channels.yml: what the messaging channels say by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, Extra, Field, validator

from bot.channels.messaging.titles import LONGEST_TITLE
from bot.channels.replies import Reply
from bot.content import CONTENT_DIR, Content, Document, models_of, read_document
from bot.content.brands import LONGEST_NAME, brand_of
from bot.content.checks import Finding, check_form, check_placeholders, check_twice, error
from bot.dialogue.buttons import topic_buttons
from bot.errors import ContentError
from bot.text.typography import typeset

FILE = CONTENT_DIR / "channels.yml"

# The keys that the program counts on.
MEDIA = "media"
TOO_FAST = "too_fast"
OLD_BUTTON = "old_button"
FULL = "full"
UNAVAILABLE = "unavailable"
REST = "rest"
PAGE = "page"
OTHER_SOURCE, OTHER_SOURCES = "other_source", "other_sources"
WRITING = "writing"
LIST_BUTTON = "list_button"
TELEGRAM_DESCRIPTION, TELEGRAM_ABOUT = "telegram_description", "telegram_about"
COMMANDS = "command_"  # before the name of one: its description, and the topic that it asks for
_NEEDED = frozenset(
    {
        *("voice", "image", "video", "document", "sticker", "location", "contact", MEDIA),
        *(TOO_FAST, OLD_BUTTON, FULL, UNAVAILABLE, "opted_out", "opted_in"),
        *("choose", "or", "sources_one", "sources_many", OTHER_SOURCE, OTHER_SOURCES, PAGE, REST),
        *(TELEGRAM_DESCRIPTION, TELEGRAM_ABOUT, "home", "in_private", LIST_BUTTON, WRITING),
    }
)


class Sentence(BaseModel):
    """A sentence, and the topics that are offered under it."""

    text: str = Field(min_length=1)
    buttons: list[str] = []

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator("text")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


Sentences = dict[str, Sentence]


def read_sentences(path: Path = FILE) -> Sentences:
    """Return the sentences of a file by their keys. Raises ContentError."""
    return sentences_of(read_document(path))


def sentences_of(document: Document) -> Sentences:
    """Return the sentences of a document by their keys. Raises ContentError."""
    sentences = models_of(document, Sentence)
    if absent := sorted(_NEEDED - set(sentences)):
        problem = f"il manque {', '.join(absent)}"
        raise ContentError(str(document.path), problem, "rétablissez la phrase")
    return sentences


def said(content: Content, sentence: Sentence) -> Reply:
    """Return a sentence as a reply of the bot."""
    return {
        "text": brand_of(content).filled(sentence.text),
        "buttons": [
            {"title": button.title, "payload": button.payload}
            for button in topic_buttons(content, sentence.buttons)
        ],
        "links": [],
        "sources": [],
        "cited": "",
        "topic": None,
        "kind": "reply",
        "judge": False,
    }


CHANNELS_FILE = "channels.yml"
SENTENCE_LIMIT = 160  # characters: one SMS
_LIMITS = {
    LIST_BUTTON: LONGEST_TITLE,
    PAGE: LONGEST_TITLE,
    TELEGRAM_ABOUT: 120,
}  # what the platforms take
_FILLED = {"choose": frozenset({"numbers"}), OTHER_SOURCES: frozenset({"count"})}
_BOT = frozenset({"bot"})
# Said around what the bot says, as they stand.
_AS_THEY_STAND = frozenset(
    {
        *("choose", "or", "sources_one", "sources_many", OTHER_SOURCE, OTHER_SOURCES),
        *(PAGE, LIST_BUTTON, WRITING),
    }
)
_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")  # as Telegram takes it


def check_sentences(content: Content, sentences: Sentences) -> list[Finding]:
    """Return every finding on content/channels.yml."""
    findings: list[Finding] = []
    for key, sentence in sentences.items():
        where = f"{content.folder / CHANNELS_FILE}: {key}"
        filled = _filled_in(key)
        findings += check_form(where, sentence.text, SENTENCE_LIMIT)
        findings += check_placeholders(where, sentence.text, filled)
        findings += _check_room(where, key, sentence.text, filled)
        findings += check_twice(where, "buttons", sentence.buttons)
        if key.startswith(COMMANDS):
            findings += _check_command(where, key.removeprefix(COMMANDS), sentence)
        for topic in sentence.buttons:
            if not (content.title(topic) or content.may_answer(topic)):
                remedy = "nommez un sujet ou une réponse qui a un titre"
                findings.append(error(where, f"bouton inconnu « {topic} »", remedy))
    return findings


def _check_room(where: str, key: str, text: str, filled: frozenset[str]) -> Iterator[Finding]:
    limit = _LIMITS.get(key)
    longest = text.replace("{bot}", "x" * LONGEST_NAME) if "bot" in filled else text
    if limit and limit < len(longest) and len(text) <= SENTENCE_LIMIT:
        problem = f"texte de {len(longest)} caractères, la messagerie en prend {limit}"
        yield error(where, problem, f"tenez-vous à {limit}")


def _filled_in(key: str) -> frozenset[str]:
    names_bot = key not in _AS_THEY_STAND and not key.startswith(COMMANDS)
    return _FILLED.get(key, frozenset()) | (_BOT if names_bot else frozenset())


def _check_command(where: str, name: str, sentence: Sentence) -> Iterator[Finding]:
    if not _COMMAND_NAME.fullmatch(name):
        problem = f"Telegram refuse une commande « /{name} »"
        yield error(where, problem, "nommez-la en minuscules sans accent, chiffres ou « _ »")
    if len(sentence.buttons) != 1:
        problem = f"cette commande demande {len(sentence.buttons)} sujets"
        yield error(where, problem, "nommez-en un, et un seul, sous « buttons »")
