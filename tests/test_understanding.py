"""The understanding must not get worse: figures of the test part against the committed ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings
from bot.training_data import read_utterances
from tests.conftest import run_decroche

TEST_PART = ROOT / "tests" / "understanding"
STRANGERS = ROOT / "tests" / "strangers"
BASELINE = TEST_PART / "baseline.json"
_TOLERATED = 0.01  # a point: what a change of data may cost without a word


@pytest.fixture(scope="module")
def report(settings: Settings) -> dict[str, float]:
    run = run_decroche("evaluate", str(TEST_PART), "--json", settings=settings)
    assert run.returncode == 0, run.stderr
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


@pytest.mark.parametrize(
    "figure", ["best_guess_right", "right", "right_or_offered", "out_of_scope_caught"]
)
def test_no_figure_falls_by_more_than_a_point(report: dict[str, float], figure: str) -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert report[figure] >= baseline[figure] - _TOLERATED


@pytest.mark.parametrize("folder", [TEST_PART, STRANGERS], ids=lambda folder: folder.name)
def test_no_message_of_a_test_is_trained_on(folder: Path) -> None:
    trained = {utterance.key for utterance in read_utterances(ROOT / "data")}
    assert [u.text for u in read_utterances(folder) if u.key in trained] == []


def test_every_voice_has_its_test_part() -> None:
    voices = {path.name for path in (ROOT / "data" / "nlu").glob("*.yml")}
    assert voices == {path.name for path in TEST_PART.glob("*.yml")}
