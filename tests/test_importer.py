"""The importer of the voices: the same training data as Rasa's own, from the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.quiet import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.importers.importer import TrainingDataImporter  # noqa: E402
from rasa.shared.importers.rasa import RasaFileImporter  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.importer import VoiceImporter  # noqa: E402
from bot.settings import ROOT  # noqa: E402

_FILES = {
    "nlu/neutral.yml": """\
version: "3.1"

nlu:
  - intent: salary
    examples: |
      - on gagne combien ?
      - c'est payé : combien # par mois ?
      - « le salaire », dit-il
  - intent: greet
    examples: |
      - Bonjour
      - slt 🙂
""",
    "nlu/teen_sms.yml": """\
version: "3.1"
nlu:
- intent: salary
  examples: |
    - cb on gagn
    - on gagne combien ?
""",
    "roles.yml": """\
version: "3.1"
nlu:
  - synonym: advisor
    examples: |
      - conseiller
      - conseillère
""",
    "rules.yml": """\
version: "3.1"
rules:
  - rule: salary
    steps:
      - intent: salary
      - action: utter_salary
""",
    "stories.yml": """\
version: "3.1"
stories:
  - story: a greeting
    steps:
      - intent: greet
      - action: utter_greet
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two voices, and the files that are none."""
    for name, text in _FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


def _examples(data: TrainingData) -> list[tuple[str, str]]:
    return sorted((e.get("text"), e.get("intent")) for e in data.training_examples)


def _importer(kind: type[RasaFileImporter], paths: Any) -> RasaFileImporter:
    return kind(config_file=str(ROOT / "bot" / "config.yml"), training_data_paths=paths)


def test_the_examples_are_those_of_rasa_s_importer(folder: Path) -> None:
    ours, rasa_s = (
        _importer(kind, [str(folder)]).get_nlu_data() for kind in (VoiceImporter, RasaFileImporter)
    )
    assert len(_examples(ours)) == 6
    assert _examples(ours) == _examples(rasa_s)
    assert ours.intents == rasa_s.intents == {"salary", "greet"}


def test_the_synonyms_are_those_of_rasa_s_importer(folder: Path) -> None:
    ours, rasa_s = (
        _importer(kind, [str(folder)]).get_nlu_data() for kind in (VoiceImporter, RasaFileImporter)
    )
    assert ours.entity_synonyms == rasa_s.entity_synonyms
    assert set(ours.entity_synonyms) == {"conseiller", "conseillère"}


def test_rules_and_stories_are_read(folder: Path) -> None:
    steps = _importer(VoiceImporter, [str(folder)]).get_stories().story_steps
    assert sorted(step.block_name for step in steps) == ["a greeting", "salary"]


@pytest.mark.parametrize("as_list", [True, False])
def test_files_may_be_named_one_by_one_or_by_their_folder(folder: Path, as_list: bool) -> None:
    paths: Any = [str(folder / name) for name in _FILES] if as_list else str(folder)
    assert len(_importer(VoiceImporter, paths).get_nlu_data().training_examples) == 6


def test_without_voices_what_the_other_files_hold_is_left(folder: Path) -> None:
    data = _importer(VoiceImporter, [str(folder / "roles.yml")]).get_nlu_data()
    assert data.training_examples == []
    assert data.entity_synonyms


def test_the_bot_s_configuration_names_the_importer(folder: Path) -> None:
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "bot" / "config.yml"), str(ROOT / "bot" / "domain.yml"), [str(folder)]
    )
    trained = [e for e in importer.get_nlu_data().training_examples if e.get("text")]
    assert {"cb on gagn", "Bonjour"} <= {example.get("text") for example in trained}
