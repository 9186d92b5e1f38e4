"""The sentences of content/channels.yml: what the messaging channels say by themselves."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.channels._replies import Reply
from bot.content import CONTENT_DIR, Content, read_yaml
from bot.errors import ContentError
from bot.speech import topic_buttons
from bot.typography import typeset

FILE = CONTENT_DIR / "channels.yml"

# The keys that the program counts on.
MEDIA = "media"
TOO_LONG = "too_long"
TOO_FAST = "too_fast"
OLD_BUTTON = "old_button"
UNAVAILABLE = "unavailable"
_NEEDED = frozenset(
    {
        *("voice", "image", "video", "document", "sticker", "location", "contact", MEDIA),
        *(TOO_LONG, TOO_FAST, OLD_BUTTON, UNAVAILABLE, "opted_out", "opted_in"),
        *("choose", "or", "sources_one", "sources_many", "page"),
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
    document = read_yaml(path)
    if not isinstance(document, dict):
        raise ContentError(str(path), "pas une table de phrases", "écrivez « clé: » puis « text: »")
    try:
        sentences = {str(key): Sentence(**entry) for key, entry in document.items()}
    except (TypeError, ValidationError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        remedy = "comparez avec une autre phrase"
        raise ContentError(str(path), f"phrase illisible : {first}", remedy) from None
    if absent := sorted(_NEEDED - set(sentences)):
        raise ContentError(str(path), f"il manque {', '.join(absent)}", "rétablissez la phrase")
    return sentences


def said(content: Content, sentence: Sentence) -> Reply:
    """Return a sentence as a reply of the bot."""
    return {
        "text": sentence.text,
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
