"""The checks of the utterances in data/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content import Content
from bot.errors import DataError
from bot.settings import ROOT
from bot.training.checks import check_data
from tests.content.checks.planting import only_error
from tests.contents import CONTENT, write


def write_data(folder: Path, utterances: dict[str, list[str]]) -> Path:
    """Write Rasa NLU data with the examples of each topic and return its folder."""
    blocks = [
        {"intent": topic, "examples": "".join(f"- {text}\n" for text in texts)}
        for topic, texts in utterances.items()
    ]
    write(folder / "voices" / "planted.yml", {"version": "3.1", "nlu": blocks})
    return folder


def one_example_each(content: Content) -> dict[str, list[str]]:
    return {topic: [f"exemple de {topic}"] for topic in content.topics}


def test_one_example_for_each_topic_is_enough(tmp_path: Path) -> None:
    content = CONTENT
    assert check_data(content, write_data(tmp_path, one_example_each(content))) == []


@pytest.mark.parametrize("topic", ["salary", "joke", "out_of_scope"])
def test_a_topic_without_utterance_is_an_error(tmp_path: Path, topic: str) -> None:
    content = CONTENT
    utterances = one_example_each(content)
    del utterances[topic]
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == str(tmp_path)
    assert f"« {topic} »" in error.problem


def test_an_utterance_of_an_unknown_intent_is_an_error(tmp_path: Path) -> None:
    content = CONTENT
    utterances = {**one_example_each(content), "no_such_topic": ["une question"]}
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where == f"{tmp_path / 'voices' / 'planted.yml'}: no_such_topic"
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
    content = CONTENT
    utterances = one_example_each(content)
    utterances["salary"].append("la paye du métier ?")
    utterances["tools"].append(again)
    error = only_error(check_data(content, write_data(tmp_path, utterances)))
    assert error.where.startswith(str(tmp_path / "voices" / "planted.yml"))
    assert "« salary »" in error.problem and "« tools »" in error.problem


def test_an_utterance_twice_under_one_topic_is_no_finding(tmp_path: Path) -> None:
    content = CONTENT
    utterances = one_example_each(content)
    utterances["salary"] += ["c'est payé combien ?", "C'est payé combien"]
    assert check_data(content, write_data(tmp_path, utterances)) == []


def test_a_fault_planted_in_the_real_data_is_found(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    planted = {"intent": "tools", "examples": "- On gagne combien dans ce métier\n"}
    write(data / "voices" / "zz.yml", {"version": "3.1", "nlu": [planted]})
    write(data / "voices" / "aa.yml", {"nlu": [{**planted, "intent": "salary"}]})
    problems = [error.problem for error in check_data(CONTENT, data)]
    assert problems and all("On gagne combien" in problem for problem in problems)


def test_a_synonym_of_an_unknown_role_is_an_error(tmp_path: Path) -> None:
    content = CONTENT
    data = write_data(tmp_path, one_example_each(content))
    block = {"synonym": "astronaut", "examples": "- astronaute\n"}
    write(data / "roles.yml", {"version": "3.1", "nlu": [block]})
    error = only_error(check_data(content, data))
    assert error.where == f"{data / 'roles.yml'}: astronaut"
    assert "rôle inconnu « astronaut »" in error.problem


def test_a_file_of_examples_that_nothing_reads_is_an_error(tmp_path: Path) -> None:
    content = CONTENT
    data = write_data(tmp_path, one_example_each(content))
    shutil.copy(data / "voices" / "planted.yml", data / "voices" / "more.yaml")
    error = only_error(check_data(content, data))
    assert error.where == str(data / "voices" / "more.yaml")
    assert ".yml" in error.remedy


def test_a_key_twice_in_the_data_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text("nlu: []\nversion: a\nnlu: []\n", encoding="utf-8")
    with pytest.raises(DataError, match="« nlu » figure déjà à la ligne 1"):
        check_data(CONTENT, tmp_path)
