"""The answers by theme: the tiles of a kiosk, and what it shows when the bot is out of reach."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypedDict

from pydantic import BaseModel, Extra, Field, validator

from bot.channels.replies import Source, sources_of
from bot.channels.web.files import File, file_of
from bot.content import Card, Content, Document, model_of
from bot.dialogue.sources import source_summary
from bot.text.typography import typeset

THEMES_FILE = "themes.yml"
_KEPT = "public, max-age=60, stale-if-error=86400"


class Theme(BaseModel):
    """A theme of content/themes.yml."""

    id: str
    title: str
    topics: list[str] = Field(min_items=1)

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator("title")
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Answer(TypedDict):
    """A topic of a theme."""

    id: str
    title: str
    short: str
    answer: str
    sources: list[Source]
    cited: str


def themes_of(document: Document) -> list[Theme]:
    """Return the themes of a document. Raises ContentError."""
    entries = document.entries("thèmes", "commencez chaque thème par « - id: »")
    return [model_of(document, Theme, place) for place in range(len(entries))]


def faq(content: Content, themes: list[Theme]) -> dict[str, Any]:
    """Return the themes with the cards of their topics."""
    return {
        "themes": [
            {
                "id": theme.id,
                "title": theme.title,
                "topics": [
                    _answer(content, topic, content.cards[topic])
                    for topic in theme.topics
                    if topic in content.cards
                ],
            }
            for theme in themes
        ]
    }


class FaqFile:
    """The answers by theme as they are sent, packed once for each version of the content."""

    def __init__(self, themes: Callable[[Content], list[Theme]]) -> None:
        self._themes = themes
        self._of: Content | None = None
        self._file: File | None = None

    def file(self, content: Content) -> File:
        """Return the file of a content."""
        if self._file is None or content is not self._of:
            text = json.dumps(
                faq(content, self._themes(content)), ensure_ascii=False, separators=(",", ":")
            )
            headers = {"Content-Type": "application/json", "Cache-Control": _KEPT}
            self._of, self._file = content, file_of(text.encode(), headers, is_kept=True)
        return self._file


def _answer(content: Content, topic: str, card: Card) -> Answer:
    return {
        "id": topic,
        "title": card.title,
        "short": card.short,
        "answer": card.answer,
        "sources": sources_of(content, card.facts),
        "cited": source_summary(content, tuple(card.facts)),
    }
