"""What plain models reach on the same test part: the yardsticks of the table of voices.

Rasa's default pipeline trains for hours on all the data: it gets the same few examples a topic as
the plain n-gram model beside it, and the figures are kept in docs/yardsticks.json with their date.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.content import OUT_OF_SCOPE
from bot.settings import ROOT
from bot.training_data import Utterance, read_utterances

KEPT = ROOT / "docs" / "yardsticks.json"
_FEW = 16  # examples a topic: DIET learns them in minutes, all of them would take hours
_SEED = 1

# A predictor takes texts and returns their topics.
Predictor = Callable[[list[str]], list[str]]


@dataclass(frozen=True)
class Yardstick:
    """A plain model's figures on the test part (shares), and its training in seconds."""

    name: str
    examples: int
    right: float
    out_of_scope_caught: float
    training_seconds: float
    milliseconds: float
    measured: str

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.examples} examples: {self.right:.1%} right first, "
            f"{self.out_of_scope_caught:.1%} of out of scope caught, "
            f"{self.milliseconds:.1f} ms a message, trained in {self.training_seconds:.0f} s "
            f"({self.measured})"
        )


def read_yardsticks(path: Path = KEPT) -> list[Yardstick]:
    """Return the figures as they were last measured."""
    return [Yardstick(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def measure_yardsticks(data: Path, tests: Path) -> Iterator[Yardstick]:
    """Train the plain models, judge them on the folder `tests` and keep the figures."""
    few, unseen = few_a_topic(read_utterances(data)), read_utterances(tests)
    measured = []
    for name, examples, fit in (
        ("character n-grams and logistic regression", few, fit_ngrams),
        ("Rasa's default pipeline (DIET)", few, _fit_rasa_default),
    ):
        measured.append(_measure(name, examples, unseen, fit))
        yield measured[-1]
    text = json.dumps([asdict(yardstick) for yardstick in measured], ensure_ascii=False, indent=2)
    KEPT.write_text(text + "\n", encoding="utf-8")


def _measure(
    name: str,
    examples: list[Utterance],
    unseen: list[Utterance],
    fit: Callable[[list[Utterance]], Predictor],
) -> Yardstick:
    started = time.perf_counter()
    predict = fit(examples)
    trained = time.perf_counter()
    topics = predict([utterance.text for utterance in unseen])
    judged = time.perf_counter()
    outside = [t == OUT_OF_SCOPE for t, u in zip(topics, unseen, strict=True) if _is_outside(u)]
    right = [topic == u.intent for topic, u in zip(topics, unseen, strict=True)]
    return Yardstick(
        name=name,
        examples=len(examples),
        right=round(float(np.mean(right)), 4),
        out_of_scope_caught=round(float(np.mean(outside)), 4),
        training_seconds=round(trained - started, 1),
        milliseconds=round((judged - trained) * 1000 / len(unseen), 2),
        measured=date.today().isoformat(),
    )


def _is_outside(utterance: Utterance) -> bool:
    return utterance.intent == OUT_OF_SCOPE


def few_a_topic(utterances: list[Utterance]) -> list[Utterance]:
    """Return at most sixteen utterances a topic, always the same."""
    order = np.random.default_rng(_SEED).permutation(len(utterances))
    taken: dict[str, list[Utterance]] = {}
    for place in order:
        chosen = taken.setdefault(utterances[place].intent, [])
        if len(chosen) < _FEW:
            chosen.append(utterances[place])
    return [utterance for chosen in taken.values() for utterance in chosen]


def fit_ngrams(examples: list[Utterance]) -> Predictor:
    """Return the plain model: character n-grams and logistic regression."""
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        LogisticRegression(C=20, max_iter=200, random_state=_SEED, n_jobs=2),
    )
    model.fit([u.text for u in examples], [u.intent for u in examples])
    return lambda texts: list(model.predict(texts))


def _fit_rasa_default(examples: list[Utterance]) -> Predictor:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with TemporaryDirectory() as folder:
        nlu, config = Path(folder) / "nlu.yml", Path(folder) / "config.yml"
        nlu.write_text(_as_rasa_data(examples), encoding="utf-8")
        config.write_text("recipe: default.v1\nlanguage: fr\n", encoding="utf-8")
        archive = train_nlu(str(config), str(nlu), folder)
        agent = Agent()
        agent.load_model(archive)

    async def topics_of(texts: list[str]) -> list[str]:
        return [(await agent.parse_message(text))["intent"]["name"] or "" for text in texts]

    return lambda texts: asyncio.run(topics_of(texts))


def _as_rasa_data(examples: list[Utterance]) -> str:
    by_intent: dict[str, list[str]] = {}
    for utterance in examples:
        by_intent.setdefault(utterance.intent, []).append(f"- {utterance.text}")
    nlu = [{"intent": intent, "examples": "\n".join(lines)} for intent, lines in by_intent.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000)
