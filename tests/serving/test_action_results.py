"""The answers of the action server are checked as Rasa checks them, with a schema read once."""

from __future__ import annotations

from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from jsonschema import ValidationError  # noqa: E402
from jsonschema.validators import validator_for  # noqa: E402
from rasa.core.actions.action import RemoteAction  # noqa: E402

from bot.serving.action_results import check_results_with_one_schema  # noqa: E402

_GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "quiz", "value": {"asked": "q1"}}], "responses": [{}]},
    {"events": [{"event": "followup", "name": "action_listen"}], "more": 1},
]
_BAD: list[Any] = [
    [],
    None,
    "x",
    {"events": {}},
    {"events": ["x"]},
    {"events": [{"event": "no such"}]},
    {"events": [{"event": "slot", "timestamp": "yesterday", "name": "quiz", "value": 1}]},
    {"responses": ["x"]},
]
_RASAS = RemoteAction._validate_action_result


@pytest.fixture(autouse=True)
def _rasas_own_afterwards() -> Any:
    yield
    RemoteAction._validate_action_result = _RASAS


def _schemas_checked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return a list that grows with each schema that is checked."""
    checked: list[Any] = []
    kind = validator_for(RemoteAction.action_response_format_spec())
    monkeypatch.setattr(kind, "check_schema", lambda schema, *_, **__: checked.append(schema))
    return checked


def _outcome(action: RemoteAction, result: Any) -> str:
    try:
        action._validate_action_result(result)
    except ValidationError as error:
        return f"{list(error.absolute_path)} {error.validator}"
    return "valid"


def test_rasa_still_reads_its_schema_at_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = _schemas_checked(monkeypatch)
    action = RemoteAction("action_x", None)
    for _ in range(2):
        action._validate_action_result({})
    assert len(checked) == 2, "bot/serving/action_results.py is needed no more"


def test_ours_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    check_results_with_one_schema()
    action = RemoteAction("action_x", None)
    action._validate_action_result({})
    checked = _schemas_checked(monkeypatch)
    for result in _GOOD:
        action._validate_action_result(result)
    assert checked == []


@pytest.mark.parametrize("result", _GOOD + _BAD, ids=str)
def test_it_finds_what_rasa_finds(result: Any) -> None:
    action = RemoteAction("action_x", None)
    before = _outcome(action, result)
    check_results_with_one_schema()
    assert _outcome(action, result) == before
    assert (before == "valid") == (result in _GOOD)
