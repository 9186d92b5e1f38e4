"""The exceptions of Décroche.

DecrocheError
├── ChannelError       a messaging platform that cannot be used
├── ContentError       a file of content/ that cannot be used
├── ConversationError  a conversation that cannot be kept
│   └── ConversationFull   one that has as many messages as it may
├── DataError          a file of data/ or of an evaluation that cannot be used
├── ModelError         no usable model
├── RecordsError       what visitors left behind cannot be read or written
└── StartupError       a server that cannot be started
"""

from __future__ import annotations

import traceback
from pathlib import Path


class DecrocheError(Exception):
    """An error that an operator or an editor can mend.

    Its text is one line: where it stands, what is wrong, how to mend it. Errors of content/ are in
    French, the editors' language.
    """

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        self.where = where
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{where}: {problem}" + (f" ({remedy})" if remedy else ""))


class ChannelError(DecrocheError):
    """A messaging platform that is not set up, does not answer or does not know us."""


class ContentError(DecrocheError):
    """A file of content/ that cannot be used; `all` are the errors that were found with it."""

    def __init__(
        self, where: str, problem: str, remedy: str = "", others: tuple[ContentError, ...] = ()
    ) -> None:
        super().__init__(where, problem, remedy)
        self.all: tuple[ContentError, ...] = (self, *others)


class ConversationError(DecrocheError):
    """A conversation that cannot be kept: most often because of the name that its channel gave."""


class ConversationFull(ConversationError):
    """A conversation whose session has all the messages that it may: no more is heard in it."""


class DataError(DecrocheError):
    """A file of data/, or a file to evaluate, that cannot be used."""


class ModelError(DecrocheError):
    """No usable model."""


class RecordsError(DecrocheError):
    """The database of what visitors left behind cannot be used, or has no such entry."""


class StartupError(DecrocheError):
    """A server that cannot be started."""


def place_of(error: BaseException) -> str:
    """Return where an error was raised: its text and its values may be a visitor's."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
