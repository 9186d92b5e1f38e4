"""The checks of the utterances in data/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.checks import check_data
from bot.content import Content
from bot.settings import ROOT
from tests.checks.planting import only_error
from tests.content_copies import write


def write_data(folder: Path, utterances: dict[str, list[str]]) -> Path:
    """Write Rasa NLU data with the examples of each topic and return its folder."""
    blocks = [
        {"intent": topic, "examples": "".join(f"- {text}\n" for text in texts)}
        for topic, texts in utterances.items()
    ]
    write(folder / "nlu" / "planted.yml", {"version": "3.1", "nlu": blocks})
    return folder


def one_example_each(content: Content) -> dict[str, list[str]]:
    return {topic: [f"exemple de {topic}"] for topic in content.topics}


def test_one_example_for_each_topic_is_enough(tmp_path: Path) -> None:
    content = Content()
    assert check_data(content, write_data(tmp_path, one_example_each(content))) == []


@pytest.mark.parametrize("topic", ["salary", "joke", "out_of_scope"])
def test_a_topic_without_utterance_is_an_error(tmp_path: Path, topic: str) -> None:
    content = Content()
    utterances = one_example_each(content)
    del utterances[topic]
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == str(tmp_path)
    assert f"« {topic} »" in error.problem


def test_an_utterance_of_an_unknown_intent_is_an_error(tmp_path: Path) -> None:
    content = Content()
    utterances = {**one_example_each(content), "no_such_topic": ["une question"]}
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == f"{tmp_path / 'nlu' / 'planted.yml'}: no_such_topic"
    assert "« no_such_topic »" in error.problem


@pytest.mark.parametrize(
    "again",
    [
        pytest.param("la paye du métier ?", id="identical"),
        pytest.param("LA PAYE DU MÉTIER ?", id="case"),
        pytest.param("la paye du metier ?", id="accents"),
        pytest.param("la paye, du métier", id="punctuation"),
        pytest.param("[la paye](role) du métier ?", id="annotation"),
    ],
)
def test_an_utterance_under_two_topics_is_an_error(tmp_path: Path, again: str) -> None:
    content = Content()
    utterances = one_example_each(content)
    utterances["salary"].append("la paye du métier ?")
    utterances["tools"].append(again)
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where.startswith(str(tmp_path / "nlu" / "planted.yml"))
    assert "« salary »" in error.problem and "« tools »" in error.problem


def test_an_utterance_twice_under_one_topic_is_no_finding(tmp_path: Path) -> None:
    content = Content()
    utterances = one_example_each(content)
    utterances["salary"] += ["c'est payé combien ?", "C'est payé combien"]
    assert check_data(content, write_data(tmp_path, utterances)) == []


def test_a_fault_planted_in_the_real_data_is_found(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    planted = {"intent": "tools", "examples": "- On gagne combien dans ce métier\n"}
    write(data / "nlu" / "zz.yml", {"version": "3.1", "nlu": [planted]})
    write(data / "nlu" / "aa.yml", {"nlu": [{**planted, "intent": "salary"}]})
    problems = [error.problem for error in check_data(Content(), data)]
    assert problems and all("On gagne combien" in problem for problem in problems)
