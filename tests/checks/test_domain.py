"""The checks of the intents and responses of bot/domain.yml."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.checks import check_domain
from bot.content import Content
from tests.checks.planting import DOMAIN, only_error
from tests.content_copies import edit


def _edited_domain(folder: Path, change: Callable[[Any], object]) -> Path:
    domain = Path(shutil.copy(DOMAIN, folder))
    edit(domain, change)
    return domain


def test_a_topic_missing_from_the_intents_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["intents"].remove("salary"))
    error = only_error(check_domain(Content(), domain))
    assert error.where == str(domain)
    assert error.problem == "« salary » manque dans intents"


def test_a_topic_missing_from_the_responses_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["responses"].pop("utter_salary"))
    error = only_error(check_domain(Content(), domain))
    assert error.problem == "« salary » manque dans responses"


def test_an_intent_that_is_no_topic_is_an_error(tmp_path: Path) -> None:
    domain = _edited_domain(tmp_path, lambda document: document["intents"].append("weather"))
    error = only_error(check_domain(Content(), domain))
    assert "« weather »" in error.problem and "inconnu" in error.problem


def test_a_topic_added_to_the_catalogue_only_is_missing_from_both_sections(folder: Path) -> None:
    edit(folder / "topics.yml", lambda topics: topics["faq"].update(new_topic={"about": "Neuf"}))
    problems = [error.problem for error in check_domain(Content(folder), DOMAIN)]
    assert problems == [
        "« new_topic » manque dans intents",
        "« new_topic » manque dans responses",
    ]
