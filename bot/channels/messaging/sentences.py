"""The sentences of content/channels.yml: what the messaging channels say by themselves."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Extra, Field, validator

from bot.channels.replies import Reply
from bot.content import CONTENT_DIR, Content, Document, models_of, read_document
from bot.content.brands import brand_of
from bot.content.checks import Finding, check_form, check_placeholders, check_twice, error
from bot.dialogue.buttons import topic_buttons
from bot.errors import ContentError
from bot.text.typography import typeset

FILE = CONTENT_DIR / "channels.yml"

# The keys that the program counts on.
MEDIA = "media"
TOO_LONG = "too_long"
TOO_FAST = "too_fast"
OLD_BUTTON = "old_button"
FULL = "full"
UNAVAILABLE = "unavailable"
REST = "rest"
_NEEDED = frozenset(
    {
        *("voice", "image", "video", "document", "sticker", "location", "contact", MEDIA),
        *(TOO_LONG, TOO_FAST, OLD_BUTTON, FULL, UNAVAILABLE, "opted_out", "opted_in"),
        *("choose", "or", "sources_one", "sources_many", "page", REST),
        *("telegram_description", "telegram_about", "home", "in_private", "list_button"),
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
        "topic": None,
        "kind": "reply",
        "judge": False,
    }


CHANNELS_FILE = "channels.yml"
SENTENCE_LIMIT = 160  # characters: one SMS
_FILLED = {"choose": frozenset({"numbers"})}


def check_sentences(content: Content, sentences: Sentences) -> list[Finding]:
    """Return every finding on content/channels.yml."""
    findings: list[Finding] = []
    for key, sentence in sentences.items():
        where = f"{content.folder / CHANNELS_FILE}: {key}"
        findings += check_form(where, sentence.text, SENTENCE_LIMIT)
        findings += check_placeholders(
            where, sentence.text, _FILLED.get(key, frozenset()) | {"bot"}
        )
        findings += check_twice(where, "buttons", sentence.buttons)
        for topic in sentence.buttons:
            if not (content.title(topic) or content.may_answer(topic)):
                remedy = "nommez un sujet ou une réponse qui a un titre"
                findings.append(error(where, f"bouton inconnu « {topic} »", remedy))
    return findings
