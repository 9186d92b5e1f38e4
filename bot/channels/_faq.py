"""The answers by theme: the tiles of a kiosk, and what it shows when the bot is out of reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.channels._replies import Source, sources_of
from bot.content import Card, Content, read_yaml
from bot.errors import ContentError
from bot.typography import typeset


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


def read_themes(path: Path) -> list[Theme]:
    """Return the themes of a file. Raises ContentError."""
    document = read_yaml(path)
    if not isinstance(document, list):
        remedy = "commencez chaque thème par « - id: »"
        raise ContentError(str(path), "pas une liste de thèmes", remedy)
    try:
        return [Theme(**entry) for entry in document]
    except (TypeError, ValidationError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        remedy = "comparez avec un autre thème"
        raise ContentError(str(path), f"thème illisible : {first}", remedy) from None


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


def _answer(content: Content, topic: str, card: Card) -> Answer:
    return {
        "id": topic,
        "title": card.title,
        "short": card.short,
        "answer": card.answer,
        "sources": sources_of(content, card.facts),
    }
