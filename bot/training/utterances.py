"""The labelled utterances of data/ and of evaluation files, read without Rasa.

Training itself goes through Rasa's importer; this reader serves the checks and the evaluation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import read_yaml
from bot.errors import ContentError, DataError
from bot.training.follow_ups import NEXT
from bot.training.reactions import REACTIONS_FOLDER

CORE = "nlu.yml"  # of data/: the readable examples, and the synonyms
VOICES = "voices"  # the folder of data/ whose files hold nothing but intents and examples
GENERAL = "neutral.yml"  # the voice whose examples ask the general question of their topic
_AFTER_ANSWERS = frozenset({NEXT, REACTIONS_FOLDER})  # folders of what is said after an answer

_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Utterance:
    """A text of a visitor and the topic that answers it."""

    text: str
    intent: str
    where: str

    @property
    def key(self) -> str:
        """The text without case, accents and punctuation: what makes two utterances the same."""
        decomposed = unicodedata.normalize("NFKD", self.text.lower())
        letters = "".join(char for char in decomposed if not unicodedata.combining(char))
        return re.sub(r"\W+", " ", letters).strip() or self.text


def read_utterances(path: Path) -> list[Utterance]:
    """Return the utterances of a file, or of every YAML file of a folder.

    A file is either Rasa NLU data or a list of `text` and `topic`; what is said after an answer is
    none. Raises DataError.
    """
    if path.is_dir():
        files = (f for f in sorted(path.rglob("*.yml")) if f.parent.name not in _AFTER_ANSWERS)
        return [utterance for file in files for utterance in read_utterances(file)]
    try:
        document = read_yaml(path)
    except ContentError as error:
        raise DataError(error.where, error.problem, error.remedy) from None
    if isinstance(document, list):
        return list(_labelled(path, document))
    if isinstance(document, dict):
        return list(_nlu(path, document))
    raise DataError(str(path), "neither a list of texts nor Rasa NLU data", "see docs/developer.md")


def _labelled(path: Path, entries: list[Any]) -> Iterator[Utterance]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not {"text", "topic"} <= entry.keys():
            raise DataError(
                f"{path}: entry {number}", "no « text » and « topic »", "give both to each entry"
            )
        yield Utterance(str(entry["text"]), str(entry["topic"]), f"{path}: entry {number}")


def _nlu(path: Path, document: dict[str, Any]) -> Iterator[Utterance]:
    for block in document.get("nlu") or []:
        intent = block.get("intent") if isinstance(block, dict) else None
        if not intent:
            continue
        for line in str(block.get("examples", "")).splitlines():
            if line.startswith("- "):
                text = _ENTITY.sub(r"\1", line[2:].strip())
                yield Utterance(text, intent.removeprefix("faq/"), f"{path}: {intent}")
