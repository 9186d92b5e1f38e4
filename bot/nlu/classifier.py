"""Which topic a message is about, and whether the bot is sure enough to answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.keys import DISTRESS
from bot.nlu.heard import ALSO, OFFERS
from bot.nlu.model.clauses import cuts
from bot.nlu.model.gate import NO_QUESTIONS, Gate, offers
from bot.nlu.model.progress import announce
from bot.nlu.model.topic_model import TopicModel
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import MOST_CHARACTERS, NORMALISED_TEXT
from bot.text.asking import asks
from bot.text.circumstances import told_in
from bot.text.words import normalise

logger = structlog.get_logger()


Ranking = list[tuple[str, float]]


RANKING_LENGTH = 10


GATE_FILE = Path(__file__).with_name("gate.yml")


# What each half of a message must reach to be a question of its own. On the test part, whose
# messages hold one, 0.75 cuts one in forty; 0.9 one in a hundred, and hears 16 true pairs of 25
# instead of 17.
_SURE_OF_A_HALF = 0.9


_THOUGHT_OF = 5  # both topics stand among the first ones of the whole message


# Nobody in distress is asked « Vouliez-vous dire… ? »: to be wrong costs less than to miss it. On
# forty voices left out, 0.4 hears 92 % of it instead of 86, with 11 false alarms in 66,900
# messages; 0.3 would hear four messages more of 362, with five more false alarms.
_SURE_OF_DISTRESS = 0.4


_WORTH_CUTTING = 0.01  # of the second topic of the whole message: a cut costs two encodings


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
    is_trainable=True,
    model_from="SentenceEncoder",
)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets `intent`, `intent_ranking` and `offers`.

    A hesitant or unknown message gets the intent `nlu_fallback`, as of Rasa's FallbackClassifier,
    its ranking kept behind; `offers` are the topics worth a « Vouliez-vous dire… ? » button.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._gate = gate

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the seed, and how many SVMs are trained at once."""
        return {"seed": 1, "threads": 2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData, model: Encoder) -> Resource:
        """Learn from the examples; `model` is what Rasa calls the encoder of the pipeline."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        labels = [example.get(INTENT) for example in examples]
        if len(set(labels)) < 2:
            logger.warning("classifier.nothing_to_tell_apart", intents=len(set(labels)))
            return self._resource
        texts = [example.get(NORMALISED_TEXT) for example in examples]
        seed, threads = self._config["seed"], self._config["threads"]
        self._gate = read_gate()
        self._model = TopicModel.fit(texts, labels, model, seed, threads)
        self._persist()
        announce("classify", 1.0)
        return self._resource

    def _persist(self) -> None:
        assert self._model is not None and self._gate is not None
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / "gate.json").write_text(json.dumps(asdict(self._gate)), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        try:
            with model_storage.read_from(resource) as folder:
                gate = Gate(**json.loads((Path(folder) / "gate.json").read_text(encoding="utf-8")))
                return cls(config, model_storage, resource, TopicModel.load(folder), gate)
        except ValueError:
            logger.warning("classifier.untrained")
            return cls(config, model_storage, resource)

    def process(self, messages: list[Message], model: Encoder) -> list[Message]:
        for message in messages:
            self._classify(message, model)
        return messages

    def _classify(self, message: Message, encoder: Encoder) -> None:
        plain = message.get(NORMALISED_TEXT)
        if self._model is None or self._gate is None or not plain:
            message.set(INTENT, _intent(None, 0.0), add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
            return
        scores = self._model.scores([plain], encoder)[0]
        ranking = self._gate.rank(self._model.topics, scores)
        halves = self._two_questions(message.get(TEXT) or plain, ranking, encoder)
        if halves:
            ranking = halves[0]
            message.set(ALSO, halves[1][0][0], add_to_output=True)
        intents = [_intent(topic, confidence) for topic, confidence in ranking[:RANKING_LENGTH]]
        knows = self._model.knows_a_word(plain)
        distressed = ranking[0][0] == DISTRESS and ranking[0][1] >= _SURE_OF_DISTRESS
        if not knows or (self._gate.grade(ranking) != "sure" and not distressed):
            intents.insert(0, _intent(DEFAULT_NLU_FALLBACK_INTENT_NAME, self._gate.sure))
        message.set(INTENT, intents[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, intents, add_to_output=True)
        message.set(OFFERS, offers(ranking) if knows else [], add_to_output=True)

    def _two_questions(
        self, text: str, ranking: Ranking, encoder: Encoder
    ) -> tuple[Ranking, Ranking] | None:
        """Return the rankings of the two questions that a message holds, or None.

        Each half must be sure of a topic of its own, and the whole message must think of both.
        """
        if ranking[1][1] < _WORTH_CUTTING:
            return None
        # A new line is a cut that the plain spelling no longer shows.
        halves = cuts(normalise(text[:MOST_CHARACTERS].replace("\n", " . ")))
        pairs = [pair for pair in halves if not any(map(_only_tells, pair))]
        if not pairs:
            return None
        assert self._model is not None and self._gate is not None
        clauses = [clause for pair in pairs for clause in pair]
        scores = self._model.scores(clauses, encoder)
        ranked = [self._gate.rank(self._model.topics, row) for row in scores]
        candidates = list(zip(ranked[::2], ranked[1::2], strict=True))
        thought_of = {topic for topic, _ in ranking[:_THOUGHT_OF]}
        good = [pair for pair in candidates if _are_two_questions(*pair, thought_of)]
        return max(good, key=lambda pair: min(pair[0][0][1], pair[1][0][1]), default=None)


def _only_tells(half: str) -> bool:
    """Tell whether half a message asks nothing: « je suis à l'essai et on me refuse ma pause »."""
    return bool(told_in(half)) and not asks(half)


def _are_two_questions(first: Ranking, second: Ranking, thought_of: set[str]) -> bool:
    topics = {first[0][0], second[0][0]}
    sure = min(first[0][1], second[0][1]) >= _SURE_OF_A_HALF
    return sure and len(topics) == 2 and topics <= thought_of - NO_QUESTIONS


def read_gate(path: Path = GATE_FILE) -> Gate:
    """Return the gate that was chosen on voices left out of the training."""
    return Gate(**yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _intent(name: str | None, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, "confidence": confidence}
