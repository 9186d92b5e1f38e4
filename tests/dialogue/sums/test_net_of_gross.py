"""About what a gross pay below the Smic leaves."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.messages import WORDED, Context, Message
from bot.dialogue.sums.net_of_gross import gross_asked_net
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)
TEXT = "933 brut ça fait combien net ?"


def _after(topic: str) -> Context:
    last = Message("…", topic, "answer")
    return Context(last_answer=last, last=last)


def test_a_gross_below_the_smic_is_brought_to_net_in_proportion() -> None:
    reading = ASIDES.read(TEXT, None, [], _after("salary"))
    assert reading is not None and len(reading.facts) == 2
    assert reading.words.replace("\u00a0", " ").startswith(
        "À peu près, dans le même rapport que le Smic : 933 € × 1 477,93 ÷ 1 867,02 ≈ 739 € nets"
    )


@pytest.mark.parametrize("topic", [None, "salary"])
def test_a_correction_gives_the_net_of_a_half_time(topic: str | None) -> None:
    first = ASIDES.read(TEXT, None, [], _after("salary"))
    assert first is not None
    last = Message(first.words, "salary", "answer", facts=first.facts, detail=WORDED)
    context = Context(last_answer=last, last=last, sum=first.sum)
    text = "non pour le mi-temps je veux dire, pas le temps plein"
    reading = ASIDES.read(text, topic, [], context)
    assert reading is not None and "738,97" in reading.words


@pytest.mark.parametrize("text", ["2500 brut ça fait combien net ?", "et en net ?"])
def test_no_proportion_of_more_than_the_smic(text: str) -> None:
    reading = ASIDES.read(text, None, [], _after("salary"))
    assert reading is None or "rapport" not in reading.words


@pytest.mark.parametrize(
    "text",
    [
        "933 net ça fait combien ?",
        "je touche 933 brut et je m'ennuie",
        "apprenti à 800 brut ça fait combien net ?",
        "entre 900 et 1000 brut ça fait combien net ?",
    ],
)
def test_what_asks_for_no_net_of_a_gross_is_left_alone(text: str) -> None:
    assert gross_asked_net(text) is None


def test_an_apprentice_keeps_more() -> None:
    reading = ASIDES.read(TEXT, None, [], _after("apprenticeship"))
    assert reading is None or "rapport" not in reading.words
