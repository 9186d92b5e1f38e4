"""The honest evaluation: on voices that the training never heard, and on a fixed test part.

A voice is a file of data/nlu: utterances that share an author. Its namesake in the test folder is
the part of it that no training sees. The sentence encoder runs once; only the classifier is
trained anew for each voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.content import OUT_OF_SCOPE
from bot.evaluation import Prediction, Report, evaluate
from bot.nlu._gate import Gate, offers
from bot.nlu._topic_model import Sample, TopicModel
from bot.nlu._words import normalise
from bot.nlu.classifier import choose_gate
from bot.nlu.encoder import encode_pairs
from bot.training_data import Utterance, read_utterances

SEED = 1
THREADS = 2
_MOST_OFFERED = 3  # buttons of « Vouliez-vous dire… ? »


@dataclass(frozen=True)
class VoiceReport:
    """The figures of one voice, and whether it was left out of the training or held back of it."""

    voice: str
    report: Report


def leave_one_voice_out(data: Path) -> Iterator[VoiceReport]:
    """Train on all voices of the folder `data` but one and test on that one, for each voice.

    A voice that only knows out of scope is never left out: it is the negative of the others.
    """
    voices = _read_voices(data)
    sample = _encode([utterance for utterances in voices.values() for utterance in utterances])
    names = np.array([name for name, utterances in voices.items() for _ in utterances])
    labels = [utterance.intent for utterances in voices.values() for utterance in utterances]
    for voice, utterances in voices.items():
        if {utterance.intent for utterance in utterances} == {OUT_OF_SCOPE}:
            continue
        seen, unseen = np.flatnonzero(names != voice), np.flatnonzero(names == voice)
        model, gate = _train(sample.take(seen), [labels[row] for row in seen])
        yield VoiceReport(voice, _judge(model, gate, sample.take(unseen), utterances))


def held_back(data: Path, tests: Path) -> Iterator[VoiceReport]:
    """Train on the whole folder `data` and test on each file of the folder `tests`."""
    training = [utterance for utterances in _read_voices(data).values() for utterance in utterances]
    model, gate = _train(_encode(training), [utterance.intent for utterance in training])
    for voice, utterances in _read_voices(tests).items():
        yield VoiceReport(voice, _judge(model, gate, _encode(utterances), utterances))


def _read_voices(folder: Path) -> dict[str, list[Utterance]]:
    return {path.stem: read_utterances(path) for path in sorted(folder.glob("*.yml"))}


def _encode(utterances: list[Utterance]) -> Sample:
    typed = [utterance.text for utterance in utterances]
    plain = [normalise(text) for text in typed]
    return Sample(plain, encode_pairs(typed, plain, THREADS))


def _train(sample: Sample, labels: list[str]) -> tuple[TopicModel, Gate]:
    gate = choose_gate(sample, labels, SEED, THREADS)
    return TopicModel.fit(sample, labels, SEED, THREADS), gate


def _judge(model: TopicModel, gate: Gate, sample: Sample, utterances: list[Utterance]) -> Report:
    predictions = []
    for utterance, scores in zip(utterances, model.scores(sample), strict=True):
        ranking = gate.rank(model.topics, scores)
        topic = ranking[0][0] if gate.grade(ranking) == "sure" else None
        offered = offers(ranking)[:_MOST_OFFERED]
        guess = ranking[0][0]
        predictions.append(Prediction(utterance.text, utterance.intent, topic, guess, offered))
    return evaluate(predictions)
