"""Reads the training data for Rasa: the voices of data/nlu with a fast YAML reader, once.

Rasa's own importer parses each file three times with a pure-Python reader, then copies and
digests each example some twenty times: most of the reading, for the same training data.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training_data import read_utterances

VOICES = "nlu"  # the folder of data/ whose files hold nothing but intents and examples


class Example(Message):
    """An example that is its own copy: nothing changes it before the pipeline reads it.

    It equals itself alone: the importer drops doubles, Rasa would look for them at each merge.
    """

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        return self

    def fingerprint(self) -> str:
        """Return a digest of what was read, for Rasa's cache of what was trained."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.md5(f"{self.get(INTENT)}\0{self.get(TEXT)}".encode()).hexdigest()


class VoiceImporter(RasaFileImporter):
    """Rasa's importer, but for the files of a folder `nlu`."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else []
        files = [
            file
            for path in map(Path, paths or training_data_paths or [])
            for file in (sorted(path.rglob("*.yml")) if path.is_dir() else [path])
        ]
        self._voices = [file for file in files if file.parent.name == VOICES]
        others = [str(file) for file in files if file.parent.name != VOICES]
        super().__init__(config_file, domain_path, others)

    def get_nlu_data(self, language: str | None = "fr") -> TrainingData:
        """Return the examples of the voices, with what the other files hold."""
        others: TrainingData = super().get_nlu_data(language)
        return others.merge(TrainingData(training_examples=self._examples))

    @cached_property
    def _examples(self) -> list[Message]:
        read = ((u.text, u.intent) for file in self._voices for u in read_utterances(file))
        return [Example.build(text=text, intent=intent) for text, intent in dict.fromkeys(read)]
