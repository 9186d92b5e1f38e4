"""The content as it is now, for who asks at every message."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.content import Content

logger = structlog.get_logger()

_LOOK_EVERY = 2.0  # seconds between two looks for edited content


class CurrentContent:
    """Looks for edited files now and then; a broken edit keeps what was good, and is logged."""

    def __init__(self, content: Content, clock: Callable[[], float]) -> None:
        self._content = content
        self._clock = clock
        self._looked_at = clock()

    def __call__(self) -> Content:
        """Return the content."""
        now = self._clock()
        if now - self._looked_at > _LOOK_EVERY:
            self._looked_at = now
            for error in self._content.refresh():
                logger.error("content.kept_last_good", problem=str(error))
        return self._content
