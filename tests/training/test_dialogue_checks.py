"""The checks of the domain, the rules and the stories against the catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.content.checks import Finding
from bot.settings import ROOT
from bot.training.dialogue_checks import check_dialogue
from tests.content.checks.planting import DOMAIN, only_error
from tests.contents import CONTENT, edit


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the rules and stories in which the test plants a fault."""
    for name in ("rules.yml", "stories.yml"):
        shutil.copy(ROOT / "data" / name, tmp_path)
    return tmp_path


_PLACES = [("rules.yml", "rules", "rule"), ("stories.yml", "stories", "story")]


def _findings(domain: Path = DOMAIN, data: Path = ROOT / "data") -> list[Finding]:
    return check_dialogue(CONTENT, domain, data)


def _edited_domain(folder: Path, change: Callable[[Any], object]) -> Path:
    domain = Path(shutil.copy(DOMAIN, folder))
    edit(domain, change)
    return domain


def test_the_real_dialogue_has_no_error() -> None:
    assert [str(finding) for finding in _findings()] == []


def test_an_intent_that_a_topic_brings_already_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document.update(intents=["salary"]))
    error = only_error(_findings(domain))
    assert error.where == str(domain)
    assert "« salary »" in error.problem


def test_a_response_that_a_topic_brings_already_is_an_error(tmp_path: Path) -> None:
    texts = {"utter_salary": [{"text": "salary"}]}
    domain = _edited_domain(tmp_path, lambda document: document["responses"].update(texts))
    error = only_error(_findings(domain))
    assert "« utter_salary »" in error.problem and "responses" in error.remedy


@pytest.mark.parametrize(("file", "section", "kind"), _PLACES)
@pytest.mark.parametrize("step", [{"intent": "weather"}, {"action": "utter_weather"}])
def test_a_step_on_a_topic_that_is_not_in_the_catalogue_is_an_error(
    data: Path, file: str, section: str, kind: str, step: dict[str, str]
) -> None:
    block = {kind: "Of old", "steps": [{"intent": "greet"}, step]}
    edit(data / file, lambda document: document[section].append(block))
    error = only_error(_findings(data=data))
    assert error.where == f"{data / file}: Of old"
    assert "weather" in error.problem


@pytest.mark.parametrize(("file", "section", "kind"), _PLACES)
def test_a_step_with_an_action_that_is_not_in_the_domain_is_an_error(
    data: Path, file: str, section: str, kind: str
) -> None:
    block = {kind: "Of old", "steps": [{"intent": "greet"}, {"action": "action_of_old"}]}
    edit(data / file, lambda document: document[section].append(block))
    error = only_error(_findings(data=data))
    assert error.where == f"{data / file}: Of old"
    assert "action_of_old" in error.problem


def test_what_rasa_and_the_actions_bring_is_no_topic(data: Path) -> None:
    steps = [{"intent": "nlu_fallback"}, {"action": "action_erase"}, {"active_loop": None}]
    block = {"rule": "Special", "steps": steps}
    edit(data / "rules.yml", lambda document: document["rules"].append(block))
    assert _findings(data=data) == []
