"""The readable core: read in ten minutes by an editor, learnt from alone by a stock Rasa bot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.agent import Agent  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402

from bot.settings import ROOT  # noqa: E402
from bot.training.utterances import CORE, VOICES, read_utterances  # noqa: E402
from tests.contents import CONTENT  # noqa: E402

_CORE = ROOT / "data" / CORE
# Components of Rasa's own, the quick ones: what is tested is that they can read the core.
_STOCK = """\
recipe: default.v1
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 2
    max_ngram: 4
  - name: LogisticRegressionClassifier
    solver: liblinear
"""


def test_each_topic_has_some_twenty_examples() -> None:
    counts = Counter(utterance.intent for utterance in read_utterances(_CORE))
    assert set(counts) == set(CONTENT.topics)
    assert {topic: n for topic, n in counts.items() if not 15 <= n <= 36} == {}


def test_each_topic_is_shown_short_and_long() -> None:
    lengths: dict[str, list[int]] = {}
    for utterance in read_utterances(_CORE):
        lengths.setdefault(utterance.intent, []).append(len(utterance.text))
    assert [topic for topic, n in lengths.items() if min(n) > 30 or max(n) < 40] == []


def test_what_stands_in_the_core_stands_in_no_voice() -> None:
    core = {utterance.text for utterance in read_utterances(_CORE)}
    voices = {utterance.text for utterance in read_utterances(ROOT / "data" / VOICES)}
    assert core & voices == set()


@pytest.mark.model
async def test_a_stock_rasa_bot_learns_from_the_core_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    (tmp_path / "config.yml").write_text(_STOCK, encoding="utf-8")
    agent = Agent()
    agent.load_model(train_nlu(str(tmp_path / "config.yml"), str(_CORE), str(tmp_path)))
    sample = read_utterances(_CORE)[::10]
    heard = [(await agent.parse_message(u.text))["intent"]["name"] for u in sample]
    right = [name == u.intent for name, u in zip(heard, sample, strict=True)]
    assert sum(right) > 0.9 * len(right)
    assert (await agent.parse_message("merci beaucoup"))["intent"]["name"] == "thanks"
