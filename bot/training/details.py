"""How well details are found: each half of their questions is ranked by a model of the other half.

The topics of a question come from a topic model that did not learn it either, behind the gate that
is served. A question that follows is asked after the general answer of its topic.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.content import Content
from bot.errors import DataError
from bot.nlu.answers import read_ranker
from bot.nlu.classifier import read_gate
from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.examples import Example
from bot.nlu.model.gate import Gate
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.topic_model import TopicModel
from bot.nlu.model.vectors import Encoder
from bot.nlu.sayables import sayables_of
from bot.text.words import normalise
from bot.training.questions import read_questions
from bot.training.ranking import Judged
from bot.training.utterances import GENERAL, VOICES, read_utterances

SEED = 1
THREADS = 2
_ONE_IN = 4  # of the first questions of details, on which the ranker is chosen
_AMONG = 3  # details offered at most: the right one may be among them


@dataclass(frozen=True)
class Question:
    """A question in plain spelling, the label of its answer, and whether it stands alone.

    `after` is the label of the answer after which it was said, "" where that is not known.
    """

    text: str
    label: str
    alone: bool
    after: str = ""

    @property
    def topic(self) -> str:
        """The topic of its answer."""
        return self.label.partition("/")[0]

    @property
    def as_example(self) -> Example:
        """What a model learns from it."""
        return Example(self.text, self.label, self.after)


@dataclass(frozen=True)
class Found:
    """How many questions there were, and how often the right detail was found (shares)."""

    questions: int
    first: float
    among_three: float


@dataclass(frozen=True)
class DetailsReport:
    """What is found of the questions that stand alone, and of those that follow their topic."""

    alone: Found
    following: Found


def judge_details(
    data: Path, content: Content, encoder: Encoder, threads: int = THREADS
) -> DetailsReport:
    """Return how often models find the questions of a data folder that they did not learn.

    Raises DataError when there is none.
    """
    sayables = sayables_of(content)
    questions = read_examples(data, {each.label for each in sayables})
    if not questions:
        raise DataError(str(data), "no question of a detail in it", "see CONTRIBUTING.md")
    topics = unheard_topics(data, questions, encoder, read_gate(), threads)
    before = [0] * len(questions)  # how many answers are found before the right one
    for learnt, judged in _halves(len(questions)):
        examples = [questions[place].as_example for place in learnt]
        model = AnswerModel.fit(sayables, examples, encoder, read_ranker(), threads)
        for place in judged:
            asked = _asked(questions[place], topics[place], content)
            labels = [label for label, _ in model.rank(asked, encoder)]
            before[place] = labels.index(questions[place].label)
    return report(questions, before)


def judged_unlearnt(
    data: Path, content: Content, encoder: Encoder, threads: int = THREADS
) -> tuple[AnswerModel, list[Judged]]:
    """Return a model of half of the questions, and first questions of the others."""
    sayables = sayables_of(content)
    questions = read_examples(data, {each.label for each in sayables})
    topics = unheard_topics(data, questions, encoder, read_gate(), threads)
    learnt, others = _halves(len(questions))[0]
    examples = [questions[place].as_example for place in learnt]
    model = AnswerModel.fit(sayables, examples, encoder, read_ranker(), threads)
    judged = [
        Judged(
            Asked(questions[place].text, topics=topics[place]), frozenset({questions[place].label})
        )
        for place in others
        if questions[place].alone
    ]
    return model, judged[::_ONE_IN]


def report(questions: Sequence[Question], before: Sequence[int]) -> DetailsReport:
    """Return how often the right answer comes first, or among three."""
    alone = np.array([question.alone for question in questions])
    ranks = np.array(before)
    return DetailsReport(*(_found(ranks[chosen]) for chosen in (alone, ~alone)))


def read_examples(data: Path, known: Collection[str]) -> list[Question]:
    """Return the questions of a data folder whose labels are known, in plain spelling."""
    asked = [(q.text, q.label, q.alone, q.after) for q in read_questions(data)]
    general = data / VOICES / GENERAL
    if general.exists():
        asked += [(u.text, f"{u.intent}/", True, "") for u in read_utterances(general)]
    return [
        Question(normalise(text), label, alone, after)
        for text, label, alone, after in asked
        if label in known
    ]


def unheard_topics(
    data: Path, questions: Sequence[Question], encoder: Encoder, gate: Gate, threads: int
) -> list[dict[str, float]]:
    """Return what the topics of each are to a model that learnt the other half of them."""
    heard = dict.fromkeys((normalise(u.text), u.intent) for u in read_utterances(data))
    topics: list[dict[str, float]] = [{} for _ in questions]
    for learnt, judged in _halves(len(questions)):
        held_back = {questions[place].text for place in judged}
        known = [(text, topic) for text, topic in heard if text not in held_back]
        known += [(q.text, q.topic) for q in (questions[p] for p in learnt) if q.alone]
        texts, labels = zip(*known, strict=True)
        model = TopicModel.fit(list(texts), list(labels), encoder, SEED, threads)
        margins = model.scores([questions[place].text for place in judged], encoder)
        for place, row in zip(judged, margins, strict=True):
            topics[place] = dict(gate.rank(model.topics, row))
    return topics


def _halves(count: int) -> tuple[tuple[list[int], list[int]], ...]:
    """Return the places of two halves drawn by lot, each as what is learnt and what is judged."""
    lots = np.random.RandomState(SEED).permutation(count).tolist()
    first, second = lots[: count // 2], lots[count // 2 :]
    return (first, second), (second, first)


def _asked(question: Question, topics: dict[str, float], content: Content) -> Asked:
    if question.alone:
        return Asked(question.text, topics=topics)
    title, general = normalise(content.title(question.topic)), {f"{question.topic}/"}
    last = f"{question.topic}/"
    return Asked(question.text, title, title, topics, question.topic, last, general, general)


def _found(before: npt.NDArray[np.int64]) -> Found:
    shares = [float((before < most).mean()) if before.size else 0.0 for most in (1, _AMONG)]
    return Found(int(before.size), *shares)
