"""What other models reach with the same examples: the yardsticks of the table of voices.

All learn from the core, data/nlu.yml, alone: on the voices too, Rasa's default pipeline would train
for hours. The figures are kept in docs/yardsticks.json with their date.
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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.content import OUT_OF_SCOPE
from bot.installation.places import ROOT
from bot.nlu.model.topic_model import TopicModel
from bot.nlu.model.vectors import Encoder
from bot.text.words import normalise
from bot.training.checks import FALLBACK_INTENT
from bot.training.utterances import Utterance, read_utterances

KEPT = ROOT / "docs" / "yardsticks.json"
_SEED = 1

# A predictor takes texts and returns their topics.
Predictor = Callable[[list[str]], list[str]]


@dataclass(frozen=True)
class Yardstick:
    """A model's figures on a test part (shares), and its training in seconds."""

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


def measure_yardsticks(core: Path, tests: Path) -> Iterator[Yardstick]:
    """Train the models on the file `core`, judge them on the folder `tests`, keep the figures."""
    examples, unseen = read_utterances(core), read_utterances(tests)
    for name, fit in (
        ("character n-grams and logistic regression", lambda: fit_ngrams(examples)),
        ("Décroche", lambda: fit_decroche(examples)),
        ("Rasa's default pipeline (DIET)", lambda: _fit_rasa_default(core)),
    ):
        yardstick = _measure(name, len(examples), unseen, fit)
        keep_yardstick(yardstick)
        yield yardstick


def keep_yardstick(yardstick: Yardstick, path: Path = KEPT) -> None:
    """Keep a figure at once in the place of the model's last: the next model may take an hour."""
    kept = {each.name: each for each in read_yardsticks(path)} | {yardstick.name: yardstick}
    text = json.dumps([asdict(each) for each in kept.values()], ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _measure(
    name: str,
    examples: int,
    unseen: list[Utterance],
    fit: Callable[[], Predictor],
) -> Yardstick:
    started = time.perf_counter()
    predict = fit()
    trained = time.perf_counter()
    topics = predict([utterance.text for utterance in unseen])
    judged = time.perf_counter()
    outside = [t == OUT_OF_SCOPE for t, u in zip(topics, unseen, strict=True) if _is_outside(u)]
    right = [topic == u.intent for topic, u in zip(topics, unseen, strict=True)]
    return Yardstick(
        name=name,
        examples=examples,
        right=round(float(np.mean(right)), 4),
        out_of_scope_caught=round(float(np.mean(outside)), 4),
        training_seconds=round(trained - started, 1),
        milliseconds=round((judged - trained) * 1000 / len(unseen), 2),
        measured=date.today().isoformat(),
    )


def _is_outside(utterance: Utterance) -> bool:
    return utterance.intent == OUT_OF_SCOPE


def fit_ngrams(examples: list[Utterance]) -> Predictor:
    """Return the plain model: character n-grams and logistic regression."""
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        LogisticRegression(C=20, max_iter=200, random_state=_SEED, n_jobs=2),
    )
    model.fit([u.text for u in examples], [u.intent for u in examples])
    return lambda texts: list(model.predict(texts))


def fit_decroche(examples: list[Utterance]) -> Predictor:
    """Return the bot's own model, which is asked one message at a time, as a server is."""
    encoder = Encoder()
    texts, labels = [normalise(u.text) for u in examples], [u.intent for u in examples]
    model = TopicModel.fit(texts, labels, encoder, _SEED, threads=2)

    def topic_of(text: str) -> str:
        return model.topics[int(model.scores([normalise(text)], encoder)[0].argmax())]

    return lambda texts: [topic_of(text) for text in texts]


def _fit_rasa_default(core: Path) -> Predictor:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    from bot.training.uncached import cache_off

    with TemporaryDirectory() as folder, cache_off():
        config = Path(folder) / "config.yml"
        config.write_text("recipe: default.v1\nlanguage: fr\n", encoding="utf-8")
        archive = train_nlu(str(config), str(core), folder)
        agent = Agent()
        agent.load_model(archive)

    async def topics_of(texts: list[str]) -> list[str]:
        rankings = [(await agent.parse_message(text))["intent_ranking"] for text in texts]
        return [
            next(i["name"] for i in ranks if i["name"] != FALLBACK_INTENT) for ranks in rankings
        ]

    return lambda texts: asyncio.run(topics_of(texts))
