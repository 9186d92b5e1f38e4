"""The plain models beside which the understanding is judged, and the table that shows them."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from bot._terminal import VoicesPrinter
from bot.evaluation import Prediction, evaluate
from bot.nlu._gate import Gate
from bot.training_data import Utterance
from bot.voices import Band
from bot.yardsticks import Yardstick, few_a_topic, fit_ngrams, read_yardsticks

PAY = ["combien on gagne", "quel salaire", "la paie est bonne", "on est payé combien"]
HOURS = ["quels horaires", "on finit à quelle heure", "travail le samedi", "les horaires du soir"]
TWO_TOPICS = [
    *(Utterance(text, "salary", "here") for text in PAY),
    *(Utterance(text, "working_hours", "here") for text in HOURS),
]


def test_the_plain_model_tells_two_topics_apart() -> None:
    predict = fit_ngrams(TWO_TOPICS)
    assert predict(["quel est le salaire", "les horaires"]) == ["salary", "working_hours"]


def test_no_topic_gives_more_than_a_few_examples() -> None:
    many = [Utterance(f"question {number}", "salary", "here") for number in range(100)]
    taken = few_a_topic([*many, *TWO_TOPICS[4:]])
    assert Counter(u.intent for u in taken) == {"salary": 16, "working_hours": 4}
    assert taken == few_a_topic([*many, *TWO_TOPICS[4:]])


def test_the_kept_figures_name_the_model_and_the_day() -> None:
    for yardstick in read_yardsticks():
        assert 0 < yardstick.right < 1
        assert yardstick.name in str(yardstick)
        assert yardstick.measured in str(yardstick)


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
