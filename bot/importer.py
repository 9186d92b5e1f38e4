"""Reads the training data for Rasa: the voices of data/nlu with a fast YAML reader.

Rasa's own importer parses each file three times with a pure-Python reader: half a minute of every
training, for the same training data.
"""

from __future__ import annotations

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training_data import read_utterances

VOICES = "nlu"  # the folder of data/ whose files hold nothing but intents and examples


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
        examples = [
            Message.build(text=utterance.text, intent=utterance.intent)
            for file in self._voices
            for utterance in read_utterances(file)
        ]
        others: TrainingData = super().get_nlu_data(language)
        return others.merge(TrainingData(training_examples=examples))
