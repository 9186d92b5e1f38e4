"""What may be said to a message: general answers, precise ones and facts, likeliest first."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content import Content
from bot.dialogue.context import case_told, context_of, refused_so_far
from bot.dialogue.in_view import points_at_the_last
from bot.dialogue.weighing import in_conversation
from bot.nlu.asked import asked_in, corrected_in
from bot.nlu.heard import (
    AFTER,
    ALSO,
    ANSWERS,
    DETAIL,
    FIRST_OF_TWO,
    PART,
    PARTS,
    POINTS,
    REFUSES,
)
from bot.nlu.model.answers import FACT, AnswerModel
from bot.nlu.model.blending import (
    OF_ANOTHER_TOPIC,
    OF_THEIR_CASE,
    OF_WHAT_IS_NAMED,
    Ways,
    beside,
    blended,
    is_apart,
    weight_of,
)
from bot.nlu.model.examples import Example
from bot.nlu.model.likenesses import Asked, Ranker
from bot.nlu.model.ranked import Ranked, Shares
from bot.nlu.model.second_look import LOOKED_AT
from bot.nlu.model.vectors import Encoder
from bot.nlu.normaliser import CORRECTION, NORMALISED_TEXT, WHOLE, goes_on
from bot.nlu.sayables import sayables_of
from bot.nlu.two_questions import asked_second, asked_together, likeliest, surely_two
from bot.publishing import library
from bot.text.asking import asks as asks_something
from bot.text.corrections import Correction
from bot.text.denials import kin_of
from bot.text.words import normalise

logger = structlog.get_logger()

RANKER_FILE = Path(__file__).with_name("ranker.yml")
# The likeliest answers: the rest is no choice.
_HANDED_ON = 8


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SentenceEncoder"
)
class AnswerFinder(IntentClassifier, GraphComponent):
    """Sets `answers`: the likeliest answers to a message, [label, probability], best first.

    Learns from the examples that carry a `detail`; one that asks it only after its topic has no
    intent. The answers themselves and the facts are searched too.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: AnswerModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: how many processes read and encode at training."""
        return {"threads": 2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerFinder:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData, model: Encoder) -> Resource:
        """Learn from the examples; `model` is what Rasa calls the encoder of the pipeline."""
        sayables = sayables_of(library().current())
        known = {each.label for each in sayables}
        asked = [e for e in training_data.training_examples if e.get(DETAIL) in known]
        if not asked:
            logger.warning("answers.nothing_to_learn")
            return self._resource
        examples = [
            Example(e.get(NORMALISED_TEXT), e.get(DETAIL), e.get(AFTER) or "") for e in asked
        ]
        threads = self._config["threads"]
        self._model = AnswerModel.fit(sayables, examples, model, read_ranker(), threads)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerFinder:
        try:
            with model_storage.read_from(resource) as folder:
                model = AnswerModel.load(Path(folder))
        except ValueError:
            logger.warning("answers.untrained")
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, model)

    def process(
        self, messages: list[Message], model: Encoder, tracker: DialogueStateTracker
    ) -> list[Message]:
        for message in messages:
            plain = message.get(NORMALISED_TEXT)
            if self._model is not None and plain and self._model.views.knows_a_word(plain):
                self._find(message, self._model, model, tracker)
        return messages

    def _find(
        self, message: Message, model: AnswerModel, encoder: Encoder, tracker: DialogueStateTracker
    ) -> None:
        content = library().current()
        asked = _asked(content, message, tracker)
        ways = _ways(content, message, asked, tracker)
        correction: Correction | None = message.get(CORRECTION)
        two = asked_together(message.get(TEXT) or "", correction)
        first = [replace(asked, text=normalise(two[0]))] if two else []
        shares = model.shares([*(way for way, _ in ways), *first], encoder)
        rejects = correction is not None and not correction.meant
        # Who but says that it is not that asks again what was misread.
        looked_for = ways[-1][0] if rejects else asked
        whole = None if rejects else message.get(WHOLE)
        mean = blended(ways, shares)
        if not correction and tracker and _points_back(content, asked.text, tracker):
            message.set(POINTS, True)
            best = model.in_reach(mean, asked)
        else:
            best = model.compared(model.best(mean, LOOKED_AT), looked_for, encoder, whole)
        best = _in_conversation(content, best, message, tracker)
        message.set(ANSWERS, [list(entry) for entry in best[:_HANDED_ON]], add_to_output=True)
        if two:
            one = _answers(model, first[0], shares[-1], encoder)
            one = _in_conversation(content, one, message, tracker)
            then = asked_second(content, normalise(two[1]), first[0], one[0])
            mean = blended(then, model.shares([way for way, _ in then], encoder))
            other = _answers(model, then[0][0], mean, encoder)
            other = _in_conversation(content, other, message, tracker)
            message.set(PARTS, [list(likeliest(one)), list(likeliest(other))])
            if pair := surely_two(one, other, best[0]):
                message.set(FIRST_OF_TWO, pair[0], add_to_output=True)
                message.set(ALSO, pair[1], add_to_output=True)


def _answers(model: AnswerModel, asked: Asked, shares: Shares, encoder: Encoder) -> Ranked:
    """Return the likeliest answers to one question of a message, facts apart."""
    answers = (each for each in model.best(shares) if FACT not in each[0])
    return model.compared([*islice(answers, LOOKED_AT)], asked, encoder)[:_HANDED_ON]


def _in_conversation(
    content: Content,
    found: list[tuple[str, float]],
    message: Message,
    tracker: DialogueStateTracker | None,
) -> list[tuple[str, float]]:
    """Return answers as likely as in the conversation, if there is one."""
    if tracker is None:
        return found
    text, topics = message.get(TEXT) or "", _topics(message)
    return in_conversation(content, found, text, topics, message.get(CORRECTION), tracker)


def _points_back(content: Content, plain: str, tracker: DialogueStateTracker) -> bool:
    return points_at_the_last(content, plain, context_of(tracker))


def _asked(content: Content, message: Message, tracker: DialogueStateTracker | None) -> Asked:
    """Return what a message asks in its conversation, without what is refused."""
    plain = message.get(NORMALISED_TEXT)
    asked = asked_in(content, plain, _topics(message), tracker)
    return replace(asked, refused=_refused(plain, message, tracker))


def _ways(
    content: Content, message: Message, asked: Asked, tracker: DialogueStateTracker | None
) -> Ways:
    """Return as what a message is read: its question, all of it, away from what was said."""
    whole, correction = message.get(WHOLE), message.get(CORRECTION)
    asks = message.get(PART) or message.get(TEXT)
    later = goes_on(tracker)  # then the plain text is that of the question already
    ways = [(replace(asked, text=normalise(asks)) if whole and not later else asked, 1.0)]
    if whole:
        ways = beside(ways, replace(asked, text=whole), 1 - weight_of(asks, later))
    if is_apart(asked, asks, content.cards):
        away = replace(asked, words="", question="", last="", after="", just_told=())
        ways = beside(ways, away, OF_ANOTHER_TOPIC)
    if case := _case(asked, tracker):
        ways = beside(ways, replace(asked, text=f"{case} . {asked.text}"), OF_THEIR_CASE)
    if correction and tracker and not (whole and correction.meant):
        anew = corrected_in(content, correction, _topics(message), tracker)
        anew = replace(anew, refused=asked.refused)
        ways = beside(ways, anew, 0.5) if correction.meant else [(anew, 1.0)]
        if correction.wanted and correction.rest and not asks_something(correction.rest):
            named = corrected_in(content, correction.named, _topics(message), tracker)
            ways = beside(ways, replace(named, refused=asked.refused), OF_WHAT_IS_NAMED)
    return ways


def _case(asked: Asked, tracker: DialogueStateTracker | None) -> str:
    """Return what was told of a case before an answer, in plain spelling."""
    return normalise(case_told(tracker)) if asked.last and tracker else ""


def _topics(message: Message) -> dict[str, float]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return {entry[INTENT_NAME_KEY]: entry["confidence"] for entry in ranking}


def _refused(plain: str, message: Message, tracker: DialogueStateTracker | None) -> tuple[str, ...]:
    """Return what is not asked: what a message itself refuses, and those before it refused."""
    correction: Correction | None = message.get(CORRECTION)
    own = (message.get(REFUSES) or "", *(correction.untrue if correction else ()))
    before = refused_so_far(tracker, plain) if tracker else ()
    return tuple(dict.fromkeys(word for each in (*own, *before) for word in kin_of(each)))


def read_ranker(path: Path = RANKER_FILE) -> Ranker:
    """Return the weights that were chosen on dialogues."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Ranker({name: float(weight) for name, weight in document["weights"].items()})
