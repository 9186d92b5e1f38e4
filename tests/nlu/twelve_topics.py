"""Twelve topics of the real data, on which the tests of the classifier train."""

from __future__ import annotations

from typing import Any

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TopicClassifier
from bot.nlu.model.vectors import Encoder

CONFIG = {"seed": 1, "threads": 1}
ENCODER = Encoder()
TOPICS = [
    "arcep",
    "cpf_scam",
    "diploma",
    "goodbye",
    "greet",
    "heat_pumps",
    "languages",
    "remote_work",
    "salary",
    "stress_and_health",
    "tools",
    "working_hours",
]

Trained = tuple[TopicClassifier, LocalModelStorage, Resource]


def first_of(data: TrainingData, *intents: str, each: int = 5) -> TrainingData:
    """Return the first examples of some intents."""
    return TrainingData(
        [e for i in intents for e in [e for e in data.intent_examples if e.get(INTENT) == i][:each]]
    )


def names_in(ranking: list[dict[str, Any]]) -> list[str]:
    """Return the intents of a ranking, in order."""
    return [entry["name"] for entry in ranking]
