"""Reads the project for Rasa: data/voices with a fast YAML reader, once, and what each topic of
content/topics.yml brings: an intent, a response, a rule (bot/training/catalogue.py).

Rasa's own importer parses each file three times with a pure-Python reader, then copies and
digests each example some twenty times: most of the reading, for the same training data.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import RuleStep, StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import get_text_hash

from bot.content import Content
from bot.nlu.heard import AFTER, DETAIL, REACTS
from bot.publishing import library
from bot.training.catalogue import catalogue_domain, catalogue_rules
from bot.training.follow_ups import NEXT
from bot.training.questions import DETAILS, FOLLOW_UPS_FILE, DetailQuestion, read_questions
from bot.training.reactions import REACTIONS_FOLDER, read_reactions
from bot.training.utterances import GENERAL, VOICES, read_utterances


class Example(Message):
    """An example that is its own copy: nothing changes it before the pipeline reads it.

    It equals itself alone: the importer drops doubles, Rasa would look for them at each merge.
    """

    __hash__ = object.__hash__

    def fingerprint(self) -> str:
        """Return a digest of what it holds, plain words: Rasa's walks through them one by one."""
        return str(get_text_hash(repr(self.data)))

    def __eq__(self, other: object) -> bool:
        return self is other

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        return self


def _content_of(folder: str | Path | None) -> Content:
    """Return the content of a folder, or what this process says: the last good beside an edit."""
    return Content(Path(folder)) if folder else library().current()


class VoiceImporter(RasaFileImporter):
    """Rasa's importer, but for the files of a folder `voices` and for what the topics bring.

    Without a domain, as for the training of the NLU alone, the topics bring nothing. The folder
    `content` is an option of the importer in bot/config.yml; ContentError when it cannot be read.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        content: str | Path | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else []
        files = [
            file
            for path in map(Path, paths or training_data_paths or [])
            for file in (sorted(path.rglob("*.yml")) if path.is_dir() else [path])
        ]
        self._voices = [file for file in files if file.parent.name == VOICES]
        self._general = [file for file in files if file.name == GENERAL]
        self._folders = [
            path for path in map(Path, paths or training_data_paths or []) if path.is_dir()
        ]
        own = {VOICES, NEXT, DETAILS, REACTIONS_FOLDER}
        others = [str(f) for f in files if f.parent.name not in own and f.name != FOLLOW_UPS_FILE]
        super().__init__(config_file, domain_path, others)
        self._topics = _content_of(content).topics if domain_path else []

    def get_domain(self) -> Domain:
        """Return the domain of the file, with the intents and responses of the topics."""
        special: Domain = super().get_domain()
        return special.merge(Domain.from_dict(catalogue_domain(self._topics)))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the stories and rules of the files, with a rule for each topic that has none."""
        special: StoryGraph = super().get_stories(exclusion_percentage)
        ruled = {_asked(step) for step in special.story_steps if isinstance(step, RuleStep)}
        rules = catalogue_rules(topic for topic in self._topics if topic not in ruled)
        reader = YAMLStoryReader(self.get_domain())
        return special.merge(StoryGraph(reader.read_from_parsed_yaml(rules)))

    def get_nlu_data(self, language: str | None = "fr") -> TrainingData:
        """Return the examples of the voices, with what the other files hold."""
        return self._nlu_data

    @cached_property
    def _nlu_data(self) -> TrainingData:
        """The same whatever the language: Rasa asks for it in several, and keeps each apart."""
        others: TrainingData = super().get_nlu_data()
        # The core's own copies too: Rasa copies and digests all of them at each merge.
        others.training_examples = [Example(each.data) for each in others.training_examples]
        own = [*self._examples, *self._questions, *self._reactions]
        return others.merge(TrainingData(training_examples=own))

    @cached_property
    def _examples(self) -> list[Message]:
        read = ((u.text, u.intent) for file in self._voices for u in read_utterances(file))
        asked = {question.text for question in self._read_questions if question.alone}
        general = {u.text: f"{u.intent}/" for file in self._general for u in read_utterances(file)}
        return [
            _example(text, intent, general.get(text))
            for text, intent in dict.fromkeys(read)
            if text not in asked
        ]

    @cached_property
    def _questions(self) -> list[Message]:
        return [
            _example(q.text, q.topic if q.alone else None, q.label, q.after)
            for q in self._read_questions
        ]

    @property
    def _reactions(self) -> list[Message]:
        read = (each for f in self._folders for each in read_reactions(f / REACTIONS_FOLDER))
        return [Example(data={TEXT: each.says, REACTS: each.reacts}) for each in read]

    @cached_property
    def _read_questions(self) -> list[DetailQuestion]:
        return [question for folder in self._folders for question in read_questions(folder)]


def _example(text: str, intent: str | None, detail: str | None, after: str = "") -> Example:
    """Return an example; without an intent it teaches its detail alone."""
    known = {INTENT: intent, DETAIL: detail, AFTER: after}
    return Example(data={TEXT: text} | {name: value for name, value in known.items() if value})


def _asked(rule: RuleStep) -> str | None:
    """Return the intent that a rule answers, or None when it goes on within a form."""
    return next((e.intent_name for e in rule.events if isinstance(e, UserUttered)), None)
