"""What makes a training due: a change of anything that the model depends on, of nothing else."""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.training.train import fingerprint

_OF_THE_PROGRAM = [
    "bot/config.yml",
    "bot/domain.yml",
    "bot/dialogue/stories.py",
    "bot/nlu/classifier.py",
    "bot/nlu/gate.yml",
    "bot/nlu/concepts/work.yml",
    "bot/nlu/model/topic_model.py",
    "bot/nlu/themes.py",
    "bot/text/lexicon.yml",
    "bot/text/places.tsv",
    "bot/text/words.py",
    "bot/training/catalogue.py",
    "bot/training/importer.py",
    "bot/training/questions.py",
    "bot/training/reactions.py",
    "bot/training/utterances.py",
]
_LEARNT = [
    "content/topics.yml",
    "content/answers/salary.yml",
    "content/facts/jobs.yml",
    "content/glossary.yml",
    "content/themes.yml",
    "data/rules.yml",
    "data/stories.yml",
]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of what a model depends on, and of its neighbours."""
    for name in ("bot", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "data").mkdir()
    for name in ("rules.yml", "stories.yml"):
        shutil.copy(ROOT / "data" / name, tmp_path / "data" / name)
    return tmp_path


def _change(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as opened:
        opened.write("\n# changed\n")


@pytest.mark.parametrize("name", [*_OF_THE_PROGRAM, *_LEARNT])
def test_a_change_of_what_the_model_depends_on_makes_another_model(
    program: Path, name: str
) -> None:
    before = fingerprint(program, program)
    assert (program / name).is_file()
    _change(program / name)
    assert fingerprint(program, program) != before


@pytest.mark.parametrize("name", ["data/voices/new.yml", "bot/nlu/new.py", "bot/text/new.py"])
def test_a_new_file_that_the_training_reads_makes_another_model(program: Path, name: str) -> None:
    before = fingerprint(program, program)
    _change(program / name)
    assert fingerprint(program, program) != before


@pytest.mark.parametrize(
    "name",
    [
        "bot/channels/limits.py",
        "bot/dialogue/audience.py",
        "bot/dialogue/rules.py",
        "bot/text/__pycache__/words.cpython-311.pyc",
        "bot/web/widget.js",
        "content/replies.yml",
    ],
)
def test_what_the_model_does_not_know_leaves_it(program: Path, name: str) -> None:
    before = fingerprint(program, program)
    _change(program / name)
    assert fingerprint(program, program) == before


def test_the_same_files_elsewhere_are_the_same_model(program: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name in ("content", "data"):
        shutil.copytree(program / name, home / name)
    assert fingerprint(program, home) == fingerprint(program, program)


@pytest.mark.parametrize("library", ["rasa", "numpy", "pyspellchecker", "scikit-learn", "spacy"])
def test_another_release_of_a_library_makes_another_model(
    program: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(program, program)

    def version(name: str) -> str:
        return "0.0" if name == library else metadata.version(name)

    monkeypatch.setattr("bot.training.train.version", version)
    assert fingerprint(program, program) != before
