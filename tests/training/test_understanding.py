"""The understanding must not get worse: figures of the test parts against the committed ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings
from bot.training.utterances import read_utterances
from tests.conftest import run_decroche

TEST_PART = ROOT / "tests" / "understanding"
STRANGERS = ROOT / "tests" / "strangers"
_EVERY = "4"  # messages, of which one is judged: minutes otherwise
_TOLERATED = 0.01  # a point: what a change of data may cost without a word


Figures = dict[str, float]


@pytest.fixture(scope="module", params=[TEST_PART, STRANGERS], ids=lambda folder: folder.name)
def figures(request: pytest.FixtureRequest, settings: Settings) -> tuple[Figures, Figures]:
    """The figures of a folder today, and those that are committed with it."""
    run = run_decroche(
        "evaluate", str(request.param), "--every", _EVERY, "--json", settings=settings
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout), json.loads((request.param / "baseline.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "figure", ["best_guess_right", "right", "right_or_offered", "out_of_scope_caught"]
)
def test_no_figure_falls_by_more_than_a_point(
    figures: tuple[Figures, Figures], figure: str
) -> None:
    today, baseline = figures
    assert today[figure] >= baseline[figure] - _TOLERATED


@pytest.mark.parametrize("folder", [TEST_PART, STRANGERS], ids=lambda folder: folder.name)
def test_no_message_of_a_test_is_trained_on(folder: Path) -> None:
    trained = {utterance.key for utterance in read_utterances(ROOT / "data")}
    assert [u.text for u in read_utterances(folder) if u.key in trained] == []


def test_every_voice_has_its_test_part() -> None:
    voices = {path.name for path in (ROOT / "data" / "voices").glob("*.yml")}
    assert voices == {path.name for path in TEST_PART.glob("*.yml")}
