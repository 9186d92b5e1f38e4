"""How people ask the answers of the cards: data/details, data/follow_ups.yml and data/next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content import read_yaml
from bot.errors import ContentError, DataError
from bot.text.pointing import points_back
from bot.training.follow_ups import NEXT, read_follow_ups

DETAILS = "details"  # the folder, a file a topic
FOLLOW_UPS_FILE = "follow_ups.yml"


@dataclass(frozen=True)
class DetailQuestion:
    """A text that asks the detail of a topic, by itself (`alone`) or only after an answer.

    `detail` is "" when it asks the general answer, `after` the label of the answer after which it
    was said, "" where that is not known.
    """

    text: str
    topic: str
    detail: str
    alone: bool
    where: str
    after: str = ""

    @property
    def label(self) -> str:
        """The detail's name among all: « salary/part_time »."""
        return f"{self.topic}/{self.detail}"


def read_questions(data: Path) -> list[DetailQuestion]:
    """Return the questions of a data folder; none of a file that is not there.

    Raises DataError for a file that is not in its form.
    """
    return [question for file in question_files(data) for question in questions_in(file)]


def question_files(data: Path) -> list[Path]:
    """Return the files of a data folder that hold questions, in order."""
    follow_ups = data / FOLLOW_UPS_FILE
    return [
        *sorted((data / DETAILS).glob("*.yml")),
        *([follow_ups] if follow_ups.exists() else []),
        *sorted((data / NEXT).rglob("*.yml")),
    ]


def questions_in(file: Path) -> Iterator[DetailQuestion]:
    """Yield the questions of one of `question_files`. Raises DataError."""
    of_details = file.name == FOLLOW_UPS_FILE or file.parent.name == DETAILS
    return _of_details(file, file.name != FOLLOW_UPS_FILE) if of_details else _said_next(file)


def _said_next(file: Path) -> Iterator[DetailQuestion]:
    for said in read_follow_ups(file):
        for label in sorted(said.right):
            topic, _, detail = label.partition("/")
            yield DetailQuestion(said.says, topic, detail, False, said.where, said.after)


def _of_details(file: Path, alone: bool) -> Iterator[DetailQuestion]:
    try:
        document = read_yaml(file)
    except ContentError as error:
        raise DataError(error.where, error.problem, error.remedy) from None
    for topic, details in _entries(file, document):
        for detail, texts in _entries(f"{file}: {topic}", details):
            where = f"{file}: {topic}/{detail}"
            if not isinstance(texts, list):
                raise DataError(where, "no list of texts", "write one « - text » a line")
            for text in map(str, texts):
                after = "" if alone or not points_back(text) else f"{topic}/"
                yield DetailQuestion(text, topic, detail, alone, where, after)


def _entries(where: str | Path, value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, dict):
        raise DataError(str(where), "no list of fields", "write « topic: detail: - text »")
    yield from ((str(key), entry) for key, entry in value.items())
