"""Which theme a topic is of. Answers are learnt with it, so a change here makes another model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.content import Content
from bot.publishing import THEMES


@lru_cache(maxsize=2)  # asked at each message; another once content is published
def themes_in(content: Content) -> Mapping[str, str]:
    """Return the theme of each topic; none of a content whose themes were not read."""
    if THEMES.name not in content.sheets:
        return {}
    return {topic: theme.id for theme in content.part(THEMES) for topic in theme.topics}
