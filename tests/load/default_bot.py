"""Rasa's default configuration, trained on the same examples and served by `rasa run`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
import yaml

from bot.settings import ROOT
from bot.training.utterances import Utterance, read_utterances
from tests.conftest import free_ports, wait_for
from tests.load.target import Target

# What `rasa init` proposes. One epoch: what a message costs follows from the size of the networks,
# not from how long they were trained, which would take hours.
_PIPELINE = """
recipe: default.v1
assistant_id: default
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 1
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: 1
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: 1
  - name: TEDPolicy
    max_history: 5
    epochs: 1
    constrain_similarities: true
"""
_STORY_LENGTH = 3  # turns
_PATIENCE = 900  # seconds to load four networks on a busy machine


def train_default(folder: Path, examples: int | None, most_topics: int | None) -> None:
    """Train in `folder`, on all of data/nlu.yml or on the first topics and examples of each."""
    spoken: dict[str, list[str]] = {}
    for utterance in read_utterances(ROOT / "data" / "nlu.yml"):
        _add(spoken, utterance, examples)
    topics = [topic for topic, texts in spoken.items() if len(texts) > 1][:most_topics]
    (folder / "data").mkdir(parents=True)
    files = {
        "config.yml": _PIPELINE,
        "credentials.yml": "rest:\n",
        "endpoints.yml": "tracker_store: {type: SQL, dialect: sqlite, db: conversations.db}\n",
        "domain.yml": _domain(topics),
        "data/nlu.yml": _nlu({topic: spoken[topic] for topic in topics}),
        "data/rules.yml": _rules(topics),
        "data/stories.yml": _stories(topics),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    _run(folder, "train", "--quiet").check_returncode()


@contextmanager
def serving_default(folder: Path) -> Iterator[Target]:
    """Serve what was trained in `folder`, conversations in a SQLite file as Décroche's."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    command = [sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
    options = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen([*command, *options], cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            wait_for(lambda: _answers(url), "Rasa's default configuration", _PATIENCE)
            yield Target("Rasa's default configuration", (url,), {}, (process.pid,))
        finally:
            process.terminate()


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def _answers(url: str) -> bool:
    try:
        return bool(
            requests.post(url, json={"sender": "s", "message": "bonjour"}, timeout=9).json()
        )
    except (requests.RequestException, ValueError):
        return False


def _add(spoken: dict[str, list[str]], utterance: Utterance, most: int | None) -> None:
    texts = spoken.setdefault(utterance.intent, [])
    if most is None or len(texts) < most:
        texts.append(utterance.text)


def _domain(topics: list[str]) -> str:
    responses = {f"utter_{topic}": [{"text": f"Réponse : {topic}."}] for topic in topics}
    responses["utter_default"] = [{"text": "Je ne sais pas."}]
    return yaml.safe_dump({"version": "3.1", "intents": topics, "responses": responses})


def _nlu(spoken: dict[str, list[str]]) -> str:
    entries = [
        {"intent": topic, "examples": "".join(f"- {text}\n" for text in texts)}
        for topic, texts in spoken.items()
    ]
    return str(yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True))


def _rules(topics: list[str]) -> str:
    rules = [{"rule": topic, "steps": _turn(topic)} for topic in topics]
    fallback = [{"intent": "nlu_fallback"}, {"action": "utter_default"}]
    rules.append({"rule": "fallback", "steps": fallback})
    return str(yaml.safe_dump({"version": "3.1", "rules": rules}))


def _stories(topics: list[str]) -> str:
    parts = [topics[n : n + _STORY_LENGTH] for n in range(0, len(topics), _STORY_LENGTH)]
    stories = [
        {"story": " ".join(part), "steps": [step for topic in part for step in _turn(topic)]}
        for part in parts
    ]
    return str(yaml.safe_dump({"version": "3.1", "stories": stories}))


def _turn(topic: str) -> list[dict[str, str]]:
    return [{"intent": topic}, {"action": f"utter_{topic}"}]
