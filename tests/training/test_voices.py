"""The figures of voices that the training never heard, on a few made-up margins."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.content import OUT_OF_SCOPE
from bot.nlu.classifier import read_gate
from bot.nlu.model.gate import Gate
from bot.nlu.model.topic_model import TopicModel
from bot.training.utterances import Utterance
from bot.training.voices import (
    Judged,
    choose_gate,
    leave_voices_out,
    reliability,
    report,
    write_gate,
)

pytestmark = pytest.mark.model  # it trains small ones

_TOPICS = ["diploma", OUT_OF_SCOPE, "salary", "thanks"]
_GATE = Gate(temperature=1.0, sure=0.6)
_CORE_WORD = "revenu"
_WORDS = {"a": "salaire", "b": "paie", "c": "cachet", "d": "traitement"}
_VOICE = """\
version: "3.1"
nlu:
- intent: salary
  examples: |
    - et le {word} ?
    - combien de {word} par mois
- intent: thanks
  examples: |
    - merci pour le {word}
    - {word} bien compris, merci
"""


def _judged(*rows: tuple[str, dict[str, float]], voice: str = "teen") -> Judged:
    """A voice whose messages have these labels and probabilities, as margins of temperature 1."""
    utterances = [Utterance(f"message {n}", label, "here") for n, (label, _) in enumerate(rows)]
    shares = [[probable.get(topic, 1e-6) for topic in _TOPICS] for _, probable in rows]
    return Judged(voice, utterances, _TOPICS, np.log(np.array(shares, np.float32)), 2.0)


def _noisy(messages: int, seed: int, noise: float = 0.5) -> Judged:
    """A voice whose right topic has a margin of about 1 more than the others."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(len(_TOPICS), size=messages)
    scores = rng.normal(-1, noise, size=(messages, len(_TOPICS)))
    scores[np.arange(messages), truth] += 1
    utterances = [Utterance("message", _TOPICS[topic], "here") for topic in truth]
    return Judged(f"voice {seed}", utterances, _TOPICS, scores.astype(np.float32), 2.0)


# --- The report of a voice ------------------------------------------------------------------------


def test_a_sure_answer_counts_as_right_or_wrong() -> None:
    figures = report(
        _judged(("salary", {"salary": 0.9, "diploma": 0.1}), ("salary", {"diploma": 0.9})), _GATE
    )
    assert (figures.messages, figures.right, figures.wrong_and_sure) == (2, 0.5, 0.5)


def test_what_the_gate_holds_back_may_be_offered() -> None:
    held_back = {"diploma": 0.55, "salary": 0.45}
    figures = report(_judged(("salary", held_back), ("diploma", held_back)), _GATE)
    assert (figures.right, figures.wrong_and_sure) == (0.0, 0.0)
    assert (figures.best_guess_right, figures.right_or_offered) == (0.5, 1.0)


def test_what_is_no_question_is_never_offered() -> None:
    figures = report(_judged(("thanks", {"thanks": 0.5, "salary": 0.5})), _GATE)
    assert figures.right_or_offered == 0.0


def test_no_more_is_offered_than_there_are_buttons() -> None:
    topics = ["a", "b", "c", "d"]
    scores = np.log(np.array([[0.4, 0.3, 0.2, 0.1]] * 4, np.float32))
    utterances = [Utterance("message", topic, "here") for topic in topics]
    figures = report(Judged("teen", utterances, topics, scores, 2.0), _GATE)
    assert figures.right_or_offered == 3 / 4


def test_what_is_out_of_scope_is_caught_by_the_gate_too() -> None:
    figures = report(
        _judged(
            (OUT_OF_SCOPE, {OUT_OF_SCOPE: 0.9, "salary": 0.1}),
            (OUT_OF_SCOPE, {"salary": 0.55, "diploma": 0.45}),
            (OUT_OF_SCOPE, {"salary": 0.9, "diploma": 0.1}),
            ("salary", {OUT_OF_SCOPE: 0.9, "salary": 0.1}),
        ),
        _GATE,
    )
    assert figures.out_of_scope_caught == pytest.approx(2 / 3)
    assert figures.good_refused == 1.0


# --- Voices left out ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A core and four voices of two topics, each with a word of its own for one of them."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "nlu.yml").write_text(_VOICE.format(word=_CORE_WORD), encoding="utf-8")
    for voice, word in _WORDS.items():
        text = _VOICE.format(word=word)
        (tmp_path / "voices" / f"{voice}.yml").write_text(text, encoding="utf-8")
        part = _VOICE.format(word=f"{word} net")
        (tmp_path / "parts" / f"{voice}.yml").write_text(part, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("groups", "trainings"), [(None, 4), (2, 2)])
def test_each_voice_is_judged_once_by_a_model_that_never_heard_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, groups: int | None, trainings: int
) -> None:
    heard: list[list[str]] = []
    fit = TopicModel.fit

    def listening(texts: list[str], *rest: Any) -> TopicModel:
        heard.append(texts)
        return fit(texts, *rest)

    monkeypatch.setattr(TopicModel, "fit", listening)
    judged = []
    for voice in leave_voices_out(folder, folder / "parts", groups):
        judged.append(voice.voice)
        learnt = {word for text in heard[-1] for word in text.split()}
        assert _WORDS[voice.voice] not in learnt
        assert _CORE_WORD in learnt and len(learnt & set(_WORDS.values())) == 4 - 4 // trainings
        assert all("net" in utterance.text for utterance in voice.utterances)
        assert voice.scores.shape == (4, 2)
    assert sorted(judged) == ["a", "b", "c", "d"]
    assert len(heard) == trainings


# --- The gate -------------------------------------------------------------------------------------


def test_the_gate_is_chosen_on_all_voices_together() -> None:
    voices = [_noisy(800, 1, noise=0.3), _noisy(800, 2, noise=0.8)]
    together = Judged(
        "both",
        [utterance for voice in voices for utterance in voice.utterances],
        _TOPICS,
        np.vstack([voice.scores for voice in voices]),
        2.0,
    )
    assert choose_gate(voices) == choose_gate([together])
    assert choose_gate(voices) != choose_gate(voices[:1])


def test_noisier_voices_are_trusted_less() -> None:
    calm, noisy = (choose_gate([_noisy(2_000, 1, noise)]) for noise in (0.3, 0.8))
    assert noisy.temperature < calm.temperature


def test_the_gate_leans_outside_no_further_than_it_takes() -> None:
    clear, noisy = _noisy(2_000, 1, noise=0.1), _noisy(2_000, 1, noise=0.5)
    assert choose_gate([clear]).outside == pytest.approx(-0.3)
    gate = choose_gate([noisy])
    assert gate.outside > 0
    assert report(noisy, gate).out_of_scope_caught >= 0.96


def test_good_questions_are_not_refused_to_catch_what_is_out_of_scope() -> None:
    blurred = _noisy(2_000, 1, noise=0.6)
    figures = report(blurred, choose_gate([blurred]))
    assert figures.out_of_scope_caught < 0.96
    assert figures.good_refused <= 0.03


def test_what_leans_outside_is_refused_before_it_is_answered() -> None:
    near = _judged(("out_of_scope", {"salary": 0.52, "out_of_scope": 0.48}))
    assert report(near, Gate(1.0, sure=0.5)).out_of_scope_caught == 0.0
    assert report(near, Gate(1.0, sure=0.5, outside=0.3)).out_of_scope_caught == 1.0


def test_a_chosen_gate_is_read_at_the_next_training(tmp_path: Path) -> None:
    file = tmp_path / "gate.yml"
    gate = choose_gate([_noisy(800, 1)])
    write_gate(gate, file)
    assert astuple(read_gate(file)) == pytest.approx(astuple(gate), abs=1e-4)
    assert file.read_text(encoding="utf-8").startswith("# ")


# --- Reliability ----------------------------------------------------------------------------------


def test_each_band_tells_what_is_claimed_and_what_is_right() -> None:
    voices = [
        _judged(("salary", {"salary": 0.94, "diploma": 0.06})),
        _judged(("diploma", {"salary": 0.92, "diploma": 0.08}), voice="annoyed"),
        _judged(("salary", {"salary": 0.56, "diploma": 0.44})),
    ]
    low, high = reliability(voices, _GATE)
    assert (low.messages, low.right) == (1, 1.0)
    assert low.confidence == pytest.approx(0.56, abs=1e-3)
    assert (high.messages, high.right) == (2, 0.5)
    assert high.confidence == pytest.approx(0.93, abs=1e-3)


def test_a_band_without_messages_is_left_out_and_none_is_lost() -> None:
    voices = [_noisy(500, 1), _noisy(300, 2)]
    bands = reliability(voices, choose_gate(voices))
    assert sum(band.messages for band in bands) == 800
    assert all(band.messages for band in bands)
    confidences = [band.confidence for band in bands]
    assert confidences == sorted(confidences)


def test_complete_certainty_falls_in_the_last_band() -> None:
    (band,) = reliability([_judged(("salary", {"salary": 1.0}))], Gate(temperature=20, sure=0.6))
    assert (band.messages, band.right) == (1, 1.0)


def test_behind_the_chosen_gate_what_is_claimed_is_what_is_right() -> None:
    voices = [_noisy(20_000, 1)]
    for band in reliability(voices, choose_gate(voices)):
        if band.messages > 500:
            assert band.right == pytest.approx(band.confidence, abs=0.05)
