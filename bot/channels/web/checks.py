"""The check of the themes: each fact of the catalogue has its place on the kiosk, and one only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.channels.web.faq import Theme
from bot.content import Content
from bot.content.checks import Finding, check_form, check_twice, error

TITLE_LIMIT = 30  # characters: a tile of the kiosk


def check_themes(content: Content, themes: list[Theme], file: Path) -> Iterator[Finding]:
    """Yield every finding on the themes that were read from `file`."""
    placed: dict[str, str] = {}
    yield from check_twice(file, "id", [theme.id for theme in themes])
    for theme in themes:
        where = f"{file}: {theme.id}"
        yield from check_form(where, theme.title, TITLE_LIMIT)
        for topic in theme.topics:
            other = placed.setdefault(topic, theme.id)
            if topic not in content.faq_topics:
                yield error(where, f"sujet inconnu « {topic} »", "nommez un sujet de topics.yml")
            elif other != theme.id or theme.topics.count(topic) > 1:
                yield error(where, f"« {topic} » figure déjà dans « {other} »", "gardez-en un")
    for topic in content.faq_topics:
        if topic not in placed:
            yield error(file, f"« {topic} » n'a pas de thème", "ajoutez-le à un thème")
