"""The plain models beside which the understanding is judged, and the table that shows them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.terminal import VoicesPrinter
from bot.nlu.model.gate import Gate
from bot.training.evaluation import Prediction, evaluate
from bot.training.utterances import Utterance
from bot.training.voices import Band
from bot.training.yardsticks import (
    Yardstick,
    fit_decroche,
    fit_ngrams,
    keep_yardstick,
    read_yardsticks,
)

pytestmark = pytest.mark.model  # it trains small ones

PAY = ["combien on gagne", "quel salaire", "la paie est bonne", "on est payé combien"]
HOURS = ["quels horaires", "on finit à quelle heure", "travail le samedi", "les horaires du soir"]
TWO_TOPICS = [
    *(Utterance(text, "salary", "here") for text in PAY),
    *(Utterance(text, "working_hours", "here") for text in HOURS),
]


def test_the_plain_model_tells_two_topics_apart() -> None:
    predict = fit_ngrams(TWO_TOPICS)
    assert predict(["quel est le salaire", "les horaires"]) == ["salary", "working_hours"]


def test_the_bot_s_own_model_is_trained_on_the_same_examples() -> None:
    predict = fit_decroche(TWO_TOPICS)
    assert predict(["c'est quoi la paie", "les horaires"]) == ["salary", "working_hours"]


def test_the_kept_figures_name_the_model_and_the_day() -> None:
    for yardstick in read_yardsticks():
        assert 0 < yardstick.right < 1
        assert yardstick.name in str(yardstick)
        assert yardstick.measured in str(yardstick)


def test_a_figure_takes_the_place_of_the_last_one_of_its_model(tmp_path: Path) -> None:
    path = tmp_path / "yardsticks.json"
    path.write_text("[]", encoding="utf-8")
    first = Yardstick("n-grams", 8, 0.5, 0.7, 1.0, 0.1, "2026-11-24")
    other, again = replace(first, name="DIET"), replace(first, right=0.6, measured="2026-11-27")
    for yardstick in (first, other, again):
        keep_yardstick(yardstick, path)
    assert read_yardsticks(path) == [again, other]


def _printed(as_json: bool) -> None:
    printer = VoicesPrinter(as_json)
    right = Prediction("combien", "salary", "salary", "salary", [])
    wrong = Prediction("le soir", "working_hours", "salary", "salary", [])
    printer.voice("left out", "young", evaluate([right, wrong]), 3.2)
    printer.reliability(Gate(5, 0.66), [Band(2, 0.9, 0.5)])
    printer.end([Yardstick("n-grams", 8, 0.5, 0.7, 1.0, 0.1, "2026-11-24")])


def test_the_table_shows_voices_confusions_and_yardsticks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _printed(as_json=False)
    shown = capsys.readouterr().out
    for words in ("young", "50.0%", "working_hours", "salary 1", "90% claimed", "n-grams"):
        assert words in shown


def test_the_same_as_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    _printed(as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert document["left out"]["young"]["milliseconds"] == 3.2
    assert document["gate"]["sure"] == 0.66
    assert document["yardsticks"][0]["right"] == 0.5
