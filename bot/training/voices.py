"""The honest evaluation: on voices that the training never heard, and on a fixed test part.

A voice is a file of data/voices: utterances that share an author. Its namesake in the test folder
is a tenth of it that no training sees. The core and the questions of details are in every training:
the core holds some twenty lines of each voice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from bot.content import OUT_OF_SCOPE
from bot.nlu.classifier import GATE_FILE
from bot.nlu.model.gate import Gate, lean_outside, offers
from bot.nlu.model.topic_model import TopicModel, Vectors
from bot.nlu.model.vectors import Encoder
from bot.text.words import normalise
from bot.training.evaluation import Prediction, Report, evaluate
from bot.training.questions import read_questions
from bot.training.utterances import CORE, VOICES, Utterance, read_utterances

SEED = 1
THREADS = 2
_ENCODER = Encoder()
_MOST_OFFERED = 3  # buttons of « Vouliez-vous dire… ? »
_LEANS = tuple(round(0.05 * step, 2) for step in range(-6, 7))  # towards out of scope
_CAUGHT = 0.96  # of out of scope is not answered, if good questions allow
_MOST_REFUSED = 0.03  # of good questions, taken for out of scope
_BANDS = 10  # of confidence, in the reliability table
_GATE_HEADER = """\
# Written by `decroche evaluate --voices --choose-gate`: chosen on whole voices left out of the
# training, so that a confidence of 0.8 is right eight times in ten on somebody unheard.
"""


@dataclass(frozen=True)
class Judged:
    """A voice, and the margins that a model which never heard it gives its messages."""

    voice: str
    utterances: list[Utterance]
    topics: list[str]
    scores: Vectors
    milliseconds: float  # a message, encoded and scored alone


@dataclass(frozen=True)
class Band:
    """Messages of like confidence: what was claimed, and what was right (shares)."""

    messages: int
    confidence: float
    right: float


def leave_voices_out(data: Path, parts: Path, groups: int | None = None) -> Iterator[Judged]:
    """Judge each voice of `data`/voices by a model that was trained without it, on its part.

    Its part is its namesake in `parts`, drawn from all that the voice ever said: what stands in
    `data` was chosen for being hard. One voice is left out at a time, or as many as make so many
    `groups`: fewer trainings, and figures that are a little lower.
    """
    always = [*read_utterances(data / CORE), *_asked_of_details(data)]
    voices = _read_voices(data / VOICES)
    heard_of = _read_voices(parts)
    names = list(voices)
    for group in range(groups or len(names)):
        left_out = names[group :: groups or len(names)]
        seen = [u for name in names if name not in left_out for u in voices[name]]
        model = _fit([*always, *seen])
        for voice in left_out:
            yield _judge(model, voice, heard_of[voice])


def held_back(data: Path, tests: Path) -> Iterator[Judged]:
    """Train on the whole folder `data` and judge each file of the folder `tests`."""
    model = _fit([*read_utterances(data), *_asked_of_details(data)])
    for voice, utterances in _read_voices(tests).items():
        yield _judge(model, voice, utterances)


def report(judged: Judged, gate: Gate) -> Report:
    """Return the figures of a voice behind a gate."""
    predictions = []
    for utterance, scores in zip(judged.utterances, judged.scores, strict=True):
        ranking = gate.rank(judged.topics, scores)
        guess = ranking[0][0]
        topic = guess if gate.grade(ranking) == "sure" else None
        offered = offers(ranking)[:_MOST_OFFERED]
        predictions.append(Prediction(utterance.text, utterance.intent, topic, guess, offered))
    return evaluate(predictions)


def choose_gate(judged: list[Judged]) -> Gate:
    """Return the gate that serves voices left out of the training best.

    It leans outside as little as leaves `_CAUGHT` of out of scope unanswered, and never so far that
    more than `_MOST_REFUSED` of good questions are refused: to be refused costs a visitor a
    question, to get the answer of another trade costs trust.
    """
    topics, truth = judged[0].topics, _truth(judged)
    scores = np.vstack([voice.scores for voice in judged])
    outside = truth == topics.index(OUT_OF_SCOPE)
    gates: list[Gate] = []
    for lean in _LEANS:
        gate = replace(Gate.fit(lean_outside(topics, scores, lean), truth), outside=lean)
        confidence = gate.confidences(topics, scores)
        sure = confidence.max(axis=1) >= gate.sure
        taken_outside = confidence.argmax(axis=1) == topics.index(OUT_OF_SCOPE)
        if gates and _share((sure & taken_outside)[~outside]) > _MOST_REFUSED:
            break
        gates.append(gate)
        if _share((~sure | taken_outside)[outside]) >= _CAUGHT:
            break
    return gates[-1]


def write_gate(gate: Gate, path: Path = GATE_FILE) -> None:
    """Keep a gate for the next training."""
    values = {name: round(value, 4) for name, value in asdict(gate).items()}
    path.write_text(_GATE_HEADER + yaml.safe_dump(values, sort_keys=False), encoding="utf-8")


def reliability(judged: list[Judged], gate: Gate) -> list[Band]:
    """Return, for each band of confidence that holds messages, what it claims and what is right."""
    scores = np.vstack([voice.scores for voice in judged])
    confidence = gate.confidences(judged[0].topics, scores)
    best = confidence.max(axis=1)
    right = confidence.argmax(axis=1) == _truth(judged)
    band = np.minimum((best * _BANDS).astype(int), _BANDS - 1)
    return [
        Band(int(inside.sum()), float(best[inside].mean()), float(right[inside].mean()))
        for number in range(_BANDS)
        if (inside := band == number).any()
    ]


def _share(these: npt.NDArray[np.bool_]) -> float:
    return float(these.mean()) if these.size else 0.0


def _fit(utterances: list[Utterance]) -> TopicModel:
    texts = [normalise(utterance.text) for utterance in utterances]
    labels = [utterance.intent for utterance in utterances]
    return TopicModel.fit(texts, labels, _ENCODER, SEED, THREADS)


def _judge(model: TopicModel, voice: str, utterances: list[Utterance]) -> Judged:
    # One process and one message at a time, as the server does: the time is part of the figures.
    started = time.perf_counter()
    texts = [[normalise(utterance.text)] for utterance in utterances]
    scores = np.vstack([model.scores(text, _ENCODER) for text in texts])
    milliseconds = (time.perf_counter() - started) * 1000 / len(utterances)
    return Judged(voice, utterances, model.topics, scores, milliseconds)


def _truth(judged: list[Judged]) -> npt.NDArray[np.int64]:
    places = {topic: place for place, topic in enumerate(judged[0].topics)}
    return np.array([places[u.intent] for voice in judged for u in voice.utterances])


def _asked_of_details(data: Path) -> list[Utterance]:
    return [Utterance(q.text, q.topic, q.where) for q in read_questions(data) if q.alone]


def _read_voices(folder: Path) -> dict[str, list[Utterance]]:
    return {path.stem: read_utterances(path) for path in sorted(folder.glob("*.yml"))}
