"""How well details are found, on questions of a data folder that the models did not learn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.errors import DataError
from bot.nlu.model.gate import Gate
from bot.text.pointing import points_back
from bot.training.details import Found, Question, judge_details, read_examples, report
from bot.training.details import unheard_topics as topics_of
from tests.contents import CONTENT, write
from tests.nlu.few_answers import ENCODER

_QUESTIONS = [
    # what but points back is said after its topic
    Question(text, label, alone, "salary/" if points_back(text) and not alone else "")
    for label, alone, texts in (
        ("salary/", True, ["on gagne combien", "quel est le salaire", "le salaire est bon"]),
        ("salary/pay_day", True, ["la paie tombe quand dans le mois", "on est paye quel jour"]),
        ("salary/pay_day", False, ["quel jour", "et ca tombe quand"]),
        ("hours/", True, ["quels horaires", "on travaille de quelle heure a quelle heure"]),
        ("hours/nights", True, ["faut-il travailler la nuit", "y a-t-il des postes de nuit"]),
        ("hours/nights", False, ["et la nuit", "aussi la nuit"]),
    )
    for text in texts
]
_LABELS = {question.label for question in _QUESTIONS}


def _write_data(folder: Path) -> Path:
    """Write the questions as a data folder."""
    for file, alone in (("details/salary.yml", True), ("follow_ups.yml", False)):
        asked: dict[str, dict[str, list[str]]] = {}
        for question in _QUESTIONS:
            detail = question.label.partition("/")[2]
            if detail and question.alone is alone:
                asked.setdefault(question.topic, {}).setdefault(detail, []).append(question.text)
        write(folder / file, asked)
    general = [q for q in _QUESTIONS if q.label.endswith("/")]
    nlu = [
        {"intent": topic, "examples": "".join(f"- {q.text}\n" for q in general if topic == q.topic)}
        for topic in ("hours", "salary")
    ]
    write(folder / "voices" / "neutral.yml", {"version": "3.1", "nlu": nlu})
    return folder


def test_the_examples_are_those_of_details_of_follow_ups_and_of_the_general_voice(
    tmp_path: Path,
) -> None:
    examples = read_examples(_write_data(tmp_path), _LABELS)
    assert sorted(map(str, examples)) == sorted(map(str, _QUESTIONS))
    known = _LABELS - {"hours/nights"}
    assert not any(e.label == "hours/nights" for e in read_examples(tmp_path, known))


def test_the_topics_of_an_example_come_from_a_model_that_did_not_learn_it(tmp_path: Path) -> None:
    asked = [*_QUESTIONS, Question("zzyzx", "salary/pay_day", alone=True)]
    topics = topics_of(_write_data(tmp_path), asked, ENCODER, Gate(1.0, 0.6), threads=1)
    assert len(topics) == len(asked)
    assert all(set(row) == {"hours", "salary"} for row in topics)
    own = [row[q.topic] for q, row in zip(_QUESTIONS, topics, strict=False)]
    assert np.mean(own) > 0.5
    # The model that learnt it would be sure of a word that nothing else holds.
    assert topics[-1]["salary"] < 0.9


def test_the_figures_count_the_right_answer_first_and_among_three() -> None:
    asked = [Question("x", "salary/", alone) for alone in (True, True, False)]
    figures = report(asked, [0, 2, 3])
    assert (figures.alone, figures.following) == (Found(2, 0.5, 1.0), Found(1, 0.0, 0.0))


def test_a_folder_without_questions_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no question of a detail"):
        judge_details(tmp_path, CONTENT, ENCODER)


@pytest.mark.model  # it encodes every answer, twice
def test_the_questions_of_real_details_are_judged(tmp_path: Path) -> None:
    asked = {
        topic: {d.id: [d.asks, f"{d.asks} au fait", f"dis, {d.asks}"] for d in card.details[:3]}
        for topic, card in CONTENT.cards.items()
        if topic in ("salary", "tools")
    }
    write(tmp_path / "details/salary.yml", asked)
    figures = judge_details(tmp_path, CONTENT, ENCODER, threads=1)
    assert (figures.alone.questions, figures.following.questions) == (18, 0)
    assert figures.alone.first > 0.8
